"""The values of a row, by the kind of each column."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from math import isfinite

from aia.commons.hsds.schema import tables
from aia.commons.hsds.terms import Defect, Row

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_NOON = 12

Tell = Callable[..., None]


def check(row: Row, tell: Tell) -> None:
    """Put each value into the standard's form where it has one; tell the others."""
    table = tables()[row.table]
    for column, cell in list(row.values.items()):
        mended = _mended(column, table.columns.get(column, "text"), cell)
        if mended is None:
            tell(Defect.WRONG, row, column, cell)
        elif mended != cell:
            tell(Defect.REWRITTEN, row, column, cell)
            row.values[column] = mended
        if (words := table.words.get(column)) and row.values[column] not in words:
            _word(row, column, words, tell)
    if row.table == "service" and "status" not in row.values:
        # Whoever publishes a service without saying that it ended, offers it.
        tell(Defect.EMPTY, row, "status")
        row.values["status"] = "active"


def clock(cell: str) -> time | None:
    """Return the hour of the day that a text tells: "8:30am", "14.00", "09:00:00+02:00"."""
    if _is_time(cell):
        return time.fromisoformat(cell).replace(tzinfo=None)
    found = _CLOCK.fullmatch(cell.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if found[3].lower() == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def weekdays(cell: str) -> list[int] | None:
    """Return the days of the week (1 is Monday) of a rule's BYDAY; None when it says others."""
    told = [one.strip().upper() for one in cell.split(",") if one.strip()]
    if not told or any(one not in DAYS for one in told):
        return None
    return sorted({DAYS.index(one) + 1 for one in told})


def _mended(column: str, kind: str, cell: str) -> str | None:
    if column == "byday":
        return _byday(cell)
    if kind == "time":
        found = clock(cell)
        return None if found is None else cell if _is_time(cell) else found.isoformat()
    if kind == "number":
        return _number(cell)
    if kind in ("date", "datetime"):
        return _moment(cell, kind)
    return cell


def _byday(cell: str) -> str | None:
    if cell.isdigit() and 1 <= int(cell) <= len(DAYS):
        return DAYS[int(cell) - 1]
    parts = [one.strip() for one in cell.split(",")]
    short = [one[:2].upper() if one[:2].upper() in DAYS and one.isalpha() else one for one in parts]
    return ",".join(short)


def _is_time(cell: str) -> bool:
    try:
        time.fromisoformat(cell)
    except ValueError:
        return False
    return ":" in cell


def _number(cell: str) -> str | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return cell if isfinite(number) else None


def _moment(cell: str, kind: str) -> str | None:
    try:
        if kind == "date":
            date.fromisoformat(cell[:10])
        else:
            datetime.fromisoformat(cell)
    except ValueError:
        return None
    return cell


def _word(row: Row, column: str, words: tuple[str, ...], tell: Tell) -> None:
    cell = row.values[column]
    if cell.lower() in words or cell.upper() in words:
        row.values[column] = cell.lower() if cell.lower() in words else cell.upper()
        tell(Defect.REWRITTEN, row, column, cell)
    else:
        tell(Defect.WRONG, row, column, cell)
