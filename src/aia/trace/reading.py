"""Passes over the whole ledger, as raw as the database gives it and a stretch at a time."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from aia.trace.models import Entry
from aia.trace.stretches import Read, Source, Stretch, in_turn, side_by_side

_STRETCH = 32_768
_ALONE = 8 * _STRETCH
_LEAST, _MOST = -(2**63), 2**63 - 1
_TABLE = Entry._meta.db_table


def recomputed(cuts: Sequence[int]) -> Iterator[Read]:
    """Yield what every stretch of the ledger says, by sequence, none going over a cut.

    `cuts` are sequence numbers in order, up to the last of which digests are kept. A long ledger
    is read by processes side by side; inside a transaction only this connection sees all of it.
    """
    stretches = _stretches(cuts)
    if connection.in_atomic_block or _shorter_than(_ALONE):
        return in_turn(stretches, lambda one: [_list(_texts().format(**_bounds(one)))])
    return side_by_side(stretches, _source())


def hashes_between(sequence: int, upto: int) -> Iterator[list[tuple[int, bytes]]]:
    """Yield batches of (sequence, hash) of the entries after `sequence` up to `upto`, in order."""
    while batch := _list(
        f"SELECT sequence, hash FROM {_TABLE} WHERE sequence > {sequence} AND sequence <= {upto}"
        f" ORDER BY sequence LIMIT {_STRETCH}"
    ):
        yield batch
        sequence = batch[-1][0]


def _stretches(cuts: Iterable[int]) -> Iterator[Stretch]:
    """Yield stretches of so many entries at most that together are the whole ledger."""
    after = _LEAST
    for cut in (*cuts, _MOST):
        while (upto := _end_after(after)) is not None and upto < cut:
            yield Stretch(after, upto, keep=cut != _MOST)
            after = upto
        yield Stretch(after, cut, keep=cut != _MOST)
        after = cut


def _end_after(sequence: int) -> int | None:
    """Return the number of the last entry of a full stretch; None when there are fewer."""
    found = _list(
        f"SELECT sequence FROM {_TABLE} WHERE sequence > {sequence}"
        f" ORDER BY sequence LIMIT 1 OFFSET {_STRETCH - 1}"
    )
    return int(found[0][0]) if found else None


def _shorter_than(entries: int) -> bool:
    return not _list(f"SELECT 1 FROM {_TABLE} LIMIT 1 OFFSET {entries - 1}")


def _source() -> Source:
    wanted = connection.get_connection_params()
    if connection.vendor == "sqlite":
        where = {"database": wanted["database"], "timeout": wanted.get("timeout", 5)}
    else:
        names = ("host", "port", "user", "password", "dbname", "sslmode", "options")
        where = {name: wanted[name] for name in names if name in wanted}
    return Source(connection.vendor, where, _texts())


def _bounds(stretch: Stretch) -> dict[str, int]:
    return {"after": stretch.after, "upto": stretch.upto}


def _texts() -> str:
    """Return the statement that gives (sequence, previous, hash, canonical text) of a stretch."""
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
    text = f"{join}('{'|'.join(['%s'] * len(columns))}', {', '.join(columns)})"
    return (
        f"SELECT sequence, previous, hash, {text} FROM {_TABLE}"
        " WHERE sequence > {after} AND sequence <= {upto} ORDER BY sequence"
    )


def _hex(column: str) -> str:
    """Return the SQL that gives a UUID column as 32 hexadecimal digits."""
    return f"encode(uuid_send({column}), 'hex')" if connection.vendor == "postgresql" else column


def _list(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        # No parameters: a `%` of the statement means itself.
        cursor.execute(statement, None)
        return list(cursor.fetchall())
