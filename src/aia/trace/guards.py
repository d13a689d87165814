"""Database triggers that hold the ledger, generated from the models for both databases.

- an entry or a checkpoint is never changed, deleted or truncated;
- a traced row is never deleted, is inserted only with an entry about it, and is updated only
  with a newer entry about it; its id and its district never change.

Other append-only tables (a reading log) set `append_only = True` on their model class.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from aia.trace.models import Checkpoint, Entry
from aia.trace.traced import Traced, traced_models

_SUFFIX = "aia_guard"


@dataclass(frozen=True)
class Guard:
    """One trigger: `event` on `table` is refused when `condition` holds for the row."""

    table: str
    event: str
    condition: str

    @property
    def name(self) -> str:
        """Return the trigger's name."""
        return f"{self.table}_{self.event}_{_SUFFIX}"

    @property
    def refusal(self) -> str:
        """Return what the database answers to whoever tries."""
        return f"aia: {self.event} on {self.table} refused: no change without a trace"


def append_only_models() -> list[type[models.Model]]:
    """Return the models whose rows are only ever added."""
    marked = [model for model in apps.get_models() if getattr(model, "append_only", False)]
    return [Entry, Checkpoint, *marked]


def guarded_models() -> list[type[models.Model]]:
    """Return every model whose table has guards."""
    return [*append_only_models(), *traced_models()]


def install_after_migrate(using: str = "default", **_: Any) -> None:
    """Put every guard in place (post_migrate): installs what is missing, renews what differs."""
    install(connections[using])


def install(connection: BaseDatabaseWrapper) -> list[str]:
    """Create the guards of every table that exists; return the names of those that were put."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if Entry._meta.db_table not in tables:
        return []
    wrong = [guard for guard in _wrong(connection) if guard.table in tables]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for guard in wrong:
            for statement in _STATEMENTS[connection.vendor](guard):
                cursor.execute(statement)
    return [guard.name for guard in wrong]


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables whose guards were dropped, switched off or altered."""
    return sorted({guard.table for guard in _wrong(connection)})


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop every guard: only for restoring a whole archive and for tests that tamper."""
    with connection.cursor() as cursor:
        for guard in _guards(connection.vendor):
            table = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{table}")


def _wrong(connection: BaseDatabaseWrapper) -> list[Guard]:
    """Return the guards that are not there exactly as the models ask for them."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS_OF[connection.vendor])
        found = {name: (table, text) for name, table, text in cursor.fetchall()}
    body = _BODY[connection.vendor]
    return [
        guard
        for guard in _guards(connection.vendor)
        if found.get(guard.name) != (guard.table, body(guard))
    ]


def _guards(vendor: str) -> list[Guard]:
    return [
        Guard(model._meta.db_table, event, condition)
        for model in guarded_models()
        for event, condition in _conditions(model, vendor).items()
    ]


def _conditions(model: type[models.Model], vendor: str) -> dict[str, str]:
    """Return, by event, the SQL condition under which it is refused."""
    conditions = {"update": "1 = 1", "delete": "1 = 1"}
    if issubclass(model, Traced):
        own = (
            f"EXISTS (SELECT 1 FROM {Entry._meta.db_table} e WHERE e.sequence = NEW.last_entry_id"
            " AND e.subject = NEW.id AND e.district = NEW.district)"
        )
        conditions["insert"] = f"NOT {own}"
        conditions["update"] = (
            "NEW.last_entry_id <= OLD.last_entry_id OR NEW.id <> OLD.id"
            f" OR NEW.district <> OLD.district OR NOT {own}"
        )
    if vendor == "postgresql":
        conditions["truncate"] = "TRUE"
        return conditions
    # SQLite's INSERT OR REPLACE removes the old row without firing its delete trigger.
    taken = _taken(model)
    conditions["insert"] = f"{conditions['insert']} OR {taken}" if "insert" in conditions else taken
    return conditions


def _taken(model: type[models.Model]) -> str:
    """Return the SQL that says whether the new row's place is already somebody's."""
    table = model._meta.db_table
    keys = [str(model._meta.pk.column)] if model._meta.pk else []
    places = [" AND ".join(f"o.{key} = NEW.{key}" for key in keys)]
    if model is Entry:
        places.append("o.stream = NEW.stream AND o.position = NEW.position")
    return " OR ".join(f"EXISTS (SELECT 1 FROM {table} o WHERE {place})" for place in places)


def _sqlite_body(guard: Guard) -> str:
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event.upper()} ON {guard.table}"
        f" WHEN {guard.condition} BEGIN SELECT RAISE(ABORT, '{guard.refusal}'); END"
    )


def _sqlite_statements(guard: Guard) -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {guard.name}", _sqlite_body(guard)]


def _postgresql_body(guard: Guard) -> str:
    row = {"delete": "OLD", "truncate": "NULL"}.get(guard.event, "NEW")
    return (
        f" BEGIN IF {guard.condition} THEN RAISE EXCEPTION '{guard.refusal}'"
        f" USING ERRCODE = '23000'; END IF; RETURN {row}; END "
    )


def _postgresql_statements(guard: Guard) -> list[str]:
    each = "STATEMENT" if guard.event == "truncate" else "ROW"
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql"
        f" AS $${_postgresql_body(guard)}$$",
        f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event.upper()} ON {guard.table}"
        f" FOR EACH {each} EXECUTE FUNCTION {guard.name}()",
    ]


# Name, table and text of the guards that are there and switched on.
_TRIGGERS_OF = {
    "sqlite": (
        "SELECT name, tbl_name, sql FROM sqlite_master"
        f" WHERE type = 'trigger' AND name LIKE '%{_SUFFIX}'"
    ),
    "postgresql": (
        "SELECT t.tgname, c.relname, p.prosrc FROM pg_trigger t"
        " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        f" AND pg_table_is_visible(c.oid) AND t.tgname LIKE '%{_SUFFIX}'"
    ),
}
_BODY = {"sqlite": _sqlite_body, "postgresql": _postgresql_body}
_STATEMENTS = {"sqlite": _sqlite_statements, "postgresql": _postgresql_statements}
