"""OCEL 2.0 as JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from aia.observatory.process.writing.object_log import ObjectLog
from aia.observatory.process.writing.safely import written

_BEFORE_ALL_EVENTS = "1970-01-01T00:00:00Z"


def write_ocel_json(log: ObjectLog, file: Path) -> None:
    """Write the log; a file that was there is replaced, whole or not at all. Raises LogProblem."""
    links, relations = _linked(log.link_rows()), _linked(log.relation_rows())
    event_names, object_names = log.event_attributes, log.object_attributes
    events, objects = list(log.event_rows()), list(log.object_rows())
    with written(file) as unfinished, unfinished.open("w", encoding="utf-8") as stream:
        stream.write('{"objectTypes": ')
        stream.write(_told(_types((row[1] for row in objects), object_names)))
        stream.write(', "eventTypes": ')
        stream.write(_told(_types((row[1] for row in events), event_names)))
        stream.write(', "objects": [')
        for number, (one, kind, *values) in enumerate(objects):
            attributes = [
                told | {"time": _BEFORE_ALL_EVENTS} for told in _named(object_names, values)
            ]
            stream.write(", " if number else "")
            stream.write(
                _told({"id": one, "type": kind, "attributes": attributes, **relations[one]})
            )
        stream.write('], "events": [')
        for number, (one, kind, time, *values) in enumerate(events):
            told = {"id": one, "type": kind, "time": time}
            stream.write(", " if number else "")
            stream.write(_told(told | {"attributes": _named(event_names, values)} | links[one]))
        stream.write("]}\n")


def _linked(rows: Iterable[tuple[str, ...]]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = defaultdict(lambda: {"relationships": []})
    for source, target, qualifier in rows:
        found[source]["relationships"].append({"objectId": target, "qualifier": qualifier})
    return found


def _types(kinds: Iterable[str], names: Sequence[str]) -> list[dict[str, Any]]:
    attributes = [{"name": name, "type": "string"} for name in names]
    return [{"name": kind, "attributes": attributes} for kind in sorted(set(kinds))]


def _named(names: Sequence[str], values: Sequence[str | None]) -> list[dict[str, str]]:
    told = zip(names, values, strict=True)
    return [{"name": name, "value": value} for name, value in told if value is not None]


def _told(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
