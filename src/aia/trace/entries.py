"""Making entries: the facts of a verb, as one chained and hashed entry that is not yet saved."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction

from aia.kit.clock import to_micros
from aia.trace import chain
from aia.trace.models import Entry
from aia.trace.terms import Facts, FactValue
from aia.trace.traced import Traced


class LedgerRefused(ValueError):
    """An entry that the ledger does not take: no transaction, no cause, or the wrong row."""


class Recorder(Protocol):
    """Who acts: any actor with an id and an origin (`access.terms.Actor` is one)."""

    @property
    def id(self) -> UUID: ...
    @property
    def origin(self) -> str: ...


def facts_of(facts: Facts) -> dict[str, FactValue]:
    """Return the facts with their Python values, by field name."""
    return {field.name: getattr(facts, field.name) for field in fields(facts)}  # type: ignore[arg-type]


def set_facts(row: Traced, facts: Facts) -> None:
    """Give the row's coded fields exactly the values that the facts say."""
    for name, value in facts_of(facts).items():
        setattr(row, row._meta.get_field(name).attname, value)  # type: ignore[union-attr]


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
    """Return the unsaved entry with its hash."""
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


def check(row: Traced, facts: Facts, caused_by: Traced | None) -> None:
    """Refuse an entry that does not belong.

    Raises LedgerRefused outside a transaction, about another kind of row, or without the cause
    that the verb asks for.
    """
    if not transaction.get_connection().in_atomic_block:
        raise LedgerRefused("an entry is recorded inside the action's transaction, never alone")
    if row._meta.label != facts.ROW:
        raise LedgerRefused(f"{facts.VERB} is about {facts.ROW}, not {row._meta.label}")
    cause = caused_by._meta.label if caused_by is not None else None
    if facts.CAUSE is not None and cause != facts.CAUSE:
        raise LedgerRefused(f"{facts.VERB} must be caused by {facts.CAUSE}, not {cause}")
