"""One pass over the whole ledger in order of sequence, as raw as the database gives it."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection

from aia.trace.models import Entry

_BATCH = 20_000


class RawEntry(NamedTuple):
    """An entry's columns; `text` is its canonical text (see `chain.canonical_text`)."""

    sequence: int
    stream: str
    position: int
    cause: int | None
    previous: bytes
    hash: bytes
    text: str


def _hex(column: str) -> str:
    """Return the SQL that gives a UUID column as 32 hexadecimal digits."""
    return f"replace({column}::text, '-', '')" if connection.vendor == "postgresql" else column


def _statement() -> str:
    text = " || '|' || ".join(
        [
            _hex("stream"),
            "position",
            "verb",
            _hex("subject"),
            _hex("actor"),
            "coalesce(caused_by_id, '')"
            if connection.vendor == "sqlite"
            else "coalesce(caused_by_id::text, '')",
            "district",
            "origin",
            "happened_at",
            "recorded_at",
            "facts",
        ]
    )
    return (
        f"SELECT sequence, {_hex('stream')}, position, caused_by_id, previous, hash, {text}"
        f" FROM {Entry._meta.db_table} ORDER BY sequence"
    )


def raw_entries() -> Iterator[RawEntry]:
    """Yield every entry by sequence, a batch at a time, without building model instances."""
    for batch in raw_batches():
        yield from map(RawEntry._make, batch)


def raw_batches() -> Iterator[list[tuple[int, str, int, int | None, bytes, bytes, str]]]:
    """Yield lists of raw rows in the order of RawEntry's fields; memory stays one batch.

    Must run inside a transaction: PostgreSQL keeps its cursor there.
    """
    if connection.vendor == "postgresql":
        with connection.connection.cursor(name="aia_ledger") as cursor:
            cursor.itersize = _BATCH
            cursor.execute(_statement())
            while batch := cursor.fetchmany(_BATCH):
                yield batch
        return
    with connection.cursor() as cursor:
        cursor.execute(_statement())
        while batch := cursor.cursor.fetchmany(_BATCH):
            yield batch
