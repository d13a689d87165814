"""Writing many entries and their rows at once: simulated districts and large imports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import TypeVar
from uuid import UUID

from django.db import connection, models

from aia.kit.clock import now
from aia.trace import chain, entries
from aia.trace.entries import LedgerRefused, Recorder
from aia.trace.models import Entry
from aia.trace.terms import Facts
from aia.trace.traced import Traced

_T = TypeVar("_T", bound=Traced)
_ROWS_A_STATEMENT = 2_000


class Batch:
    """Takes the same words as `record`, holds them in memory, and saves them together.

        with transaction.atomic(), Batch() as batch:
            need = batch.record(Need(district=…), verbs.NeedRecognised(…), actor=…, at=…)
            batch.record(need, verbs.NeedVoiced(…), actor=…, at=…, caused_by=demand)

    Only rows that are made in this batch, on streams that begin in it: nobody else can be writing
    there, so nothing is locked or read again. Entries get the very hashes and guards that single
    ones get. Memory grows with the batch: close one every few thousand rows.
    """

    def __init__(self) -> None:
        self._heads: dict[UUID, tuple[int, bytes]] = {}
        self._entries: list[Entry] = []
        self._rows: dict[type[Traced], dict[UUID, Traced]] = {}
        self._sequences = _free_sequences()

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
        entries.check(row, facts, caused_by)
        if not row._state.adding:
            raise LedgerRefused(f"{row._meta.label} {row.pk} is already saved: use record")
        entries.set_facts(row, facts)
        position, previous = self._heads.get(row.stream, (0, chain.GENESIS))
        entry = entries.draft(
            facts,
            row=row,
            actor=actor,
            at=at,
            recorded_at=now(),
            cause=caused_by.last_entry_id if caused_by is not None else None,
            position=position + 1,
            previous=previous,
        )
        entry.sequence = next(self._sequences)
        row.last_entry_id = entry.sequence
        self._heads[row.stream] = (entry.position, bytes(entry.hash))
        self._entries.append(entry)
        self._rows.setdefault(type(row), {})[row.id] = row
        return row

    def save(self) -> None:
        """Write the entries, then the rows kind by kind, in the order their kinds first came."""
        Entry.objects.bulk_create(self._entries, batch_size=_ROWS_A_STATEMENT)
        for model, rows in self._rows.items():
            manager: models.Manager[Traced] = model._default_manager
            manager.bulk_create(rows.values(), batch_size=_ROWS_A_STATEMENT)
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
                [Entry._meta.db_table, _ROWS_A_STATEMENT],
            )
            yield from [number for (number,) in cursor.fetchall()]
