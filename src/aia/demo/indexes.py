"""Writing many rows without keeping indexes up to date at each one: they are made once, at the end.

Only indexes that merely speed up reading; what says that rows are unique stays in force.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

_MODULES = ("trace", "people", "access", "pathways")
_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s"
_POSTGRESQL = (
    "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i"
    " JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisunique"
    " AND i.indrelid = to_regclass(%s)"
)


@contextmanager
def without_indexes() -> Iterator[None]:
    """Drop the indexes of the tables of the line, and make them again at the end."""
    dropped = _indexes()
    with connection.cursor() as cursor:
        for name in dropped:
            cursor.execute(f'DROP INDEX "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for made in dropped.values():
                cursor.execute(made)
            cursor.execute("ANALYZE")


def _indexes() -> dict[str, str]:
    """Return, by name, how each index that only speeds up reading is made."""
    found: dict[str, str] = {}
    tables = [
        model._meta.db_table
        for module in _MODULES
        for model in apps.get_app_config(module).get_models()
    ]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(_SQLITE if connection.vendor == "sqlite" else _POSTGRESQL, [table])
            found |= {
                name: made
                for name, made in cursor.fetchall()
                if made and not made.startswith("CREATE UNIQUE")
            }
    return found
