"""OCEL 2.0 as an SQLite database."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from aia.observatory.process.problems import LogProblem
from aia.observatory.process.writing.object_log import ObjectLog, table_names
from aia.observatory.process.writing.safely import written

_FRAME = """
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE event (
    ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES event_map_type (ocel_type)
);
CREATE TABLE object (
    ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES object_map_type (ocel_type)
);
CREATE TABLE event_object (
    ocel_event_id TEXT REFERENCES event (ocel_id),
    ocel_object_id TEXT REFERENCES object (ocel_id),
    ocel_qualifier TEXT,
    PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier)
);
CREATE TABLE object_object (
    ocel_source_id TEXT REFERENCES object (ocel_id),
    ocel_target_id TEXT REFERENCES object (ocel_id),
    ocel_qualifier TEXT,
    PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier)
);
"""
_BEFORE_ALL_EVENTS = "1970-01-01T00:00:00Z"

Row = tuple[str | None, ...]


def write_ocel_sqlite(log: ObjectLog, file: Path) -> None:
    """Write the log; a file that was there is replaced, whole or not at all.

    Raises LogProblem, also when two events or two objects bear the same id.
    """
    try:
        with written(file) as unfinished, closing(sqlite3.connect(unfinished)) as database:
            _write(log, database)
    except sqlite3.Error as error:
        raise LogProblem(f"{file}: the log cannot be written: {error}") from error


def _write(log: ObjectLog, database: sqlite3.Connection) -> None:
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _FRAME)
    events, objects = list(log.event_rows()), list(log.object_rows())
    _insert(database, "event", (row[:2] for row in events), 2)
    _insert(database, "object", (row[:2] for row in objects), 2)
    _insert(database, "event_object", log.link_rows(), 3)
    _insert(database, "object_object", log.relation_rows(), 3)
    _by_type(database, "event", _by_second(events), ("ocel_time", *log.event_attributes))
    timed = ((one[0], one[1], _BEFORE_ALL_EVENTS, None, *one[2:]) for one in objects)
    head = ("ocel_time", "ocel_changed_field", *log.object_attributes)
    _by_type(database, "object", _by_second(timed), head)
    database.commit()


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[Row], width: int) -> None:
    marks = ", ".join("?" * width)
    database.executemany(f"INSERT INTO {_quoted(table)} VALUES ({marks})", rows)


def _by_second(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Group rows by their type, which is left out of them."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row[1])].append((row[0], *row[2:]))
    return found


def _by_type(
    database: sqlite3.Connection,
    kind: str,
    rows: dict[str, list[Row]],
    head: Sequence[str],
) -> None:
    """Write one table for each type, and the names of these tables."""
    names = table_names(sorted(rows))
    _insert(database, f"{kind}_map_type", iter(names.items()), 2)
    columns = ", ".join(
        f"{_quoted(name)} {'TIMESTAMP' if name == 'ocel_time' else 'TEXT'}"
        for name in ("ocel_id", *head)
    )
    for one, name in names.items():
        table = f"{kind}_{name}"
        database.execute(f"CREATE TABLE {_quoted(table)} ({columns})")
        _insert(database, table, rows[one], len(head) + 1)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
