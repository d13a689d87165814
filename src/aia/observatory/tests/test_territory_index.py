"""Rates and the composite index of a district's municipalities."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.observatory.composite import index_values, scenarios
from aia.observatory.territory_index import (
    INDICES,
    IndexFigure,
    SeriesRow,
    UnknownIndex,
    figures,
    sensitivity,
)

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"

values = st.floats(1, 1000, allow_nan=False)
tables = st.lists(st.lists(values, min_size=3, max_size=3), min_size=4, max_size=12)


def aged(place: str, counts: dict[int, int], year: int = 2023) -> list[SeriesRow]:
    """Return residents of single ages, all women; every other age has none."""
    return [
        (place, year, "population.age", f"{sex}.{age}", counts.get(age, 0) if sex == "f" else 0)
        for sex in ("f", "m")
        for age in range(101)
    ]


def income(place: str, *, amount: float | None, taxpayers: float | None) -> list[SeriesRow]:
    return [
        (place, 2021, "income.amount", "self-employment", amount),
        (place, 2021, "income.taxpayers", "self-employment", taxpayers),
    ]


def of(found: Iterable[IndexFigure]) -> dict[str | None, IndexFigure]:
    return {one.municipality: one for one in found}


def test_a_share_of_residents_and_the_districts_own() -> None:
    rows = aged("019036", {70: 30, 40: 70}) + aged("019098", {70: 10, 40: 90})
    found = of(figures("over_65", rows))
    assert found["019036"].value == 30
    assert found[None].value == 20
    assert (found[None].numerator, found[None].denominator) == (40, 200)


def test_only_the_newest_year_is_told_and_the_change_needs_the_one_before() -> None:
    rows = aged("019036", {40: 100}, 2022) + aged("019036", {40: 90}, 2023)
    assert of(figures("residents", rows))["019036"].value == 90
    assert of(figures("residents_change", rows))["019036"].value == -10
    assert figures("residents_change", aged("019036", {40: 1}, 2023)) == []


def test_what_is_not_published_stays_unknown_and_is_never_zero() -> None:
    rows = income("019036", amount=3000, taxpayers=3) + income("019004", amount=None, taxpayers=2)
    found = of(figures("income_self_employment", rows))
    assert found["019036"].value == 1000
    assert found["019004"].value is None
    assert found[None].value is None


def test_nobody_to_divide_by_gives_no_value() -> None:
    found = of(figures("old_age", aged("019040", {70: 5})))
    assert (found["019040"].value, found["019040"].denominator) == (None, 0)


def test_without_figures_there_is_nothing_to_tell() -> None:
    assert figures("income_mean", aged("019036", {40: 1})) == []
    assert figures("vulnerability", aged("019036", {40: 1})) == []


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownIndex, match="vulnerability"):
        figures("happiness", [])
    with pytest.raises(UnknownIndex, match="no components"):
        sensitivity("over_65", [])


def test_the_published_formula_by_hand() -> None:
    """Two components over three places: z = 100 ± 10 × 1.2247, mean + variance / mean."""
    found = index_values([[1, 9], [2, 8], [3, 7]], [1, 1])
    away = 10 * np.sqrt(1.5)
    assert found == pytest.approx([100 + away**2 / 100, 100, 100 + away**2 / 100])


def test_a_component_that_does_not_vary_tells_nothing() -> None:
    assert index_values([[5, 1], [5, 1], [5, 1]], [1, -1]) == pytest.approx([100, 100, 100])


def test_too_few_places_have_no_index() -> None:
    assert index_values([[1, 2], [3, 4]], [1, 1]) == []
    assert scenarios(["a", "b"], [[1, 2], [3, 4]], [1, 1], ["x", "y"]) == []


@given(tables)
def test_balanced_or_not_the_mean_stays_at_a_hundred_and_the_penalty_only_adds(
    table: list[list[float]],
) -> None:
    places = [str(number) for number in range(len(table))]
    by_name = {one.name: one for one in scenarios(places, table, [1, -1, 1], ["x", "y", "z"])}
    assert np.mean(list(by_name["mean"].values.values())) == pytest.approx(100)
    for place in places:
        assert by_name["index"].values[place] >= by_name["mean"].values[place] - 1e-9
    assert sorted(by_name["index"].ranks.values()) == list(range(1, len(places) + 1))


@given(tables, st.floats(0.5, 20), st.floats(-50, 50))
def test_units_of_measure_do_not_matter(
    table: list[list[float]], scale: float, shift: float
) -> None:
    moved = [[row[0] * scale + shift, *row[1:]] for row in table]
    if np.ptp([row[0] for row in table]) < 1e-3:
        return
    signs = [1, 1, -1]
    assert index_values(moved, signs) == pytest.approx(index_values(table, signs), abs=1e-6)


def test_a_place_that_lacks_a_component_has_no_index() -> None:
    rows: list[SeriesRow] = []
    for number, place in enumerate(("a", "b", "c", "d")):
        rows += aged(place, {5: 10 + number, 17: 5, 40: 60, 62: 9, 70: 20, 90: number + 1})
    rows += aged("e", {5: 10, 40: 60, 62: 9, 70: 20, 90: 3})
    found = of(figures("ageing", rows))
    assert found["e"].value is None
    assert None not in found
    for place in "abcd":
        one = found[place]
        assert one.value is not None
        assert one.low is not None
        assert one.high is not None
        assert one.low <= one.value <= one.high


def cremona() -> list[SeriesRow]:
    """Return the real figures of Cremona's district, as the loaders of the territory read them."""
    if not DATA.is_dir():
        pytest.skip("SHARED DATA ARE NOT HERE: CREMONA'S REAL FIGURES ARE NOT TRIED")
    from aia.territory import figures as reading
    from aia.territory import separated, tables

    with (DATA / "it-ambiti-cremona" / "ambiti_cremona.csv").open(encoding="utf-8") as file:
        inside = {r["istat"] for r in csv.DictReader(file) if r["ambito"] == "Cremonese"}
    rows: list[SeriesRow] = []
    for year in (2022, 2023):
        for place in inside:
            counts = tables.population_by_age_sex(place, year).tolist()
            rows += [
                (place, year, "population.age", f"{sex}.{age}", pair[column])
                for age, pair in enumerate(counts)
                for column, sex in enumerate(("f", "m"))
            ]
    path = DATA / "it-income-irpef" / "irpef_2021_comuni_lombardia.csv"
    required = ("istat", "year", "taxpayers/")
    for row in reading.income_rows(separated.read(path, reading.INCOME_COLUMNS, required)):
        if isinstance(row, reading.Row) and row.istat in inside:
            rows += [
                (row.istat, one.year, one.dataset, one.breakdown, one.value) for one in row.figures
            ]
    return rows


