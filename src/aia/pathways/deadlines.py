"""By when each step is awaited: terms in days, read once from `deadlines.yaml` and checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_FILE = Path(__file__).with_name("deadlines.yaml")
_SATURDAY = 5
_LONGEST = 3650


class Wait(models.TextChoices):
    """What a term is for. Every one of them must stand in the file."""

    DEMAND = "demand", _("The person’s own words")
    LOOK_AGAIN = "look_again", _("Another look at what was not voiced")
    CHOICE = "choice", _("Options and a choice")
    ANSWER = "answer", _("The start of the answer")
    REVIEW = "review", _("A look together at what changed")
    REFERRAL = "referral", _("The organisation’s reply")
    RESUME = "resume", _("Another look at what was suspended")
    PLAN_SIGNATURE = "plan_signature", _("The signature of the plan")
    LOOK_AHEAD = "look_ahead", _("How long before its day something is shown")


class DeadlinesBroken(ValueError):
    """The deadlines file does not hold together; the text names the term and the fault."""


@dataclass(frozen=True)
class Deadline:
    """One term: so many days, working days or not, by law or by the district's own rule."""

    wait: str
    days: int
    working: bool
    basis: str
    source: str = ""
    noted_on: date | None = None


@dataclass(frozen=True)
class Deadlines:
    """Every term, and the days on which a district rests besides the national holidays."""

    terms: dict[str, Deadline]
    local: dict[str, frozenset[tuple[int, int]]]


@lru_cache(maxsize=1)
def deadlines() -> Deadlines:
    """Return the terms that ship with this version. Raises DeadlinesBroken."""
    return read(yaml.safe_load(_FILE.read_text()))


def due_on(wait: str, start: datetime | date, district: str) -> date:
    """Return the day by which what is awaited from `start` is due in that district."""
    day = timezone.localdate(start) if isinstance(start, datetime) else start
    return _due(wait, day, district)


@lru_cache(maxsize=4096)
def _due(wait: str, day: date, district: str) -> date:
    told = deadlines()
    term = told.terms[wait]
    if not term.working:
        return day + timedelta(days=term.days)
    return working_day_after(day, term.days, district)


def working_day_after(day: date, days: int, district: str) -> date:
    """Return the `days`-th working day after `day` as that district counts them.

    Saturdays, Sundays, the national holidays and the district's own days do not count.
    """
    local = deadlines().local.get(district, frozenset())
    return after_working_days(day, days, lambda d: is_holiday(d, local))


def after_working_days(day: date, days: int, rests: Callable[[date], bool]) -> date:
    """Return the `days`-th working day after `day`; `rests` says which weekdays are holidays."""
    while days:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY and not rests(day):
            days -= 1
    return day


def is_holiday(day: date, local: frozenset[tuple[int, int]]) -> bool:
    """Say whether the day is a national holiday or one of the district's own."""
    return day in _national(day.year) or (day.month, day.day) in local


@lru_cache(maxsize=64)
def _national(year: int) -> frozenset[date]:
    # Imported when first counted: the package takes long to load and most requests do not count.
    import holidays

    return frozenset(holidays.country_holidays("IT", years=year))


def read(told: dict[str, Any]) -> Deadlines:
    """Return the terms that a parsed file describes. Raises DeadlinesBroken."""
    terms = told["deadlines"]
    if set(terms) != set(Wait.values):
        odd = ", ".join(sorted(set(terms) ^ set(Wait.values)))
        raise DeadlinesBroken(f"terms missing or unknown: {odd}")
    return Deadlines(
        terms={wait: _deadline(wait, entry) for wait, entry in terms.items()},
        local={
            district: frozenset(map(_month_day, days))
            for district, days in told.get("local_holidays", {}).items()
        },
    )


def _deadline(wait: str, entry: dict[str, Any]) -> Deadline:
    days, basis = entry.get("days"), entry.get("basis")
    if not isinstance(days, int) or not 0 < days <= _LONGEST:
        raise DeadlinesBroken(f"{wait}: days must be a whole number from 1 to {_LONGEST}")
    if not isinstance(entry.get("working"), bool):
        raise DeadlinesBroken(f"{wait}: working must be true or false")
    if basis not in {"law", "house"}:
        raise DeadlinesBroken(f"{wait}: basis must be law or house")
    if basis == "law" and not (entry.get("source") and entry.get("noted_on")):
        raise DeadlinesBroken(f"{wait}: a term of law needs its source and the day it was noted")
    return Deadline(
        wait=wait,
        days=days,
        working=entry["working"],
        basis=basis,
        source=entry.get("source", ""),
        noted_on=entry.get("noted_on"),
    )


def _month_day(told: str) -> tuple[int, int]:
    try:
        # A leap year, so that 29 February can be a patron's day.
        day = date.fromisoformat(f"2024-{told}")
    except ValueError as error:
        raise DeadlinesBroken(f"local holiday {told!r}: write month-day, as 11-13") from error
    return day.month, day.day
