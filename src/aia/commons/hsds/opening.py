"""Weekly openings, as the schedules of a directory tell them and as the floor does."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from aia.commons.hsds.cells import DAYS, clock, weekdays
from aia.commons.hsds.terms import Values

_ONCE = ("", "1", "1.0")
_BOUNDS = ("count", "byweekno", "bymonthday", "byyearday", "valid_from", "valid_to", "until")
_MIDNIGHT = "0000"


def weekly(rules: Iterable[Values]) -> tuple[tuple[str, ...], list[str]]:
    """Return the week that some schedules make, and those that make no week, in words.

    A rule bound to some dates of a year, or every second week, is not the week of always.
    """
    found: list[tuple[int, str, str]] = []
    lost = []
    for one in rules:
        days = weekdays(one.get("byday", ""))
        begin, end = _told(one.get("opens_at", "")), _told(one.get("closes_at", ""))
        end = "2400" if end == _MIDNIGHT else end
        bound = [name for name in _BOUNDS if one.get(name)]
        regular = one.get("freq", "WEEKLY") == "WEEKLY" and one.get("interval", "") in _ONCE
        if days and begin and end and begin < end and regular and not bound:
            found += [(day, begin, end) for day in days]
        else:
            lost.append(
                " ".join(
                    f"{name}={cell}"
                    for name, cell in sorted(one.items())
                    if not name.endswith("id")
                )
            )
    return tuple(_joined(found)), lost


def rules_of(hours: Iterable[str]) -> list[Values]:
    """Return the schedules that tell a week of the floor: one for each pair of hours."""
    spans = sorted((one[2:], int(one[0])) for one in hours)
    found = []
    for span, same in groupby(spans, key=lambda one: one[0]):
        begin, _dash, end = span.partition("-")
        end = _MIDNIGHT if end == "2400" else end
        found.append(
            {
                "freq": "WEEKLY",
                "interval": "1",
                "byday": ",".join(DAYS[day - 1] for _span, day in same),
                "opens_at": f"{begin[:2]}:{begin[2:]}:00",
                "closes_at": f"{end[:2]}:{end[2:]}:00",
            }
        )
    return found


def _told(cell: str) -> str:
    found = clock(cell)
    return f"{found:%H%M}" if found else ""


def _joined(spans: Iterable[tuple[int, str, str]]) -> list[str]:
    """Return the openings of each day, those that touch or overlap in one."""
    kept: list[tuple[int, str, str]] = []
    for day, begin, end in sorted(spans):
        if kept and kept[-1][0] == day and begin <= kept[-1][2]:
            kept[-1] = (day, kept[-1][1], max(end, kept[-1][2]))
        else:
            kept.append((day, begin, end))
    return [f"{day}:{begin}-{end}" for day, begin, end in kept]
