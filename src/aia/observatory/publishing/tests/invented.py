"""Invented tables, released by the real action: numbers of nobody, the same at every run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from random import Random

from aia.access.terms import service_actor
from aia.observatory.actions import release_tables
from aia.observatory.disclosure.tables import About, ProtectedTable, ShownCell
from aia.observatory.indicators.loading import Definition, definition, definitions
from aia.observatory.models import Release
from aia.observatory.publishing.labels import Labels, _terms
from aia.pathways.queries import taxonomy

AS_OF = date(2026, 9, 30)
QUARTERS = [f"{year}-Q{part}" for year in (2025, 2026) for part in (1, 2, 3, 4)][:7]
_HIDDEN = 0.12
# What adds up is audited when it is released: nothing here is about few people.
_LEAST = 20
_NOT_COUNTED = frozenset({"percent", "index", "level", "points", "per_1000"})


def table(
    one: Definition, district: str, breakdown: tuple[str, ...], cells: Iterable[ShownCell]
) -> ProtectedTable:
    """Return a table of an indicator that holds these cells."""
    about = About(unit=one.unit, as_of=AS_OF, facts_upto=7, simulated=True)
    rule = one.disclosure
    return ProtectedTable(
        indicator=one.code,
        version=one.version,
        district=district,
        breakdown=breakdown,
        about=about,
        kind="public" if one.unit in _NOT_COUNTED else rule.kind,
        threshold=rule.threshold,
        cells=tuple(cells),
    )


def publish(
    district: str,
    code: str,
    tables: Sequence[tuple[tuple[str, ...], dict[tuple[str, ...], float]]],
    *,
    at: datetime,
) -> list[Release]:
    """Release tables of one indicator, each a breakdown and the value of each of its cells."""
    one = definition(code)
    made = [
        table(one, district, breakdown, [ShownCell(of, value) for of, value in values.items()])
        for breakdown, values in tables
    ]
    return release_tables(
        actor=service_actor("installation"), district=district, tables=made, at=at
    )


def publish_everything(district: str, *, at: datetime, seed: int = 7) -> list[Release]:
    """Release every table of every indicator, some cells kept back."""
    chance, labels = Random(seed), Labels(district)
    found = []
    for one in definitions():
        values = [
            (breakdown, _values(one, breakdown, labels, chance)) for breakdown in one.breakdowns
        ]
        found += publish(district, one.code, values, at=at)
    return found


def _values(
    one: Definition, breakdown: tuple[str, ...], labels: Labels, chance: Random
) -> dict[tuple[str, ...], float]:
    places: list[tuple[str, ...]] = [()]
    for dimension in breakdown:
        places = [(*before, code) for before in places for code in _codes(dimension, labels)]
    top = {"percent": 100, "index": 120, "level": 5, "days": 90, "euros": 30_000}.get(one.unit, 400)
    whole = one.unit not in _NOT_COUNTED
    told = {}
    for place in places:
        value = top * chance.betavariate(2, 3) / (len(places) if whole else 1)
        if not place or chance.random() > _HIDDEN:
            told[place] = float(_LEAST + round(value)) if whole else round(value, 2)
    return told


def _codes(dimension: str, labels: Labels) -> Sequence[str]:
    if dimension == "municipality":
        return list(labels.municipalities)
    if dimension == "quarter":
        return QUARTERS
    if dimension == "year":
        return ["2024"]
    if dimension == "category":
        return list(taxonomy().categories)[:12]
    return [str(code) for code in _terms(dimension)[0].values]
