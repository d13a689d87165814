"""Writing many entries and their rows at once: simulated districts and large imports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models

from aia.kit.clock import now
from aia.trace import chain, entries
from aia.trace.columns import columns_of, insert, values_of
from aia.trace.entries import Draft, LedgerRefused, Recorder
from aia.trace.models import Entry
from aia.trace.terms import Facts
from aia.trace.traced import Traced

_T = TypeVar("_T", bound=Traced)
_SEQUENCES_AT_ONCE = 2_000


class Batch:
    """Takes the same words as `record`, holds them in memory, and saves them together.

        with transaction.atomic(), Batch() as batch:
            need = batch.record(Need(district=…), verbs.NeedRecognised(…), actor=…, at=…)
            batch.record(need, verbs.NeedVoiced(…), actor=…, at=…, caused_by=demand)

    Only rows that are made in this batch, on streams that begin in it: nobody else can be writing
    there, so nothing is locked or read again. Entries get the very hashes and guards that single
    ones get. Memory grows with the batch: close one every few thousand rows.

    `sequences` says which sequence numbers its entries get, for whoever has the ledger to
    themself: such a batch may be filled outside a transaction and saved by another thread.
    """

    def __init__(self, sequences: Iterator[int] | None = None) -> None:
        self._heads: dict[UUID, tuple[int, bytes]] = {}
        self._entries: list[tuple[Any, ...]] = []
        self._rows: dict[type[Traced], dict[UUID, Traced]] = {}
        self._alone = sequences is not None
        self._sequences = sequences or _free_sequences()
        self._recorded_at = now()

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        if failed is None:
            self.save()

    def record(
        self,
        row: _T,
        facts: Facts,
        *,
        actor: Recorder,
        at: datetime,
        caused_by: Traced | None = None,
    ) -> _T:
        """Chain the entry that `facts` tell about `row` and set them on it; saved by `save`.

        Raises LedgerRefused as `trace.actions.record` does, and for a row that is already saved.
        """
        entries.check(row, facts, caused_by, inside=not self._alone)
        if not row._state.adding:
            raise LedgerRefused(f"{row._meta.label} {row.pk} is already saved: use record")
        entries.set_facts(row, facts)
        stream = row.stream
        position, previous = self._heads.get(stream, (0, chain.GENESIS))
        cause = caused_by.last_entry_id if caused_by is not None else None
        drafted = entries.draft(
            facts,
            row=row,
            actor=actor,
            at=at,
            recorded_at=self._recorded_at,
            cause=cause,
            position=position + 1,
            previous=previous,
        )
        self._heads[stream] = (position + 1, drafted.hash)
        row.last_entry_id = next(self._sequences)
        self._entries.append((row.last_entry_id, *drafted))
        self._rows.setdefault(type(row), {})[row.id] = row
        return row

    def save(self) -> None:
        """Write the entries, then the rows kind by kind, in the order their kinds first came."""
        insert(Entry, ("sequence", *Draft._fields), self._entries)
        for model, rows in self._rows.items():
            insert(model, columns_of(model), values_of(model, rows.values()))
        self._entries, self._rows = [], {}


def _free_sequences() -> Iterator[int]:
    """Yield sequence numbers that no other writer gets. Runs inside the batch's transaction."""
    if connection.vendor == "sqlite":
        # The transaction is immediate: until it ends nobody else writes at all.
        last = Entry.objects.aggregate(last=models.Max("sequence"))["last"] or 0
        yield from count(last + 1)
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'sequence'))"
                " FROM generate_series(1, %s)",
                [Entry._meta.db_table, _SEQUENCES_AT_ONCE],
            )
            yield from [number for (number,) in cursor.fetchall()]


def own_sequences() -> Iterator[int]:
    """Yield the sequence numbers that follow the ledger's last, for its only writer."""
    last = Entry.objects.aggregate(last=models.Max("sequence"))["last"] or 0
    return count(last + 1)


def sequences_used() -> None:
    """Tell the database that numbers were given out by `own_sequences`."""
    if connection.vendor == "postgresql":
        table = Entry._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'sequence'),"
                f" (SELECT coalesce(max(sequence), 1) FROM {table}))",
                [table],
            )
