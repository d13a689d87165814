"""Tables laid open while very many rows are written: what is checked or kept at each row waits.

Indexes that merely speed up reading are made once, at the end; so are PostgreSQL's references,
which are checked again then. Keys and what says that rows are unique stay in force. SQLite writes
without a journal on the disk: a stopped run is thrown away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

from aia.trace.actions import guards_off

_MODULES = ("trace", "people", "access", "pathways")
_SQLITE_INDEXES = (
    "SELECT 'DROP INDEX \"' || name || '\"', sql FROM sqlite_master WHERE type = 'index'"
    " AND sql NOT LIKE 'CREATE UNIQUE%%' AND tbl_name = %s"
)
_INDEXES = (
    "SELECT format('DROP INDEX %%I', c.relname), pg_get_indexdef(i.indexrelid) FROM pg_index i"
    " JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisunique"
    " AND i.indrelid = to_regclass(%s)"
)
_REFERENCES = (
    "SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),"
    " format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,"
    " pg_get_constraintdef(oid)) FROM pg_constraint"
    " WHERE contype = 'f' AND conrelid = to_regclass(%s)"
)
_OPEN = (
    "journal_mode=MEMORY",
    "synchronous=OFF",
    "foreign_keys=OFF",
    "cache_size=-262144",
    "temp_store=FILE",
)
_SHUT = (
    "temp_store=MEMORY",
    "cache_size=-8192",
    "foreign_keys=ON",
    "synchronous=NORMAL",
    "journal_mode=WAL",
)


@contextmanager
def laid_open() -> Iterator[None]:
    """Take indexes, references and guards away, and put them back when all is written.

    After a failure only the guards come back: what was written is worth nothing.
    """
    _pragmas(_OPEN)
    again = _taken_away()
    with guards_off():
        yield
    _run(again)
    if connection.vendor == "postgresql":
        # Not on SQLite, which no installation measures either: told how often a column that is
        # nearly always empty has the same value, it walks whole tables instead of its index.
        _run(["ANALYZE"])
    _pragmas(_SHUT)


def _taken_away() -> list[str]:
    """Drop indexes and references; return the statements that make them again."""
    sqlite = connection.vendor == "sqlite"
    asked = (_SQLITE_INDEXES,) if sqlite else (_REFERENCES, _INDEXES)
    found = [pair for question in asked for pair in _asked(question)]
    _run([drop for drop, _ in found])
    # The other way round: an index may serve the check of a reference.
    return [made for _, made in reversed(found)]


def _asked(question: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    with connection.cursor() as cursor:
        for module in _MODULES:
            for model in apps.get_app_config(module).get_models():
                cursor.execute(question, [model._meta.db_table])
                found += cursor.fetchall()
    return found


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _pragmas(wanted: tuple[str, ...]) -> None:
    if connection.vendor == "sqlite":
        _run([f"PRAGMA {one}" for one in wanted])
