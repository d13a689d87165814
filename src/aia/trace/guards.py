"""Database triggers that hold the ledger, generated from the models for both databases.

- an entry or a checkpoint is never changed, deleted or truncated;
- a traced row is never deleted, is inserted only with an entry about it, and is updated only
  with a newer entry about it.

Other append-only tables (a reading log) set `append_only = True` on their model class.
"""

from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from aia.trace.models import Checkpoint, Entry
from aia.trace.traced import Traced, traced_models

_SUFFIX = "aia_guard"


def append_only_models() -> list[type[models.Model]]:
    """Return the models whose rows are only ever added."""
    marked = [model for model in apps.get_models() if getattr(model, "append_only", False)]
    return [Entry, Checkpoint, *marked]


def install_after_migrate(using: str = "default", **_: Any) -> None:
    """Put every guard in place (post_migrate): installs what is missing, renews what is there."""
    install(connections[using])


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the guards of every table that exists; running it again changes nothing."""
    make = _MAKERS[connection.vendor]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if Entry._meta.db_table not in tables:
            return
        for model in [*append_only_models(), *traced_models()]:
            if model._meta.db_table in tables:
                for statement in make(model):
                    cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables without all their guards: somebody dropped a trigger."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS_OF[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    wanted = {
        model._meta.db_table: _trigger_names(model)
        for model in [*append_only_models(), *traced_models()]
    }
    return sorted(table for table, names in wanted.items() if not names <= found)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop every guard: only for restoring a whole archive and for tests that tamper."""
    with connection.cursor() as cursor:
        for model in [*append_only_models(), *traced_models()]:
            for name in _trigger_names(model):
                table = f" ON {model._meta.db_table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")


_TRIGGERS_OF = {
    "sqlite": f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%{_SUFFIX}'",
    "postgresql": (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        f" AND tgname LIKE '%%{_SUFFIX}'"
    ),
}


def _events(model: type[models.Model]) -> tuple[str, ...]:
    return ("insert", "update", "delete") if issubclass(model, Traced) else ("update", "delete")


def _trigger_names(model: type[models.Model]) -> set[str]:
    return {f"{model._meta.db_table}_{event}_{_SUFFIX}" for event in _events(model)}


def _condition(model: type[models.Model], event: str) -> str:
    """Return the SQL condition under which `event` is refused."""
    own = (
        f"NOT EXISTS (SELECT 1 FROM {Entry._meta.db_table} e"
        " WHERE e.sequence = NEW.last_entry_id AND e.subject = NEW.id)"
    )
    if not issubclass(model, Traced) or event == "delete":
        return "1 = 1"
    return own if event == "insert" else f"NEW.last_entry_id <= OLD.last_entry_id OR {own}"


def _message(model: type[models.Model], event: str) -> str:
    return f"aia: {event} on {model._meta.db_table} refused: no change without a trace"


def _sqlite(model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    statements = []
    for event in _events(model):
        name = f"{table}_{event}_{_SUFFIX}"
        statements += [
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table}"
            f" WHEN {_condition(model, event)}"
            f" BEGIN SELECT RAISE(ABORT, '{_message(model, event)}'); END",
        ]
    return statements


def _postgresql(model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    statements = []
    for event in _events(model):
        name = f"{table}_{event}_{_SUFFIX}"
        statements += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {_condition(model, event)} THEN"
            f" RAISE EXCEPTION '{_message(model, event)}' USING ERRCODE = '23000'; END IF;"
            f" RETURN {'OLD' if event == 'delete' else 'NEW'}; END $$",
            f"CREATE OR REPLACE TRIGGER {name} BEFORE {event.upper()} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    truncate = f"{table}_truncate_{_SUFFIX}"
    statements += [
        f"CREATE OR REPLACE FUNCTION {truncate}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION '{_message(model, 'truncate')}' USING ERRCODE = '23000'; END $$",
        f"CREATE OR REPLACE TRIGGER {truncate} BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {truncate}()",
    ]
    return statements


_MAKERS = {"sqlite": _sqlite, "postgresql": _postgresql}
