"""Entries and rows of new streams as plain values: what `Batch` writes, without a model's cost.

For simulated districts of millions of entries. A `Bulk` is filled by any process, without a
database; it is numbered when the entries before it are counted, and then saved as tables
(`aia.trace.loading`). Ids are 32 hexadecimal digits throughout.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.apps import apps

from aia.kit.clock import to_micros
from aia.trace import chain
from aia.trace.columns import columns_of, values_of
from aia.trace.entries import Draft, LedgerRefused, coded_text
from aia.trace.models import Entry
from aia.trace.terms import VERBS
from aia.trace.traced import Traced

_IDS_AT_ONCE, _ID_DIGITS = 1000, 32
_DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True)
class Kind:
    """A kind of row: its columns, by attribute, and the values that a new one begins with."""

    model: type[Traced]
    label: str
    columns: tuple[str, ...]
    places: dict[str, int]
    blank: list[Any]
    stream: Callable[[Any], str]


class Sheet:
    """A row being filled: its values by column, read as attributes (`need.pathway_id`)."""

    __slots__ = ("id", "kind", "last", "stream", "values")

    def __init__(self, kind: Kind, row_id: str) -> None:
        self.kind, self.id, self.values = kind, row_id, kind.blank.copy()
        self.values[0] = row_id
        self.stream, self.last = "", -1

    def __getattr__(self, name: str) -> Any:
        return self.values[self.kind.places[name]]

    def put(self, name: str, value: Any) -> None:
        """Set a column that no fact tells (sealed words, an identity)."""
        self.values[self.kind.places[name]] = value


@dataclass(frozen=True)
class Shape:
    """A verb on its kind of row: for each fact, in the order of the ledger, where it goes."""

    of: str
    cause: str | None
    facts: tuple[tuple[str, str, int, Any], ...]


@dataclass
class Columns:
    """A table's rows as plain values, by attribute."""

    label: str
    columns: tuple[str, ...]
    rows: list[Any]


@dataclass
class Bulk:
    """A batch in one district, all its acts of one origin, that is filled without a database."""

    district: str
    origin: str
    _acts: list[tuple[Any, ...]] = field(default_factory=list)
    _rows: dict[str, list[Sheet]] = field(default_factory=dict)
    _ids: list[str] = field(default_factory=list)
    _moments: dict[datetime, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._acts)

    def new_id(self) -> str:
        """Return a new id, as `kit.ids.new_id` makes it."""
        if not self._ids:
            self._ids = _drawn_ids()
        return self._ids.pop()

    def row(self, label: str) -> Sheet:
        """Return a new row of that kind ("pathways.Need"), kept from its first entry on."""
        return Sheet(_kind(label, self.district), self.new_id())

    def record(
        self,
        row: Sheet,
        verb: str,
        *,
        actor: str,
        at: datetime,
        cause: Sheet | None = None,
        **facts: Any,
    ) -> Sheet:
        """Chain the entry that the verb's facts tell about `row`, and set them on it.

        Raises LedgerRefused about another kind of row or without the cause that the verb asks
        for, TypeError for facts that are missing or too many, ValueError for free text.
        """
        shape = _shape(verb)
        if row.kind.label != shape.of or (
            shape.cause and (cause is None or cause.kind.label != shape.cause)
        ):
            raise LedgerRefused(f"{verb} is about {shape.of}, caused by {shape.cause}")
        told = self._told(row, shape, facts, verb)
        if not row.stream:
            row.stream = row.kind.stream(row)
            self._rows.setdefault(row.kind.label, []).append(row)
        moment = self._moments.get(at)
        if moment is None:
            moment = self._moments[at] = to_micros(at)
        caused_by = cause.last if cause is not None else None
        row.last = len(self._acts)
        self._acts.append((row.stream, verb, row.id, actor, caused_by, moment, told))
        return row

    @staticmethod
    def _told(row: Sheet, shape: Shape, facts: dict[str, Any], verb: str) -> str:
        """Set the facts on the row and return them as the ledger keeps them."""
        values, parts, left = row.values, [], len(facts)
        for name, begun, place, default in shape.facts:
            if name in facts:
                value, left = facts[name], left - 1
            elif default is MISSING:
                raise TypeError(f"{verb}: {name} is not told")
            else:
                value = default
            values[place] = value
            parts.append(begun + (_TEXTS.get(type(value)) or _learnt(value))(value))
        if left:
            raise TypeError(f"{verb} tells only {[fact[0] for fact in shape.facts]}")
        return "{" + ",".join(parts) + "}"

    def numbered(self, first: int, recorded_at: datetime) -> list[Columns]:
        """Hash the entries, numbered from `first` on; return them with the rows, ready to save."""
        entries = self._hashed(first, to_micros(recorded_at))
        found = [Columns(Entry._meta.label, ("sequence", *Draft._fields), entries)]
        for label, rows in self._rows.items():
            last = rows[0].kind.places["last_entry_id"]
            for row in rows:
                row.values[last] = first + row.last
            found.append(Columns(label, rows[0].kind.columns, [row.values for row in rows]))
        return found

    def _hashed(self, first: int, recorded: int) -> list[tuple[Any, ...]]:
        heads: dict[str, tuple[int, bytes]] = {}
        made = []
        begun = (0, chain.GENESIS)
        district, origin = self.district, self.origin
        for sequence, act in enumerate(self._acts, first):
            stream, verb, subject, actor, cause, happened, facts = act
            position, previous = heads.get(stream, begun)
            position += 1
            if cause is not None:
                cause += first
            # `chain.canonical_text`, written out: it is called a million times a minute.
            text = (
                f"{stream}|{position}|{verb}|{subject}|{actor}|{cause or ''}|{district}|{origin}"
                f"|{happened}|{recorded}|{facts}"
            )
            digest = sha256(previous + text.encode()).digest()
            heads[stream] = (position, digest)
            made.append(
                (
                    sequence, stream, position, verb, subject, actor, cause, district, origin,
                    happened, recorded, facts, previous, digest,
                )
            )  # fmt: skip
        return made