def test_cremona_as_it_is() -> None:
    rows = cremona()
    residents = of(figures("residents", rows))
    assert len(residents) == 49
    assert residents[None].value == sum(
        one.value for place, one in residents.items() if place and one.value
    )
    earned = of(figures("income_self_employment", rows))
    assert len([one for one in earned.values() if one.municipality and one.numerator is None]) == 13
    assert len([one for one in earned.values() if one.denominator == 0 and one.value is None]) == 2
    assert earned[None].value is None, "thirteen municipalities are withheld, and so the district"
    assert all(one.value for one in figures("income_low", rows))
    found = figures("vulnerability", rows)
    assert len([one for one in found if one.value is not None]) == 48
    assert np.mean([one.value for one in found if one.value]) == pytest.approx(100, abs=1.5)


def test_how_much_cremonas_index_depends_on_its_choices() -> None:
    """Every choice keeps the broad order, and single municipalities move: both must be said."""
    runs = sensitivity("vulnerability", cremona())
    names = [name for name, _sign in INDICES["vulnerability"].components]  # type: ignore[union-attr]
    assert [one.name for one in runs] == [
        "index", "mean", *(f"without:{name}" for name in names), "adjusted",
    ]  # fmt: skip
    base = runs[0].ranks
    for run in runs[1:]:
        order = np.corrcoef([base[place] for place in base], [run.ranks[place] for place in base])
        assert order[0, 1] > 0.975, run.name
        assert order[0, 1] > 0.995 or run.name.startswith("without:"), run.name
    moves = [abs(run.ranks[place] - base[place]) for run in runs for place in base]
    assert max(moves) == 11, "as docs/territory-index.md says"
