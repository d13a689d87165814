"""What the database itself can tell of the ledger: do the streams hold, and the rows with them?

Every question is one statement whose answer is a count; only when something is wrong is a list
asked for. Memory stays flat however long the ledger is.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from aia.trace.chain import GENESIS
from aia.trace.models import Entry
from aia.trace.terms import VERBS
from aia.trace.traced import Traced, traced_models

_ENTRY = Entry._meta.db_table
_LISTED = 200

_STEPS = f"{_ENTRY} e LEFT JOIN {_ENTRY} p ON p.stream = e.stream AND p.position = e.position - 1"
_BROKEN = (
    "e.previous <> coalesce(p.hash, %s) OR (p.sequence IS NULL) <> (e.position = 1)"
    " OR p.sequence > e.sequence"
)
_EARLY = "e.caused_by_id >= e.sequence"


@dataclass
class Followed:
    """How many streams there are, and what does not hold together."""

    streams: int = 0
    problems: list[str] = field(default_factory=list)


def look() -> Followed:
    """Follow every stream from its beginning and hold every traced row against its entries.

    All of it as the ledger stood at one moment; who writes meanwhile is not held up.
    """
    with _one_moment():
        return _followed()


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let every question see the same ledger. Inside a transaction that is so already."""
    if connection.in_atomic_block:
        yield
        return
    begun = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ"
    with connection.cursor() as cursor:
        # Not `atomic`: on SQLite it would stand in line with the writers.
        cursor.execute(begun)
        if connection.vendor == "postgresql":
            # With the usual 4 MB, telling millions of subjects apart takes minutes, not seconds.
            cursor.execute("SET LOCAL work_mem = '256MB'")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _followed() -> Followed:
    streams = _number(f"SELECT count(*) FROM {_ENTRY} WHERE position = 1")
    problems = list(_steps())
    rows = 0
    for model in traced_models():
        kept, stale = _row(
            f"SELECT count(*), count(*) FILTER (WHERE {_stale()}) FROM {model._meta.db_table} r"
        )
        rows += kept
        if stale:
            problems += _stale_rows(model)
    if rows != _number(f"SELECT count(*) FROM (SELECT DISTINCT subject FROM {_ENTRY}) s"):
        problems += _lost_rows()
    return Followed(streams, problems)


def _steps() -> Iterator[str]:
    """Tell where a stream's next entry does not follow from the one before."""
    if _number(f"SELECT count(*) FROM {_STEPS} WHERE {_BROKEN} OR {_EARLY}", [GENESIS]) == 0:
        return
    listed = f"FROM {_STEPS} WHERE {{}} ORDER BY e.sequence LIMIT {_LISTED}"
    for sequence, stream, position in _list(
        f"SELECT e.sequence, e.stream, e.position {listed.format(_BROKEN)}", [GENESIS]
    ):
        yield f"entry {sequence}: stream {stream} is broken before position {position}"
    for sequence, cause in _list(f"SELECT e.sequence, e.caused_by_id {listed.format(_EARLY)}"):
        yield f"entry {sequence}: caused by a later entry {cause}"


def _stale() -> str:
    """Return the SQL that says whether row `r` does not stand at its own newest entry."""
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    newest = f"(SELECT max(e.sequence) FROM {_ENTRY} e WHERE e.subject = r.id)"
    return f"r.last_entry_id {differs} {newest}"


def _stale_rows(model: type[Traced]) -> Iterator[str]:
    table = model._meta.db_table
    for (row,) in _list(f"SELECT r.id FROM {table} r WHERE {_stale()} LIMIT {_LISTED}"):
        yield f"{model._meta.label} {row}: its last entry is missing or not its own newest"


def _lost_rows() -> Iterator[str]:
    """Tell which entries are about a row that is not there, or about two rows at once."""
    tables = {model._meta.label: model._meta.db_table for model in traced_models()}
    for label, table in tables.items():
        verbs = [name for name, facts in VERBS.items() if label == facts.ROW]
        for (subject,) in _list(
            f"SELECT DISTINCT e.subject FROM {_ENTRY} e"
            f" WHERE e.verb IN ({', '.join(['%s'] * len(verbs)) or 'NULL'}) AND NOT EXISTS"
            f" (SELECT 1 FROM {table} r WHERE r.id = e.subject) LIMIT {_LISTED}",
            verbs,
        ):
            yield f"{label} {subject}: there are entries about it but the row is gone"
    known = list(VERBS)
    for (verb,) in _list(
        f"SELECT DISTINCT verb FROM {_ENTRY} WHERE verb NOT IN"
        f" ({', '.join(['%s'] * len(known)) or 'NULL'})",
        known,
    ):
        yield f"entries say {verb!r}, which is no verb of this installation"
    yield "the rows and the ids that entries are about differ in number"


def _list(statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _row(statement: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...]:
    return _list(statement, parameters)[0]


def _number(statement: str, parameters: Sequence[Any] = ()) -> int:
    return int(_row(statement, parameters)[0])
