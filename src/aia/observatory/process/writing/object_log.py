"""What an object-centric log holds, and its parts as plain rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from aia.observatory.process.problems import LogProblem

_EVENT, _OBJECT = ("id", "activity", "time"), ("id", "type")
_LINK, _RELATION = ("event", "object", "qualifier"), ("source", "target", "qualifier")


def _none() -> Any:
    return pa.table({name: pa.array([], pa.string()) for name in _RELATION})


@dataclass(frozen=True)
class ObjectLog:
    """Four arrow tables. Columns beyond the ones named here are attributes, told as texts.

    `events`: id, activity, time (a timestamp); `objects`: id, type; `links`: event, object,
    qualifier; `relations` between objects: source, target, qualifier.
    """

    events: Any
    objects: Any
    links: Any
    relations: Any = field(default_factory=_none)

    def __post_init__(self) -> None:
        parts = (self.events, self.objects, self.links, self.relations)
        for table, names in zip(parts, (_EVENT, _OBJECT, _LINK, _RELATION), strict=True):
            if missing := [name for name in names if name not in table.column_names]:
                raise LogProblem(f"a table of the log has no column {missing[0]!r}")
        if not pa.types.is_timestamp(self.events["time"].type):
            raise LogProblem("the events' time must be a timestamp")

    def event_rows(self) -> Iterator[tuple[str, ...]]:
        """Give id, activity, time (ISO 8601, UTC) and attributes of each event."""
        return _rows(self.events, _EVENT)

    def object_rows(self) -> Iterator[tuple[str, ...]]:
        """Give id, type and attributes of each object."""
        return _rows(self.objects, _OBJECT)

    def link_rows(self) -> Iterator[tuple[str, ...]]:
        """Give event, object and qualifier of each link."""
        return _rows(self.links.select(_LINK), _LINK)

    def relation_rows(self) -> Iterator[tuple[str, ...]]:
        """Give source, target and qualifier of each relation between objects."""
        return _rows(self.relations.select(_RELATION), _RELATION)

    @property
    def event_attributes(self) -> list[str]:
        """Return the names of the events' attributes."""
        return [name for name in self.events.column_names if name not in _EVENT]

    @property
    def object_attributes(self) -> list[str]:
        """Return the names of the objects' attributes."""
        return [name for name in self.objects.column_names if name not in _OBJECT]


def iso(times: Any) -> Any:
    """Return arrow timestamps as texts such as 2026-01-01T09:30:00.000000Z."""
    zoned = times if times.type.tz else pc.assume_timezone(times, "UTC")
    return pc.strftime(zoned.cast(pa.timestamp("us", "UTC")), "%Y-%m-%dT%H:%M:%SZ")


def table_names(types: Sequence[str]) -> dict[str, str]:
    """Return for each type a name that can stand in a table's: letters and digits, no two alike."""
    names: dict[str, str] = {}
    for one in types:
        base = re.sub(r"[^A-Za-z0-9]", "", one.title()) or "Type"
        name, number = base, 2
        while name.casefold() in {taken.casefold() for taken in names.values()}:
            name, number = f"{base}{number}", number + 1
        names[one] = name
    return names


def _rows(table: Any, first: Sequence[str]) -> Iterator[tuple[str, ...]]:
    ordered = [*first, *(name for name in table.column_names if name not in first)]
    columns = []
    for name in ordered:
        column = table[name]
        is_time = pa.types.is_timestamp(column.type)
        columns.append((iso(column) if is_time else column.cast(pa.string())).to_pylist())
    return zip(*columns, strict=True)
