"""Reading the territory. All of it is public reference data: no actor is asked for.

A municipality that ceased is read through what it became, and one that was born from others
through them, so that figures keyed by an old code are not lost.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from django.db.models import Q, QuerySet, Sum
from numpy.typing import NDArray

from aia.territory import outlines, tables
from aia.territory.models import Dataset, District, Membership, Municipality, Observation, Place
from aia.territory.rules import share
from aia.territory.tables import NoFigures
from aia.territory.terms import ADULT_AGE, OLD_AGE, DatasetCode, Flag, Sex

_LONGEST_CHAIN = 10


class UnknownMunicipality(LookupError):
    """No municipality, of today or former, has this ISTAT code."""


@dataclass(frozen=True)
class Residents:
    """How many live in a municipality on 1 January of a year. Nones: the figures are not there."""

    municipality: Municipality
    year: int | None
    total: int | None
    under_18: int | None
    over_65: int | None

    @property
    def under_18_share(self) -> float | None:
        """Return the percentage of residents under 18."""
        return share(self.under_18 or 0, self.total) if self.total else None

    @property
    def over_65_share(self) -> float | None:
        """Return the percentage of residents of 65 or over."""
        return share(self.over_65 or 0, self.total) if self.total else None


@dataclass(frozen=True)
class Reading:
    """One figure as it reads today; `value` None means that it was not published."""

    dataset: str
    year: int
    breakdown: str
    value: Decimal | None
    flag: str


def districts() -> QuerySet[District]:
    """Return the districts of this installation, by name."""
    return District.objects.order_by("name")


def memberships(district: str, on: date | None = None) -> QuerySet[Membership]:
    """Return who belongs to the district on a day (None: not ended), with their municipality."""
    rows = Membership.objects.filter(district=district).select_related("municipality")
    rows = rows.defer("municipality__outline")
    if on is None:
        return rows.filter(until=None).order_by("municipality__name")
    begun = Q(since=None) | Q(since__lte=on)
    return rows.filter(begun, Q(until=None) | Q(until__gte=on)).order_by("municipality__name")


def municipalities_of(district: str, on: date | None = None) -> QuerySet[Municipality]:
    """Return the district's municipalities on a day (None: now), by name."""
    members = memberships(district, on).order_by().values("municipality")
    return Municipality.objects.filter(pk__in=members).order_by("name")


def district_of_municipality(istat: str, on: date | None = None) -> str | None:
    """Return the code of the district that a municipality belongs to, if one is loaded."""
    rows = Membership.objects.filter(municipality=current_code(istat, on=on))
    if on is not None:
        rows = rows.filter(Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gte=on))
    else:
        rows = rows.filter(until=None)
    return rows.values_list("district", flat=True).order_by("district").first()


def current_code(istat: str, on: date | None = None) -> str:
    """Return the ISTAT code under which a municipality goes on a day (None: today).

    Follows mergers forward only; a former municipality whose heir is not known keeps its code.
    Raises UnknownMunicipality.
    """
    for _step in range(_LONGEST_CHAIN):
        row = Municipality.objects.filter(pk=istat).values_list("until", "successor_id").first()
        if row is None:
            raise UnknownMunicipality(istat)
        until, successor = row
        if successor is None or until is None or (on is not None and on <= until):
            return istat
        istat = successor
    return istat


def by_cadastral(code: str, on: date | None = None) -> Municipality | None:
    """Return the municipality that goes today (or on a day) under an old or new cadastral code."""
    found = Municipality.objects.filter(cadastral=code.upper()).first()
    return Municipality.objects.get(pk=current_code(found.istat, on)) if found else None


def municipalities_named(text: str, limit: int = 10) -> list[Municipality]:
    """Return today's municipalities whose name begins with the text, then those that hold it."""
    today = Municipality.objects.filter(until=None)
    first = list(today.filter(name__istartswith=text).order_by("name")[:limit])
    others = today.filter(name__icontains=text).exclude(pk__in=[m.pk for m in first])
    return first + list(others.order_by("name")[: limit - len(first)])


def listed_municipalities() -> tuple[tables.Listed, ...]:
    """Return the municipalities of the newest yearly list, without asking the database."""
    return tuple(tables.listed(tables.years()[-1]).values())


def family_of(istats: Iterable[str]) -> dict[str, str]:
    """Return, for these municipalities and all that went on in them, which of these they are in."""
    inside = {istat: istat for istat in istats}
    newest = list(inside)
    while newest:
        rows = Municipality.objects.filter(successor__in=newest).exclude(pk__in=inside)
        found = dict(rows.values_list("istat", "successor_id"))
        inside |= {istat: inside[successor] for istat, successor in found.items() if successor}
        newest = list(found)
    return inside


def figures(
    dataset: str, istats: Iterable[str], year: int | None = None
) -> dict[str, list[Reading]]:
    """Return the figures of each municipality, those of its predecessors added up.

    A municipality's own figure wins. A sum with a suppressed part is suppressed.
    """
    family = family_of(istats)
    rows = Observation.objects.filter(dataset__code=dataset, municipality__in=family)
    if year is not None:
        rows = rows.filter(year=year)
    own: dict[str, dict[tuple[int, str], Reading]] = defaultdict(dict)
    former: dict[str, dict[tuple[int, str], Reading]] = defaultdict(dict)
    kept = ("municipality_id", "year", "breakdown", "value", "flag")
    for istat, when, about, value, flag in rows.values_list(*kept).order_by("year", "id"):
        heir = family[istat]
        reading = Reading(dataset, when, about, value, flag)
        if heir == istat:
            own[heir][when, about] = reading
        else:
            earlier = former[heir].get((when, about))
            former[heir][when, about] = _added(earlier, reading)
    return {istat: list((former[istat] | own[istat]).values()) for istat in set(family.values())}


