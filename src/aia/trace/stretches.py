"""Stretches of the ledger, each read by itself: here, or by processes side by side.

Nothing of Django is imported: a process that only reads begins in a moment.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from multiprocessing import get_context
from typing import Any, NamedTuple

from aia.kit.processes import serve_parent
from aia.trace.horizon import EVERYWHERE

_BATCH = 5_000
_AHEAD = 2
_DIGEST_BYTES = 32


@dataclass(frozen=True)
class Stretch:
    """The entries numbered after `after`, up to `upto`; `keep` asks for their digests."""

    after: int
    upto: int
    keep: bool


class Read(NamedTuple):
    """What a stretch says: how many entries, their digests in order, which were changed."""

    stretch: Stretch
    entries: int
    digests: bytes
    changed: list[int]

    def leaves(self) -> list[bytes]:
        """Return the digests one by one."""
        ends = range(_DIGEST_BYTES, len(self.digests) + 1, _DIGEST_BYTES)
        return [self.digests[end - _DIGEST_BYTES : end] for end in ends]


@dataclass(frozen=True)
class Source:
    """How to reach the ledger: "sqlite" or "postgresql", where, and what to ask.

    `statement` gives (sequence, previous, hash, canonical text) of the entries between
    `{after}` and `{upto}`.
    """

    vendor: str
    where: dict[str, Any]
    statement: str

    def asked(self, stretch: Stretch) -> str:
        """Return the statement for one stretch."""
        return self.statement.format(after=stretch.after, upto=stretch.upto)


def recompute(stretch: Stretch, batches: Iterable[list[Any]]) -> Read:
    """Recompute every hash of a stretch, given as batches of rows."""
    entries, digests, changed = 0, bytearray(), []
    for batch in batches:
        entries += len(batch)
        changed += [
            sequence
            for sequence, previous, digest, text in batch
            if sha256(previous + text.encode()).digest() != digest
        ]
        if stretch.keep:
            digests += b"".join([row[2] for row in batch])
    return Read(stretch, entries, bytes(digests), changed)


def in_turn(
    stretches: Iterable[Stretch], ask: Callable[[Stretch], Iterable[list[Any]]]
) -> Iterator[Read]:
    """Read the stretches one after another in this process."""
    for stretch in stretches:
        yield recompute(stretch, ask(stretch))


def side_by_side(stretches: Iterator[Stretch], source: Source) -> Iterator[Read]:
    """Have processes read the stretches; give what they say in order."""
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_connect, initargs=(source,)
    ) as pool:
        waiting: deque[Future[Read]] = deque()
        waiting.extend(pool.submit(_read, one) for one in islice(stretches, workers + _AHEAD))
        try:
            while waiting:
                told = waiting.popleft().result()
                waiting.extend(pool.submit(_read, one) for one in islice(stretches, 1))
                yield told
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


_here: dict[str, tuple[Source, Any]] = {}


def _connect(source: Source) -> None:
    serve_parent()
    connection: Any
    if source.vendor == "sqlite":
        import sqlite3

        connection = sqlite3.connect(source.where["database"], timeout=source.where["timeout"])
    else:
        import psycopg

        connection = psycopg.connect(**source.where, autocommit=True)
        # Whoever verifies sees the rows of every district.
        connection.execute("SELECT set_config('aia.districts', %s, false)", [EVERYWHERE])
    _here["now"] = (source, connection)


def _read(stretch: Stretch) -> Read:
    source, connection = _here["now"]
    cursor = connection.cursor()
    try:
        cursor.execute(source.asked(stretch))
        return recompute(stretch, _batches(cursor))
    finally:
        cursor.close()


def _batches(cursor: Any) -> Iterator[list[Any]]:
    while batch := cursor.fetchmany(_BATCH):
        yield batch
