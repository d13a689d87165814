"""Need that is expected against need that came forward: the district, and its municipalities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from aia.access.terms import Actor
from aia.pathways.queries import NeedCount, need_counts, taxonomy
from aia.pathways.terms import Domain
from aia.sensing.expected import shrinkage
from aia.sensing.expected.rates import Rate, rates
from aia.sensing.funnel.rules import Steps
from aia.sensing.queries.counts import begin_of
from aia.territory.queries import municipalities_of, populations

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Expectation:
    """One category in the district: how many are expected, how many came how far.

    `expected` and `rate` are None when no documented rate is known.
    """

    category: str
    label: str
    domain: str
    rate: Rate | None
    expected: float | None
    steps: Steps


@dataclass(frozen=True)
class Overview:
    """Every category with its steps; the district's funnel by domain; from which days."""

    since: date
    until: date
    residents: int
    rows: Sequence[Expectation]
    funnel: Mapping[str, Steps]


@dataclass(frozen=True)
class Town:
    """One municipality: expected, how far needs came, and the level leaning on the district.

    `level` is how many of those expected have voiced the need: None when nobody has anywhere.
    """

    istat: str
    name: str
    residents: int
    expected: float
    steps: Steps
    level: shrinkage.Level | None


@dataclass(frozen=True)
class OneCategory:
    """One category in every municipality, by name; `levels` are the district's."""

    since: date
    until: date
    whole: Expectation
    levels: shrinkage.Levels | None
    towns: Sequence[Town]


def expected_overview(actor: Actor, district: str, *, at: datetime) -> Overview:
    """Return every category of the district, those in use or with a rate. Raises Forbidden."""
    since, until = _days(at)
    counts = _counts(actor, district, at)
    people = _people(district)
    whole = sum(people.values(), np.zeros((101, 2), np.int64))
    by_category: dict[str, Steps] = defaultdict(Steps)
    funnel = dict.fromkeys(Domain.values, Steps())
    for one in counts:
        by_category[one.category] += _steps(one)
        funnel[one.domain] += _steps(one)
    offered = [one.code for one in taxonomy().offered(timezone.localdate(at))]
    codes = [*offered, *(code for code in by_category if code not in offered)]
    rows = [_expectation(code, whole, by_category[code]) for code in codes]
    return Overview(since, until, int(whole.sum()), rows, funnel)


def one_category(actor: Actor, district: str, category: str, *, at: datetime) -> OneCategory | None:
    """Return one category by municipality; None when it has no documented rate.

    Raises Forbidden.
    """
    counts = [one for one in _counts(actor, district, at) if one.category == category]
    rate = rates().by_category.get(category)
    if rate is None:
        return None
    since, until = _days(at)
    people = _people(district)
    steps: dict[str | None, Steps] = defaultdict(Steps)
    for one in counts:
        steps[one.municipality] += _steps(one)
    whole = sum(people.values(), np.zeros((101, 2), np.int64))
    exposures = {istat: rate.expected(living) for istat, living in people.items()}
    levels = shrinkage.fit([steps[i].voiced for i in people], list(exposures.values()))
    names = dict(municipalities_of(district).values_list("istat", "name"))
    towns = [
        Town(
            istat,
            name,
            int(people[istat].sum()),
            exposures[istat],
            steps[istat],
            shrinkage.level(levels, steps[istat].voiced, exposures[istat]) if levels else None,
        )
        for istat, name in names.items()
        if istat in people
    ]
    total = sum(steps.values(), Steps())
    return OneCategory(since, until, _expectation(category, whole, total), levels, towns)


def _days(at: datetime) -> tuple[date, date]:
    """Return the last year, up to and with today."""
    until = timezone.localdate(at)
    return until - YEAR, until


def _counts(actor: Actor, district: str, at: datetime) -> list[NeedCount]:
    since, until = _days(at)
    return need_counts(
        actor,
        district,
        since=begin_of(since),
        until=begin_of(until + timedelta(days=1)),
        at=at,
    )


def _people(district: str) -> dict[str, NDArray[np.int64]]:
    istats = municipalities_of(district).order_by().values_list("istat", flat=True)
    return populations(list(istats))


def _steps(one: NeedCount) -> Steps:
    return Steps(one.sensed, one.voiced, one.taken_up)


def _expectation(category: str, people: NDArray[np.int64], steps: Steps) -> Expectation:
    rate = rates().by_category.get(category)
    known = taxonomy().categories.get(category)
    return Expectation(
        category,
        taxonomy().label(category),
        known.domain if known else category.partition(".")[0],
        rate,
        rate.expected(people) if rate and people.any() else None,
        steps,
    )
