"""Everything behind `aia people link A.csv B.csv --map MAP.yaml`: files in, pairs out."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from aia.people.linkage.attributes import Kind, Schema
from aia.people.linkage.csvfile import CsvFile, LinkageInputError, read_csv
from aia.people.linkage.linking import THRESHOLD, LinkResult, dedupe, link
from aia.people.linkage.mapping import FieldMap, guess_map, read_map
from aia.people.linkage.record import Record

__all__ = ["FilesLinked", "LinkageInputError", "dedupe_file", "link_files"]

_OWN = {one.name for one in fields(Record)} - {"id", "identifiers", "extra"}


@dataclass(frozen=True, slots=True)
class FilesLinked:
    """What was found, in how many seconds, and which attributes were compared how."""

    result: LinkResult
    seconds: float
    schema: Schema

    def as_json(self) -> dict[str, object]:
        """Return the pairs as lists [id in A, id in B, probability] and the seconds taken."""
        return {"pairs": [list(pair) for pair in self.result.pairs], "seconds": self.seconds}


def link_files(
    path_a: str | Path,
    path_b: str | Path,
    map_path: str | Path | None = None,
    *,
    threshold: float | None = None,
    one_to_one: bool | None = None,
) -> FilesLinked:
    """Link two CSV files; without a map, columns are recognised by their names.

    Raises LinkageInputError, whose message names the file, the line or the field at fault.
    """
    began = time.perf_counter()
    files = read_csv(path_a), read_csv(path_b)
    found = _mapped(map_path, files)
    result = link(
        _records(files[0], found, 0),
        _records(files[1], found, 1),
        schema=_schema(found),
        threshold=_number(found.options, "threshold", threshold),
        one_to_one=_choice(found.options, "one_to_one", one_to_one),
    )
    return FilesLinked(result, round(time.perf_counter() - began, 3), _schema(found))


def dedupe_file(
    path: str | Path, map_path: str | Path | None = None, *, threshold: float | None = None
) -> FilesLinked:
    """Find the duplicates within one CSV file; otherwise as `link_files`."""
    began = time.perf_counter()
    file = read_csv(path)
    found = _mapped(map_path, (file, file))
    result = dedupe(
        _records(file, found, 0),
        schema=_schema(found),
        threshold=_number(found.options, "threshold", threshold),
    )
    return FilesLinked(result, round(time.perf_counter() - began, 3), _schema(found))


def _mapped(map_path: str | Path | None, files: tuple[CsvFile, CsvFile]) -> FieldMap:
    if map_path is None or str(map_path) == "auto":
        return guess_map(files)
    return read_map(map_path, files)


def _schema(found: FieldMap) -> Schema:
    return tuple(one.attribute for one in found.fields)


def _records(file: CsvFile, found: FieldMap, side: int) -> list[Record]:
    ids = _ids(file, found.ids[side])
    return [_record(name, row, found, side) for name, row in zip(ids, file.rows, strict=True)]


def _record(name: str, row: tuple[str, ...], found: FieldMap, side: int) -> Record:
    own: dict[str, str] = {}
    extra: dict[str, str] = {}
    numbers: tuple[str, ...] = ()
    for one in found.fields:
        values = [row[position] for position in one.positions[side] if row[position]]
        if one.attribute.name == "identifiers":
            numbers = tuple(values)
        elif one.attribute.name in _OWN:
            own[one.attribute.name] = " ".join(values)
        else:
            joiner = "|" if one.attribute.kind is Kind.IDENTIFIER else " "
            extra[one.attribute.name] = joiner.join(values)
    return Record(name, **own, identifiers=numbers, extra=extra)


def _ids(file: CsvFile, position: int | None) -> list[str]:
    """Return the id of each row, or its number from 1 where no column is the id."""
    if position is None:
        return [str(number) for number in range(1, len(file.rows) + 1)]
    seen: dict[str, int] = {}
    for row, line in zip(file.rows, file.lines, strict=True):
        name = row[position]
        where = f"{file.name}, line {line}, field {file.header[position]!r}"
        if not name:
            raise LinkageInputError(f"{where}: the id is missing.")
        if name in seen:
            raise LinkageInputError(f"{where}: the id {name!r} is at line {seen[name]} already.")
        seen[name] = line
    return list(seen)


def _number(options: Mapping[str, object], name: str, given: float | None) -> float:
    value = options.get(name, THRESHOLD) if given is None else given
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise LinkageInputError(f"field {name!r}: {value!r} is not a probability from 0 to 1.")
    return float(value)


def _choice(options: Mapping[str, object], name: str, given: bool | None) -> bool | None:
    value = options.get(name) if given is None else given
    if value is not None and not isinstance(value, bool):
        raise LinkageInputError(f"field {name!r}: {value!r} is neither true nor false.")
    return value
