"""When something is open: weekly hours in local time, days that differ, holidays.

Openings are told by the clock on the wall and become moments at the last step, so that nine
o'clock stays nine o'clock across the change to summer time. An hour that the wall clock skips in
March lasts nothing; one that it shows twice in October is opened at the first and closed at the
second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from aia.commons.terms import Refused

ROME = ZoneInfo("Europe/Rome")
CLOSED = "closed"
MOST_EXCEPTIONS = 200
_DAY = 24 * 60
_WEEKLY = re.compile(r"([1-7]):(\d{2})(\d{2})-(\d{2})(\d{2})")
_EXCEPTION = re.compile(r"(\d{4}-\d{2}-\d{2}):(?:closed|(\d{2})(\d{2})-(\d{2})(\d{2}))")

Minutes = tuple[int, int]
"""From when to when in a day, in minutes of the wall clock from midnight."""
Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Calendar:
    """The openings of one resource; `province` says which patron's day is a holiday."""

    hours: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    open_on_holidays: bool = False
    province: str = ""


def checked(hours: Iterable[str], exceptions: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return weekly hours and exceptions in order. Raises Refused: wrong, or one over another."""
    weekly = _in_order(hours, _WEEKLY, "hours")
    days = _in_order(exceptions, _EXCEPTION, "exceptions")
    if len(days) > MOST_EXCEPTIONS:
        raise Refused(
            _("At most %(most)s days can differ.") % {"most": MOST_EXCEPTIONS}, field="exceptions"
        )
    return weekly, days


def openings(calendar: Calendar, day: date) -> list[Stretch]:
    """Return when it is open on a day of the wall calendar, as moments in UTC."""
    found = []
    for begin, end in _minutes(calendar, day):
        stretch = (_moment(day, begin, fold=0), _moment(day, end, fold=1))
        if stretch[0] < stretch[1]:
            found.append(stretch)
    return found


def is_open(calendar: Calendar, start: datetime, end: datetime) -> bool:
    """Say whether it is open for the whole stretch; openings that touch at midnight are one."""
    day, last = start.astimezone(ROME).date(), end.astimezone(ROME).date()
    reached = start
    while day <= last and reached < end:
        for begin, until in openings(calendar, day):
            if begin <= reached < until:
                reached = until
        day += timedelta(days=1)
    return reached >= end


def is_holiday(day: date, province: str) -> bool:
    """Say whether a day is a holiday in Italy, the patron's day of a chief town included."""
    return day in _holidays(day.year, province)


def on_the_clock(wall: datetime) -> bool:
    """Say whether the clock on the wall ever shows that hour of that day."""
    return wall.astimezone(UTC).astimezone(ROME).replace(tzinfo=None) == wall.replace(tzinfo=None)


def _minutes(calendar: Calendar, day: date) -> list[Minutes]:
    told = day.isoformat()
    special = [one for one in calendar.exceptions if one.startswith(told)]
    if special:
        return [_span(one) for one in special if not one.endswith(CLOSED)]
    if not calendar.open_on_holidays and is_holiday(day, calendar.province):
        return []
    if not calendar.hours:
        return [(0, _DAY)]
    return [_span(one) for one in calendar.hours if one.startswith(f"{day.isoweekday()}:")]


@lru_cache(maxsize=512)
def _span(told: str) -> Minutes:
    begin, _dash, end = told.rpartition(":")[2].partition("-")
    return int(begin[:2]) * 60 + int(begin[2:]), int(end[:2]) * 60 + int(end[2:])


def _moment(day: date, minutes: int, *, fold: int) -> datetime:
    if minutes == _DAY:
        day, minutes = day + timedelta(days=1), 0
        fold = 0
    wall = datetime.combine(day, time(minutes // 60, minutes % 60, fold=fold), tzinfo=ROME)
    if not on_the_clock(wall):
        # The wall clock skips it: what begins or ends there does so when the clock has jumped.
        wall = wall.replace(fold=0)
        return _jump(wall)
    return wall.astimezone(UTC)


def _jump(wall: datetime) -> datetime:
    """Return the moment at which the clock jumps over `wall`."""
    moment = wall.astimezone(UTC).replace(minute=0)
    return moment if moment.astimezone(ROME).hour > wall.hour else moment + timedelta(hours=1)


@lru_cache(maxsize=64)
def _holidays(year: int, province: str) -> frozenset[date]:
    import holidays

    kinds = holidays.country_holidays("IT").subdivisions
    subdivision = province if province in kinds else None
    return frozenset(holidays.country_holidays("IT", subdiv=subdivision, years=year))


def _in_order(told: Iterable[str], form: re.Pattern[str], field: str) -> tuple[str, ...]:
    kept = sorted(set(told))
    for one in kept:
        if form.fullmatch(one) is None or not _sound(one):
            raise Refused(_("Write the hours as 9:00-12:30."), field=field)
    for one, other in pairwise(kept):
        _apart(one, other, field)
    return tuple(kept)


def _sound(told: str) -> bool:
    key, _colon, span = told.rpartition(":")
    try:
        if len(key) > 1:
            date.fromisoformat(key)
    except ValueError:
        return False
    if span == CLOSED:
        return True
    begin, end = _span(told)
    minutes = (int(span[2:4]), int(span[7:9]))
    return begin < end <= _DAY and max(minutes) < 60  # noqa: PLR2004 - minutes of an hour


def _apart(one: str, other: str, field: str) -> None:
    """Raise Refused when two openings of the same day lie one over the other."""
    same = one.rpartition(":")[0] == other.rpartition(":")[0]
    if not same:
        return
    if CLOSED in (one.rpartition(":")[2], other.rpartition(":")[2]):
        raise Refused(_("A day is either closed or open, not both."), field=field)
    if _span(other)[0] < _span(one)[1]:
        raise Refused(
            _("Two openings of the same day lie one over the other: put them into one."),
            field=field,
        )


def of(row: object, province: str) -> Calendar:
    """Return the calendar of a resource's row."""
    hours: Sequence[str] = row.hours  # type: ignore[attr-defined]
    exceptions: Sequence[str] = row.exceptions  # type: ignore[attr-defined]
    holiday: bool = row.open_on_holidays  # type: ignore[attr-defined]
    return Calendar(tuple(hours), tuple(exceptions), holiday, province)
