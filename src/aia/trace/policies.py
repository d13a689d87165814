"""Row-level security on the district, generated from the models (PostgreSQL only).

Every table of ours that has a district is held, but for those whose model says `SHARED = True`
(what belongs to nobody: municipalities, places, figures). FORCE makes the owner obey too; only a
superuser and a role with BYPASSRLS do not (`unheld`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from aia.trace.horizon import EVERYWHERE

_NAME = "aia_district"
_SETTING = "current_setting('aia.districts', true)"
# The two subqueries are read once a statement, not once a row.
_SEEN = (
    f"(SELECT {_SETTING}) = '{EVERYWHERE}'"
    f" OR district = ANY ((SELECT string_to_array({_SETTING}, ','))::text[])"
)
_VERSION = sha256(_SEEN.encode()).hexdigest()[:16]


def held_models() -> list[type[models.Model]]:
    """Return the models whose rows belong to one district each."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("aia."))
    return [
        model
        for model in ours
        if not getattr(model, "SHARED", False)
        and any(field.column == "district" for field in model._meta.concrete_fields)
    ]


def install_after_migrate(using: str = "default", **_: Any) -> None:
    """Put every policy in place (post_migrate)."""
    install(connections[using])


def install(connection: BaseDatabaseWrapper) -> list[str]:
    """Put the policies that are missing or differ; return the names of their tables."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    lacking = [table for table in missing(connection) if table in tables]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for table in lacking:
            for statement in _statements(table):
                cursor.execute(statement)
    return lacking


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables that are not held as their models ask; none where SQLite keeps them."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [_NAME, _VERSION])
        held = {table for (table,) in cursor.fetchall()}
    return sorted({model._meta.db_table for model in held_models()} - held)


def unheld(connection: BaseDatabaseWrapper) -> str | None:
    """Return the name of the connection's role when policies do not hold it, else None."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles"
            " WHERE rolname = current_user AND (rolsuper OR rolbypassrls)"
        )
        found = cursor.fetchone()
    return found[0] if found else None


@contextmanager
def owner_free(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the tables' owner alone be free of the policies meanwhile: COPY does not work with them.

    Only for loading a whole archive, as with the guards off.
    """
    tables = [model._meta.db_table for model in held_models()]
    _force(connection, tables, "NO FORCE")
    try:
        yield
    finally:
        _force(connection, tables, "FORCE")


def _force(connection: BaseDatabaseWrapper, tables: list[str], how: str) -> None:
    if connection.vendor != "postgresql":
        return
    # A table with references still to be checked cannot be altered.
    connection.check_constraints()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" {how} ROW LEVEL SECURITY')


def _statements(table: str) -> list[str]:
    return [
        f'DROP POLICY IF EXISTS {_NAME} ON "{table}"',
        f'CREATE POLICY {_NAME} ON "{table}" USING ({_SEEN}) WITH CHECK ({_SEEN})',
        f"COMMENT ON POLICY {_NAME} ON \"{table}\" IS '{_VERSION}'",
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
    ]


_HELD = (
    "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid"
    " WHERE c.relrowsecurity AND c.relforcerowsecurity AND pg_table_is_visible(c.oid)"
    " AND p.polname = %s AND obj_description(p.oid, 'pg_policy') = %s"
)
