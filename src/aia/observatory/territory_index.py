"""What published statistics say of a district's municipalities: rates, and one composite index.

Pure: rows of figures in, figures out. A figure that was not published is unknown: whatever needs
it has no value either, and nothing is filled in.

The composite follows Mazziotta and Pareto (P. De Muro, M. Mazziotta, A. Pareto, "Composite Indices
of Development and Poverty: An Application to MDGs", Social Indicators Research 104, 2011, 1-18):
each component is put on a common scale (mean 100, standard deviation 10 over the municipalities,
turned round where more of it means less vulnerability); a municipality's index is the mean M of
its components plus the penalty S²/M, where S is their standard deviation: a place that is badly
off in one respect is not paid back by another. It is `sensitivity` that says how much the choice
of components and of the formula matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from aia.observatory.composite import Scenario, index_values, scenarios

_OLDEST = 100
_SEXES = ("f", "m")
_POPULATION, _TAXPAYERS, _AMOUNT = "population.age", "income.taxpayers", "income.amount"

SeriesRow = tuple[str, int, str, str, float | Decimal | None]
"""Municipality, year, dataset, breakdown, value (None: not published)."""


@dataclass(frozen=True)
class IndexFigure:
    """One figure. `municipality` None: the whole district. `value` None: not known.

    `low` and `high` bound a composite over its scenarios, on its own scale.
    """

    municipality: str | None
    year: int
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Part:
    """A sum of figures of one dataset, `back` years before its newest one."""

    dataset: str
    breakdowns: tuple[str, ...]
    back: int = 0


@dataclass(frozen=True)
class Rate:
    """One part, times `per`, over another (None: the part itself), less `less`."""

    part: Part
    whole: Part | None = None
    per: float = 100
    less: float = 0


@dataclass(frozen=True)
class Composite:
    """Rates put together; +1 where more of one means more vulnerability, -1 where less."""

    components: tuple[tuple[str, int], ...]


class UnknownIndex(LookupError):
    """No index of the territory has that name."""


def _ages(first: int, last: int = _OLDEST, back: int = 0) -> Part:
    told = tuple(f"{sex}.{age}" for sex in _SEXES for age in range(first, last + 1))
    return Part(_POPULATION, told, back)


def _taxpayers(*kinds: str) -> Part:
    return Part(_TAXPAYERS, kinds)


def _amount(*kinds: str) -> Part:
    return Part(_AMOUNT, kinds)


_EVERYBODY = _ages(0)
_HIGH = ("band.55000-75000", "band.75000-120000", "band.over-120000")

INDICES: Mapping[str, Rate | Composite] = {
    "residents": Rate(_EVERYBODY),
    "residents_change": Rate(_EVERYBODY, _ages(0, back=1), less=100),
    "under_18": Rate(_ages(0, 17), _EVERYBODY),
    "over_65": Rate(_ages(65), _EVERYBODY),
    "over_85": Rate(_ages(85), _EVERYBODY),
    "old_age": Rate(_ages(65), _ages(0, 14)),
    "dependency_old": Rate(_ages(65), _ages(15, 64)),
    "dependency_young": Rate(_ages(0, 14), _ages(15, 64)),
    "turnover": Rate(_ages(60, 64), _ages(15, 19)),
    "income_mean": Rate(_amount("taxable"), _taxpayers("taxable"), per=1),
    "income_employment": Rate(_amount("employment"), _taxpayers("employment"), per=1),
    "income_self_employment": Rate(
        _amount("self-employment"), _taxpayers("self-employment"), per=1
    ),
    "income_low": Rate(_taxpayers("band.0-10000"), _taxpayers("")),
    "income_high": Rate(_taxpayers(*_HIGH), _taxpayers("")),
    "income_pension": Rate(_taxpayers("pension"), _taxpayers("")),
    "ageing": Composite(
        (("over_85", 1), ("dependency_old", 1), ("turnover", 1), ("dependency_young", -1))
    ),
    "vulnerability": Composite(
        (
            ("over_85", 1),
            ("dependency_old", 1),
            ("turnover", 1),
            ("income_low", 1),
            ("income_mean", -1),
            ("income_employment", -1),
        )
    ),
}


def figures(name: str, rows: Iterable[SeriesRow]) -> list[IndexFigure]:
    """Return the figures of one index, of the newest year of its data, by municipality.

    A rate also has the whole district, last: without a value when any municipality's is unknown.
    A composite has none: the district's mean is 100 by construction. Raises UnknownIndex.
    """
    told = _Told(rows)
    index = _index(name)
    if isinstance(index, Rate):
        return told.rate(index)
    return told.composite(index)


def sensitivity(name: str, rows: Iterable[SeriesRow]) -> list[Scenario]:
    """Return how a composite would order the municipalities under other choices, its own first.

    Raises UnknownIndex, also when the index is no composite.
    """
    index = _index(name)
    if isinstance(index, Rate):
        raise UnknownIndex(f"{name} is a rate: it has no components to choose")
    told = _Told(rows)
    places, values, _year = told.matrix(index)
    polarity = [sign for _name, sign in index.components]
    return scenarios(places, values, polarity, [one for one, _sign in index.components])


def _index(name: str) -> Rate | Composite:
    try:
        return INDICES[name]
    except KeyError:
        known = ", ".join(sorted(INDICES))
        text = f"no index of the territory is called {name!r}; there are {known}"
        raise UnknownIndex(text) from None


class _Told:
    """The rows, by dataset, year and municipality."""

    def __init__(self, rows: Iterable[SeriesRow]) -> None:
        self._cells: dict[tuple[str, int], dict[str, dict[str, float | None]]] = defaultdict(dict)
        self._years: dict[str, set[int]] = defaultdict(set)
        places: set[str] = set()
        for municipality, year, dataset, breakdown, value in rows:
            known = None if value is None else float(value)
            self._cells[dataset, year].setdefault(municipality, {})[breakdown] = known
            self._years[dataset].add(year)
            places.add(municipality)
        self.places = sorted(places)

    def rate(self, rate: Rate) -> list[IndexFigure]:
        """Return one figure a municipality, and the district's."""
        year = self._year(rate.part)
        if year is None or (rate.whole is not None and self._year(rate.whole) is None):
            return []
        sums = {
            place: (
                self._sum(rate.part, place),
                None if rate.whole is None else self._sum(rate.whole, place),
            )
            for place in self.places
        }
        found: list[IndexFigure] = []
        for place, (part, whole) in sums.items():
            found.append(_figure(place, year, part, whole, rate))
        parts = _total(part for part, _whole in sums.values())
        wholes = _total(whole for _part, whole in sums.values()) if rate.whole else None
        return [*found, _figure(None, year, parts, wholes, rate)]

    def composite(self, composite: Composite) -> list[IndexFigure]:
        """Return one figure a municipality; those that lack a component have no value."""
        places, values, year = self.matrix(composite)
        if year is None:
            return []
        polarity = [sign for _name, sign in composite.components]
        names = [name for name, _sign in composite.components]
        # Too few places have no value at all.
        base = dict(zip(places, index_values(values, polarity), strict=False))
        runs = [one for one in scenarios(places, values, polarity, names) if one.same_scale]
        found = []
        for place in self.places:
            reached = [run.values[place] for run in runs if place in base]
            found.append(
                IndexFigure(
                    place,
                    year,
                    base.get(place),
                    low=min(reached, default=None),
                    high=max(reached, default=None),
                )
            )
        return found

    def matrix(self, composite: Composite) -> tuple[list[str], list[list[float]], int | None]:
        """Return the municipalities with every component, their values, and the newest year."""
        columns: list[dict[str | None, float | None]] = []
        years: list[int] = []
        for name, _sign in composite.components:
            rate = INDICES[name]
            told = self.rate(rate) if isinstance(rate, Rate) else []
            columns.append({one.municipality: one.value for one in told})
            years += [one.year for one in told[:1]]
        whole: list[tuple[str, list[float]]] = []
        for place in self.places:
            row = [column.get(place) for column in columns]
            known = [value for value in row if value is not None]
            if len(known) == len(row):
                whole.append((place, known))
        year = max(years) if len(years) == len(composite.components) else None
        return [place for place, _row in whole], [row for _place, row in whole], year

    def _year(self, part: Part) -> int | None:
        newest = max(self._years[part.dataset], default=None)
        if newest is None or newest - part.back not in self._years[part.dataset]:
            return None
        return newest - part.back

    def _sum(self, part: Part, place: str) -> float | None:
        year = self._year(part)
        cells = self._cells.get((part.dataset, year), {}).get(place, {}) if year else {}
        return _total(cells.get(one) for one in part.breakdowns)


def _figure(
    place: str | None, year: int, part: float | None, whole: float | None, rate: Rate
) -> IndexFigure:
    if rate.whole is None:
        return IndexFigure(place, year, part)
    if part is None or not whole:
        return IndexFigure(place, year, None, part, whole)
    return IndexFigure(place, year, rate.per * part / whole - rate.less, part, whole)


def _total(values: Iterable[float | None]) -> float | None:
    """Return the sum; None when any part of it is unknown, or when there is none."""
    told: Sequence[float | None] = list(values)
    known = [value for value in told if value is not None]
    return sum(known) if known and len(known) == len(told) else None