def _added(one: Reading | None, other: Reading) -> Reading:
    if one is None:
        return other
    if one.value is None or other.value is None:
        return Reading(other.dataset, other.year, other.breakdown, None, Flag.SUPPRESSED)
    total = one.value + other.value
    return Reading(other.dataset, other.year, other.breakdown, total, Flag.OBSERVED)


def population(istat: str, year: int | None = None) -> NDArray[np.int64]:
    """Return residents on 1 January as (101, 2): rows ages 0 … 100+, columns women, men.

    Without a year, of the last one stored. An old code is read through what it was in that year.
    Raises NoFigures when nothing is stored, UnknownMunicipality for a wrong code.
    """
    year = year or last_year(DatasetCode.POPULATION_AGE)
    if year is None:
        raise NoFigures(f"no population is stored yet (municipality {istat})")
    code = current_code(istat, on=date(year, 1, 1))
    found = populations([code], year)
    if not found:
        raise NoFigures(f"no population of municipality {istat} is stored for {year}")
    return found[code]


def populations(istats: Iterable[str], year: int | None = None) -> dict[str, NDArray[np.int64]]:
    """Return residents as `population` for several municipalities of today, in three statements.

    Without a year, of the last one stored. Those without figures in that year are left out.
    """
    year = year or last_year(DatasetCode.POPULATION_AGE)
    found: dict[str, NDArray[np.int64]] = {}
    if year is None:
        return found
    for istat, readings in figures(DatasetCode.POPULATION_AGE, istats, year).items():
        counts = np.zeros((tables.AGES, 2), np.int64)
        for reading in readings:
            sex, _point, age = reading.breakdown.partition(".")
            if age:
                counts[int(age), 0 if sex == Sex.FEMALE else 1] = int(reading.value or 0)
        if counts.any():
            found[istat] = counts
    return found


def age_sex_structure(istat: str, year: int | None = None) -> NDArray[np.int64]:
    """Return residents as `population`, straight from the package's table: no database.

    Without a year, of the package's last one. Raises NoFigures.
    """
    return tables.population_by_age_sex(istat, year or tables.years()[-1])


def last_year(dataset: str) -> int | None:
    """Return the newest year that a dataset has figures of."""
    return Dataset.objects.filter(code=dataset).values_list("last_year", flat=True).first()


def residents(municipalities: Iterable[Municipality]) -> list[Residents]:
    """Return residents with the two shares, in the order given, of the last year stored."""
    rows = list(municipalities)
    year = last_year(DatasetCode.POPULATION_AGE)
    family = family_of(row.istat for row in rows)
    sums = (
        Observation.objects.filter(
            dataset__code=DatasetCode.POPULATION_AGE,
            year=year or 0,
            municipality__in=family,
            age__isnull=False,
        )
        .values_list("municipality_id")
        .annotate(
            total=Sum("value"),
            young=Sum("value", filter=Q(age__lt=ADULT_AGE), default=0),
            old=Sum("value", filter=Q(age__gte=OLD_AGE), default=0),
        )
    )
    told = {istat: tuple(map(int, counts)) for istat, *counts in sums}
    found = []
    for row in rows:
        parts = [told[i] for i, heir in family.items() if heir == row.istat and i in told]
        own = [told[row.istat]] if row.istat in told else parts
        totals = [sum(column) for column in zip(*own, strict=True)] if own else [None] * 3
        found.append(Residents(row, year if own else None, *totals))
    return found


def outline(district: str) -> outlines.Drawing | None:
    """Return the district's municipalities as SVG paths by ISTAT code; None without any."""
    rows = municipalities_of(district).exclude(outline__isnull=True).values_list("istat", "outline")
    drawable: dict[str, list[outlines.Ring]] = {istat: rings for istat, rings in rows if rings}
    return outlines.drawn(drawable)


def centres(district: str) -> dict[str, tuple[float, float]]:
    """Return where the middle of each municipality lies, as kilometres east and north.

    Measured from the district's south-western corner; those without boundaries are left out.
    """
    rows = municipalities_of(district).exclude(outline__isnull=True).values_list("istat", "outline")
    return outlines.centres({istat: rings for istat, rings in rows if rings})


def place_list(
    district: str,
    *,
    kind: str | None = None,
    municipality: str | None = None,
    open_on: date | None = None,
) -> QuerySet[Place]:
    """Return the district's places, by kind and name; `open_on` leaves out those closed before."""
    rows = Place.objects.filter(district=district).select_related("municipality")
    if kind is not None:
        rows = rows.filter(kind=kind)
    if municipality is not None:
        rows = rows.filter(municipality=municipality)
    if open_on is not None:
        rows = rows.filter(Q(closed_on=None) | Q(closed_on__gte=open_on))
    return rows.order_by("kind", "name")


def datasets() -> QuerySet[Dataset]:
    """Return the sets of figures that were loaded, by code."""
    return Dataset.objects.order_by("code")
