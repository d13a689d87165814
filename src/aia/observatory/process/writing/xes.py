"""XES: one trace a case, in the order of the table."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pyarrow as pa

from aia.observatory.process.problems import LogProblem
from aia.observatory.process.writing.object_log import iso
from aia.observatory.process.writing.safely import written

_FIRST = ("case", "activity", "time")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<global scope="trace"><string key="concept:name" value=""/></global>
<global scope="event"><string key="concept:name" value=""/>
<date key="time:timestamp" value="1970-01-01T00:00:00Z"/></global>
<classifier name="Activity" keys="concept:name"/>
"""


def write_xes(events: Any, file: Path) -> None:
    """Write an arrow table with case, activity, time (a timestamp) and attributes told as texts.

    Events of one case stand together, in the table's order. A name that ends in .gz is gzipped.
    A file that was there is replaced, whole or not at all. Raises LogProblem.
    """
    if missing := [name for name in _FIRST if name not in events.column_names]:
        raise LogProblem(f"the table of events has no column {missing[0]!r}")
    with written(file) as unfinished:
        if file.suffix == ".gz":
            with gzip.open(unfinished, "wt", encoding="utf-8") as stream:
                stream.writelines(_lines(events))
        else:
            with unfinished.open("w", encoding="utf-8") as plain:
                plain.writelines(_lines(events))


def _lines(events: Any) -> Iterator[str]:
    yield _HEAD
    for case, rows in _traces(events).items():
        yield f'<trace><string key="concept:name" value={_value(case)}/>\n'
        yield from rows
        yield "</trace>\n"
    yield "</log>\n"


def _traces(events: Any) -> dict[str, list[str]]:
    attributes = [name for name in events.column_names if name not in _FIRST]
    keys = [quoteattr(name) for name in attributes]
    columns = [events[name].cast(pa.string()).to_pylist() for name in ("case", "activity")]
    columns.append(iso(events["time"]).to_pylist())
    columns += [events[name].cast(pa.string()).to_pylist() for name in attributes]
    found: dict[str, list[str]] = {}
    for case, activity, time, *values in zip(*columns, strict=True):
        found.setdefault(case, []).append(
            f'<event><string key="concept:name" value={_value(activity)}/>'
            f'<date key="time:timestamp" value="{time}"/>{_told(keys, values)}</event>\n'
        )
    return found


def _told(keys: Iterable[str], values: Iterable[str | None]) -> str:
    pairs = zip(keys, values, strict=True)
    return "".join(f"<string key={k} value={_value(v)}/>" for k, v in pairs if v is not None)


def _value(text: str) -> str:
    """Return the text as an attribute's value, without the marks that XML cannot hold."""
    if text.isprintable():
        return quoteattr(text)
    return quoteattr("".join(mark for mark in text if mark >= " " or mark in "\t\n\r"))
