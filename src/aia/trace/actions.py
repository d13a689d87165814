"""Every write to the ledger. Actions of other modules call `record` inside their transaction."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from django.db import connection, models, transaction

from aia.kit.clock import now, to_micros
from aia.kit.merkle import Tree
from aia.trace import chain, reading
from aia.trace.checkpoints import Statement
from aia.trace.models import Checkpoint, Entry
from aia.trace.terms import Facts, FactValue
from aia.trace.traced import Traced

_T = TypeVar("_T", bound=Traced)


class LedgerRefused(ValueError):
    """An entry that the ledger does not take: no transaction, no cause, or the wrong row."""


class RowChanged(Exception):
    """Somebody else changed the row between reading it and acting on it."""

    def __init__(self, row: Traced) -> None:
        super().__init__(f"{row._meta.label} {row.pk} has changed")
        self.row = row


class Recorder(Protocol):
    """Who acts: any actor with an id and an origin (`access.terms.Actor` is one)."""

    @property
    def id(self) -> UUID: ...
    @property
    def origin(self) -> str: ...


def record(
    row: _T, facts: Facts, *, actor: Recorder, at: datetime, caused_by: Traced | None = None
) -> _T:
    """Append the entry that `facts` tell about `row`, set them on it, and save it.

    The row's coded fields become exactly what the facts say; fields kept apart are saved as the
    caller set them. `caused_by` is the row whose last entry caused this one.

    Raises LedgerRefused outside a transaction, without the cause that the verb asks for, or when
    the verb is about another kind of row; ValueError when a fact is free text.
    """
    _check(row, facts, caused_by)
    for name, value in facts_of(facts).items():
        setattr(row, row._meta.get_field(name).attname, value)  # type: ignore[union-attr]
    row.last_entry = append(
        facts,
        row=row,
        actor=actor,
        at=at,
        cause=caused_by.last_entry_id if caused_by is not None else None,
    )
    row.save(force_insert=row._state.adding)
    return row


def facts_of(facts: Facts) -> dict[str, FactValue]:
    """Return the facts with their Python values, by field name."""
    return {field.name: getattr(facts, field.name) for field in fields(facts)}  # type: ignore[arg-type]


def append(facts: Facts, *, row: Traced, actor: Recorder, at: datetime, cause: int | None) -> Entry:
    """Chain one entry to the end of the row's stream and save it."""
    previous = _last_of(row.stream)
    entry = draft(
        facts,
        row=row,
        actor=actor,
        at=at,
        recorded_at=now(),
        cause=cause,
        position=previous.position + 1 if previous else 1,
        previous=bytes(previous.hash) if previous else chain.GENESIS,
    )
    entry.save(force_insert=True)
    return entry


def draft(
    facts: Facts,
    *,
    row: Traced,
    actor: Recorder,
    at: datetime,
    recorded_at: datetime,
    cause: int | None,
    position: int,
    previous: bytes,
) -> Entry:
    """Return the unsaved entry with its hash. Bulk writers chain drafts themselves."""
    coded = json.dumps(facts.coded(), sort_keys=True, separators=(",", ":"))
    text = chain.canonical_text(
        stream=row.stream.hex,
        position=position,
        verb=facts.VERB,
        subject=row.id.hex,
        actor=actor.id.hex,
        cause=cause,
        district=row.district,
        origin=actor.origin,
        happened=to_micros(at),
        recorded=to_micros(recorded_at),
        facts=coded,
    )
    return Entry(
        stream=row.stream,
        position=position,
        verb=facts.VERB,
        subject=row.id,
        actor=actor.id,
        caused_by_id=cause,
        district=row.district,
        origin=actor.origin,
        happened_at=at,
        recorded_at=recorded_at,
        facts=coded,
        previous=previous,
        hash=chain.entry_hash(previous, text),
    )


def lock(rows: models.QuerySet[_T], row_id: UUID, *, seen: int | None = None) -> _T:
    """Return the row, locked until the transaction ends.

    `seen` is the `last_entry_id` that the person acting had before their eyes. Raises
    `RowChanged` when somebody else has changed the row since; the model's DoesNotExist when
    there is no such row.
    """
    row = rows.select_for_update(of=("self",)).get(pk=row_id)
    if seen is not None and row.last_entry_id != seen:
        raise RowChanged(row)
    return row


def _last_of(stream: UUID) -> Entry | None:
    """Return the stream's last entry, holding the stream so that nobody else appends to it."""
    if connection.vendor == "postgresql":
        # SQLite needs no lock: its immediate transactions already stand in line.
        with connection.cursor() as cursor:
            half = int.from_bytes(stream.bytes[8:], "big", signed=True)
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [half])
    return Entry.objects.filter(stream=stream).order_by("-position").first()


def _check(row: Traced, facts: Facts, caused_by: Traced | None) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise LedgerRefused("an entry is recorded inside the action's transaction, never alone")
    if facts.ROW != row._meta.label:
        raise LedgerRefused(f"{facts.VERB} is about {facts.ROW}, not {row._meta.label}")
    cause = caused_by._meta.label if caused_by is not None else None
    if facts.CAUSE is not None and cause != facts.CAUSE:
        raise LedgerRefused(f"{facts.VERB} must be caused by {facts.CAUSE}, not {cause}")


def make_checkpoint(*, private: bytes, at: datetime) -> Checkpoint | None:
    """Sign the ledger as it stands and keep the statement; None when nothing is new.

    Writers wait while the last entry is being fixed, so no entry can slip in below it later.
    `private` is an Ed25519 private key (32 bytes).
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {Entry._meta.db_table} IN SHARE MODE")
        tree, upto = Tree(), 0
        for batch in reading.raw_batches():
            for sequence, *_, digest, _text in batch:
                tree.append(digest)
                upto = sequence
        if not tree.size or Checkpoint.objects.filter(upto=upto, entries=tree.size).exists():
            return None
        told = Statement.signed(
            upto=upto, entries=tree.size, root=tree.root(), made_at=at, private=private
        )
        return Checkpoint.objects.create(
            upto=upto,
            entries=tree.size,
            root=tree.root(),
            made_at=at,
            public_key=bytes.fromhex(told.public_key),
            signature=bytes.fromhex(told.signature),
        )
