"""Making entries: the facts of a verb, as one chained and hashed entry that is not yet saved."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple, Protocol
from uuid import UUID

from django.db import transaction

from aia.kit.clock import to_micros
from aia.trace import chain
from aia.trace.terms import VERBS, Facts, FactValue, encode
from aia.trace.traced import Traced


class LedgerRefused(ValueError):
    """An entry that the ledger does not take: no transaction, no cause, or the wrong row."""


class Recorder(Protocol):
    """Who acts: any actor with an id and an origin (`access.terms.Actor` is one)."""

    @property
    def id(self) -> UUID: ...
    @property
    def origin(self) -> str: ...


def set_facts(row: Traced, facts: Facts) -> None:
    """Give the row's coded fields exactly the values that the facts say."""
    for name, attribute in _attributes(type(row), facts.VERB):
        setattr(row, attribute, getattr(facts, name))


@lru_cache(maxsize=1024)
def _attributes(model: type[Traced], verb: str) -> tuple[tuple[str, str], ...]:
    """Return the names of a verb's facts with the attributes of the row that hold them."""
    names = VERBS[verb].NAMES
    return tuple((name, model._meta.get_field(name).attname) for name in names)  # type: ignore[union-attr]


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def coded_text(value: FactValue) -> str:
    """Return one fact's value as it stands in an entry. Raises ValueError when it is no code."""
    return _encode(encode(value))


class Draft(NamedTuple):
    """An entry before it has a sequence number, by the columns of `Entry`."""

    stream: UUID
    position: int
    verb: str
    subject: UUID
    actor: UUID
    caused_by_id: int | None
    district: str
    origin: str
    happened_at: datetime
    recorded_at: datetime
    facts: str
    previous: bytes
    hash: bytes


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
) -> Draft:
    """Return the entry with its hash, not yet saved."""
    coded = _encode(facts.coded())
    stream = row.stream
    text = chain.canonical_text(
        stream=stream.hex,
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
    return Draft(
        stream=stream,
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


def check(row: Traced, facts: Facts, caused_by: Traced | None, *, inside: bool = True) -> None:
    """Refuse an entry that does not belong.

    Raises LedgerRefused outside a transaction (unless not `inside` one on purpose), about another
    kind of row, or without the cause that the verb asks for.
    """
    if inside and not transaction.get_connection().in_atomic_block:
        raise LedgerRefused("an entry is recorded inside the action's transaction, never alone")
    if row._meta.label != facts.ROW:
        raise LedgerRefused(f"{facts.VERB} is about {facts.ROW}, not {row._meta.label}")
    cause = caused_by._meta.label if caused_by is not None else None
    if facts.CAUSE is not None and cause != facts.CAUSE:
        raise LedgerRefused(f"{facts.VERB} must be caused by {facts.CAUSE}, not {cause}")
