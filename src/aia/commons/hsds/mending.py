"""Every defect of a package is found, and what can be mended without inventing is mended."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from aia.commons.hsds import cells
from aia.commons.hsds.schema import ASIDE, Earlier, earlier, named, tables
from aia.commons.hsds.terms import Defect, Directory, Finding, Package, Row, Tables, Values
from aia.kit.ids import derived_id

UNKNOWN, ORIGINAL = "unknown_", "original_id"
_FIRST_WITH_UUIDS = 3
_GARBLED = re.compile("[ÃÂ][\u0080-\u00bf]|â€|GÇ[ÖöÉ£¥ªú]|\ufffd")
_LINKS = {"attribute": ("link_entity", "link_id"), "metadata": ("resource_type", "resource_id")}


def mended(package: Package) -> Directory:
    """Return a package in the form of 3.1, with every defect found in it."""
    work = _Work(package)
    for row in package.rows:
        work.take(row)
    for table in tables():
        work.refer(table)
    work.fold()
    return Directory(package.source, work.kept(), work.aside, work.findings)


@dataclass
class _Placed:
    """A row that has its id; `line` is where it was first read."""

    line: int
    values: Values


@dataclass
class _Work:
    """The rows as they find their place."""

    package: Package
    rows: dict[str, dict[str, _Placed]] = field(default_factory=lambda: defaultdict(dict))
    raw: dict[tuple[str, str], str] = field(default_factory=dict)
    folded: list[tuple[Row, Earlier]] = field(default_factory=list)
    aside: dict[str, Values] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _columns: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.findings += self.package.findings

    @property
    def old(self) -> bool:
        """Say whether the package is of a version whose ids were no UUIDs."""
        return self.package.version < _FIRST_WITH_UUIDS

    def kept(self) -> Tables:
        """Return the rows by table and id."""
        return {
            name: {key: one.values for key, one in self.rows[name].items()}
            for name in tables()
            if self.rows.get(name)
        }

    def found(self, defect: Defect, row: Row, column: str = "", value: str = "") -> None:
        """Keep a finding about a row."""
        self.findings.append(Finding(defect, row.table, row.line, column, value))

    def take(self, row: Row) -> None:
        """Put a row under its table and id."""
        if row.table == ASIDE:
            key = row.values.pop("id", "") or _key(self.package.source, ASIDE, row.values)
            self.aside[key] = row.values
            self.found(Defect.UNPLACED, row, value=row.values.get("why", ""))
            return
        original = dict(row.values)
        self._clean(row)
        row = self._modern(row)
        if row.table not in tables():
            if row.table not in earlier():
                self.set_aside(Row(row.table, row.line, original), Defect.NO_TABLE)
            return
        self._columns_of(row)
        cells.check(row, self.found)
        self._place(row, original)

    def set_aside(self, row: Row, why: Defect) -> None:
        """Keep what has no place in the tables of the standard, as it came."""
        told = json.dumps(row.values, ensure_ascii=False, sort_keys=True)
        kept = {"table": row.table, "line": str(row.line), "why": why.value, "row": told}
        self.aside[_key(self.package.source, ASIDE, kept)] = kept
        self.found(why, row, value=told)

    def _clean(self, row: Row) -> None:
        for column, cell in row.values.items():
            if cell != cell.strip():
                self.found(Defect.PADDED, row, column, cell)
            if _GARBLED.search(cell):
                self.found(Defect.GARBLED, row, column, cell)
        row.values = {name: cell.strip() for name, cell in row.values.items() if cell.strip()}

    def _modern(self, row: Row) -> Row:
        """Return the row as 3.1 has it; what is folded into another row waits for it."""
        told = earlier().get(row.table)
        if told is None or (row.table in tables() and not self.old):
            return row
        if told.fold:
            self.folded.append((row, told))
            return row
        values = {told.rename.get(name, name): cell for name, cell in row.values.items()}
        return Row(told.into or row.table, row.line, {**told.set, **values})

    def _columns_of(self, row: Row) -> None:
        for column in row.values.keys() - tables()[row.table].columns.keys():
            known = column == ORIGINAL or column.startswith((UNKNOWN, "floor_"))
            if not known and (row.table, column) not in self._columns:
                self._columns.add((row.table, column))
                self.findings.append(Finding(Defect.NO_COLUMN, row.table, 0, column))

    def _place(self, row: Row, original: Values) -> None:
        raw = row.values.pop("id", "")
        key = self._id(row, raw)
        there = self.rows[row.table].get(key)
        if there is None:
            self.rows[row.table][key] = _Placed(row.line, row.values)
            return
        if all(there.values.get(name, cell) == cell for name, cell in row.values.items()):
            # A JSON document tells the same row in many places, each with a part of it.
            if self.package.tabular:
                self.found(Defect.TWICE, row, value=raw)
            there.values |= row.values
        elif row.table in named():
            self.set_aside(Row(row.table, row.line, original), Defect.RIVAL)
        else:
            self.found(Defect.SAME_ID, row, "id", raw)
            own = _key(self.package.source, row.table, row.values)
            self.rows[row.table].setdefault(own, _Placed(row.line, row.values))

    def _id(self, row: Row, raw: str) -> str:
        """Return the UUID of a row; the same file always gives the same ones."""
        if not raw:
            self.found(Defect.NO_ID, row)
            return _key(self.package.source, row.table, row.values, str(row.line))
        key = _uuid(raw)
        if key is None:
            key = str(derived_id("hsds", self.package.source, row.table, raw))
            row.values.setdefault(ORIGINAL, raw)
            if not self.old:
                self.found(Defect.OTHER_ID, row, "id", raw)
        self.raw[row.table, raw] = key
        return key

    def refer(self, table: str) -> None:
        """Point each reference of a table's rows at the row it names."""
        told = tables()[table]
        for key, placed in list(self.rows.get(table, {}).items()):
            row = Row(table, placed.line, placed.values)
            self._link(row)
            for column, other in told.references.items():
                self._point(row, column, other)
            if missing := [one for one in told.required if one in told.references]:
                lost = [one for one in missing if one not in row.values]
                if lost:
                    del self.rows[table][key]
                    self.set_aside(
                        Row(table, placed.line, {"id": key, **row.values}), Defect.UNPLACED
                    )
                    continue
            self._required(row, told.required)

    def _point(self, row: Row, column: str, other: str) -> None:
        raw = row.values.pop(UNKNOWN + column, "") or row.values.get(column, "")
        if not raw:
            return
        key = self.raw.get((other, raw)) or _uuid(raw)
        if key in self.rows.get(other, {}):
            row.values[column] = str(key)
        else:
            row.values.pop(column, None)
            row.values[UNKNOWN + column] = raw
            self.found(Defect.ORPHAN, row, column, raw)

    def _link(self, row: Row) -> None:
        """Point what is said about any table's row at it."""
        if row.table not in _LINKS:
            return
        about, column = _LINKS[row.table]
        raw = row.values.get(column, "")
        if key := self.raw.get((row.values.get(about, ""), raw)):
            row.values[column] = key
        elif raw:
            self.found(Defect.ORPHAN, row, column, raw)

    def _required(self, row: Row, required: Iterable[str]) -> None:
        for column in required:
            if column not in row.values:
                self.found(Defect.EMPTY, row, column)

    def fold(self) -> None:
        """Write the texts of earlier tables into the rows that they hung on."""
        for row, told in self.folded:
            key = self.raw.get((told.of, row.values.get(f"{told.of}_id", "")), "")
            into = self.rows.get(told.of, {}).get(key)
            text = row.values.get(row.table, "")
            if into is None:
                self.set_aside(row, Defect.UNPLACED)
            elif text and text not in into.values.get(told.fold, "").split("\n"):
                before = into.values.get(told.fold)
                into.values[told.fold] = f"{before}\n{text}" if before else text


def _uuid(raw: str) -> str | None:
    try:
        return str(UUID(raw))
    except ValueError:
        return None


def _key(source: str, table: str, values: Values, *more: str) -> str:
    """Return an id made of what a row says."""
    return str(derived_id("hsds", source, table, json.dumps(values, sort_keys=True), *more))