def _drawn_ids() -> list[str]:
    stamp = (time.time_ns() // 1_000_000).to_bytes(6, "big").hex()
    drawn = os.urandom(_ID_DIGITS // 2 * _IDS_AT_ONCE).hex()
    parts = [drawn[at : at + _ID_DIGITS] for at in range(0, len(drawn), _ID_DIGITS)]
    # RFC 9562: version 7 in the 13th digit, variant 10 in the 17th.
    return [f"{stamp}7{one[:3]}{'89ab'[int(one[3], 16) & 3]}{one[4:19]}" for one in parts]


@lru_cache(maxsize=256)
def _kind(label: str, district: str) -> Kind:
    model = apps.get_model(label)
    columns = columns_of(model)
    (blank,) = values_of(model, [model(district=district)])
    places = {name: place for place, name in enumerate(columns)}
    # A model tells a row's stream from its columns alone, and a sheet has them by the same names.
    stream = model.stream.fget
    return Kind(model, label, columns, places, list(blank), stream)


@lru_cache(maxsize=1024)
def _shape(verb: str) -> Shape:
    told = VERBS[verb]
    kind = _kind(told.ROW, "")
    attributes = {one.name: one.attname for one in kind.model._meta.concrete_fields}
    facts = [
        (one.name, f'"{one.name}":', kind.places[attributes[one.name]], _default(one))
        for one in fields(told)  # type: ignore[arg-type]
    ]
    return Shape(told.ROW, told.CAUSE, tuple(sorted(facts, key=lambda fact: fact[0])))


def _default(told: Any) -> Any:
    return told.default_factory() if told.default_factory is not MISSING else told.default


_KNOWN: dict[str, str] = {}


def _code_text(value: str) -> str:
    text = _KNOWN.get(value)
    if text is None:
        if len(value) == _ID_DIGITS and _DIGITS.issuperset(value):
            return f'"{value}"'
        text = _KNOWN[value] = coded_text(value)
    return text


def _learnt(value: Any) -> Callable[[Any], str]:
    """Return how values of that type are told: a choice is a code, others as `terms` says."""
    return _TEXTS.setdefault(type(value), _code_text if isinstance(value, str) else coded_text)


def _moment_text(value: datetime) -> str:
    return f'"{value.isoformat()}"' if value.tzinfo is UTC else coded_text(value)


# What `terms.encode` and JSON make of the commonest kinds of value.
_TEXTS: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: "null",
    bool: lambda value: "true" if value else "false",
    int: str,
    str: _code_text,
    datetime: _moment_text,
    date: lambda value: f'"{value.isoformat()}"',
}
