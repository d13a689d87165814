"""Passes over the whole ledger, as raw as the database gives it and a batch at a time."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from aia.trace.models import Entry

_BATCH = 5_000


def texts() -> Iterator[list[tuple[int, bytes, bytes, str]]]:
    """Yield batches of (sequence, previous, hash, canonical text) of every entry, by sequence."""
    columns = [
        _hex("stream"),
        "position",
        "verb",
        _hex("subject"),
        _hex("actor"),
        "caused_by_id",
        "district",
        "origin",
        "happened_at",
        "recorded_at",
        "facts",
    ]
    # Both databases write an absent value as nothing, as the canonical text does.
    join = "format" if connection.vendor == "postgresql" else "printf"
    text = f"{join}('{'|'.join(['%%s'] * len(columns))}', {', '.join(columns)})"
    yield from _batches(
        f"SELECT sequence, previous, hash, {text} FROM {Entry._meta.db_table} ORDER BY sequence"
    )


def hashes_after(sequence: int) -> Iterator[list[tuple[int, bytes]]]:
    """Yield batches of (sequence, hash) of the entries after `sequence`, in order."""
    yield from _batches(
        f"SELECT sequence, hash FROM {Entry._meta.db_table} WHERE sequence > %s ORDER BY sequence",
        [sequence],
    )


def _batches(statement: str, parameters: Sequence[Any] = ()) -> Iterator[list[Any]]:
    """Yield the statement's rows without ever holding more than one batch of them."""
    if connection.vendor == "postgresql":
        # Only inside a transaction does the server keep the cursor and send it piece by piece.
        with transaction.atomic(), connection.connection.cursor(name="aia_ledger") as cursor:
            cursor.execute(statement, parameters)
            while batch := cursor.fetchmany(_BATCH):
                yield batch
        return
    with connection.cursor() as wrapped:
        wrapped.execute(statement, parameters)
        while batch := wrapped.cursor.fetchmany(_BATCH):
            yield batch


def _hex(column: str) -> str:
    """Return the SQL that gives a UUID column as 32 hexadecimal digits."""
    return f"replace({column}::text, '-', '')" if connection.vendor == "postgresql" else column
