"""Reading OCEL 2.0 (JSON, SQLite, XML): each object of one type is a case.

An event that is linked to several objects of that type belongs to each of their cases, so a log
flattened like this may count it more than once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aia.observatory.process.log import Log
from aia.observatory.process.mapping import LogMap
from aia.observatory.process.problems import LogProblem
from aia.observatory.process.reading.rows import Rows
from aia.observatory.process.reading.sniffing import opened


@dataclass
class Ocel:
    """Objects by id with their type; events as (id, activity, moment); links event → objects."""

    types: dict[str, str] = field(default_factory=dict)
    events: list[tuple[str, str, str]] = field(default_factory=list)
    links: dict[str, list[str]] = field(default_factory=dict)


def read_ocel(file: Path, kind: str, log_map: LogMap) -> Log:
    """Return the log of one object type: the map's, else the one most events are linked to.

    Raises LogProblem.
    """
    ocel = {"json": _from_json, "sqlite": _from_sqlite, "xml": _from_xml}[kind](file)
    chosen = _chosen(ocel, log_map.object_type, str(file))
    rows = Rows()
    for event, activity, moment in ocel.events:
        for target in dict.fromkeys(ocel.links.get(event, ())):
            if ocel.types.get(target) == chosen:
                rows.add(target, activity, moment)
    note = f"each {chosen!r} is a case (--object-type chooses another)"
    return rows.log(log_map, str(file), [note])


def _chosen(ocel: Ocel, wanted: str | None, where: str) -> str:
    linked: Counter[str] = Counter()
    for targets in ocel.links.values():
        linked.update({ocel.types[one] for one in targets if one in ocel.types})
    if wanted is not None and wanted not in linked:
        kinds = ", ".join(sorted(linked)) or "none"
        raise LogProblem(f"{where}: no event is linked to an object of type {wanted!r}: {kinds}")
    if not linked:
        raise LogProblem(f"{where}: no event is linked to any object, so there is no case to read")
    return wanted or min(linked, key=lambda name: (-linked[name], name))


def _from_json(file: Path) -> Ocel:
    try:
        with opened(file) as stream:
            told = json.load(stream)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise LogProblem(f"{file}: not well-formed JSON: {error}") from error
    except RecursionError as error:
        raise LogProblem(f"{file}: JSON nested too deep to be a log") from error
    if not isinstance(told, dict) or not {"events", "objects"} <= told.keys():
        old = isinstance(told, dict) and "ocel:events" in told
        hint = "this is OCEL 1.0: convert it to 2.0" if old else "expected keys events and objects"
        raise LogProblem(f"{file}: not an OCEL 2.0 log: {hint}")
    try:
        return _of(
            ((one["id"], one["type"]) for one in told["objects"]),
            ((one["id"], one["type"], one["time"], _targets(one)) for one in told["events"]),
        )
    except (KeyError, TypeError) as error:
        raise LogProblem(
            f"{file}: not an OCEL 2.0 log: an event or object lacks id, type or time ({error})"
        ) from error


def _targets(event: dict[str, Any]) -> list[str]:
    return [link["objectId"] for link in event.get("relationships") or ()]


def _of(
    objects: Iterable[tuple[str, str]], events: Iterable[tuple[str, str, str, list[str]]]
) -> Ocel:
    found = Ocel(types=dict(objects))
    for event, activity, moment, targets in events:
        found.events.append((event, activity, moment))
        found.links[event] = targets
    return found


def _from_sqlite(file: Path) -> Ocel:
    import sqlite3

    found = Ocel()
    try:
        with sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True) as database:
            found.types = dict(database.execute("SELECT ocel_id, ocel_type FROM object"))
            kinds = database.execute("SELECT ocel_type, ocel_type_map FROM event_map_type")
            for name, table in kinds.fetchall():
                quoted = '"event_' + str(table).replace('"', '""') + '"'
                rows = database.execute(f"SELECT ocel_id, ocel_time FROM {quoted} ORDER BY rowid")
                found.events += [(event, name, moment) for event, moment in rows]
            for event, target in database.execute(
                "SELECT ocel_event_id, ocel_object_id FROM event_object"
            ):
                found.links.setdefault(event, []).append(target)
            _in_order(found, database.execute("SELECT ocel_id FROM event ORDER BY rowid"))
    except sqlite3.Error as error:
        raise LogProblem(f"{file}: not an OCEL 2.0 database: {error}") from error
    finally:
        if "database" in locals():
            database.close()
    return found


def _in_order(found: Ocel, ids: Iterable[tuple[str]]) -> None:
    """Bring the events of all tables into the order of the table of events."""
    place = {event: number for number, (event,) in enumerate(ids)}
    found.events.sort(key=lambda one: place.get(one[0], len(place)))


def _from_xml(file: Path) -> Ocel:
    from aia.observatory.process.reading.xml_files import parse

    reader = _XmlReader()
    parse(file, reader.begin, lambda tag: None)
    return reader.found


class _XmlReader:
    """Meets `<object id type>`, `<event id type time>` and the `<relationship>`s under events."""

    def __init__(self) -> None:
        self.found = Ocel()
        self._targets: list[str] | None = None

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """Meet an element."""
        name = tag.rpartition(" ")[2]
        if name == "object" and "id" in attributes:
            self.found.types[attributes["id"]] = attributes.get("type", "")
            self._targets = None
        elif name == "event" and "id" in attributes:
            told = (attributes["id"], attributes.get("type", ""), attributes.get("time", ""))
            self.found.events.append(told)
            self._targets = self.found.links.setdefault(attributes["id"], [])
        elif name in {"relationship", "relobj"} and self._targets is not None:
            self._targets.append(attributes.get("object-id", ""))
