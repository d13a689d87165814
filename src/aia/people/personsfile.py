"""A CSV file of persons, read through the same maps as files to be linked. No database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aia.people.linkage.csvfile import LinkageInputError, read_csv
from aia.people.linkage.mapping import FieldMap, guess_map, read_map

__all__ = ["LinkageInputError", "PersonRow", "read_persons"]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row: where it stands, what it is known by in its file, its values by attribute."""

    line: int
    source_id: str
    values: dict[str, str]
    codes: tuple[str, ...]

    def value(self, name: str) -> str:
        """Return a value, empty when the file does not have it."""
        return self.values.get(name, "")


def read_persons(path: Path, map_path: Path | None = None) -> list[PersonRow]:
    """Return the rows of a CSV file; without a map, columns are recognised by their names.

    A row without an id is known by its whole content. Raises LinkageInputError, whose message names
    the file, the line or the field at fault.
    """
    file = read_csv(path)
    found = read_map(map_path, (file, file)) if map_path else guess_map((file, file))
    return [_row(found, row, line) for row, line in zip(file.rows, file.lines, strict=True)]


def _row(found: FieldMap, row: tuple[str, ...], line: int) -> PersonRow:
    position = found.ids[0]
    values: dict[str, str] = {}
    codes: tuple[str, ...] = ()
    for one in found.fields:
        told = [row[place] for place in one.positions[0] if row[place]]
        if one.attribute.name == "identifiers":
            codes = tuple(told)
        else:
            values[one.attribute.name] = " ".join(told)
    known = row[position] if position is not None else ""
    return PersonRow(line, known or "\x1f".join(row), values, codes)
