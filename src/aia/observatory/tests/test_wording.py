"""Sentences written from published numbers: nothing else, and missing said as missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import translation

from aia.observatory.indicators.equity import gap_content
from aia.observatory.wording import reading
from aia.observatory.words import amount, quarter_name


@dataclass(frozen=True)
class Definition:
    code: str = "needs_recognised"
    version: int = 1
    family: str = "access"
    unit: str = "needs"


def cell(value: float | None, *, of: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    told = {"numerator": None, "denominator": None, "low": None, "high": None}
    return {"of": of or {}, "value": value, **told, **more}


def content(*cells: dict[str, Any], by: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    told = {
        "indicator": "x", "version": 1, "district": "cremona", "breakdown": list(by),
        "unit": "needs", "as_of": "2026-09-30", "facts_upto": 9, "simulated": False,
        "cells": list(cells), "rounded_to": None,
    }  # fmt: skip
    return told | more


def by(dimension: str, **values: float | None) -> dict[str, Any]:
    cells = [cell(value, of={dimension: code}) for code, value in values.items()]
    return content(*cells, by=(dimension,))


def quarters(**values: float) -> dict[str, Any]:
    told = {f"{code[1:5]}-{code[5:]}": value for code, value in values.items()}
    cells = [cell(value, of={"quarter": code}) for code, value in told.items()]
    return content(*cells, by=("quarter",))


def named(dimension: str, code: str) -> str:
    return code.title()


def told(*contents: dict[str, Any], definition: Definition | None = None, **more: Any) -> list[str]:
    with translation.override("en"):
        return reading(definition or Definition(), contents, names=named, **more)


def test_the_whole_with_its_day() -> None:
    assert told(content(cell(1234))) == ["Up to 30 September 2026: 1,234 needs."]


def test_a_share_with_its_parts_where_they_are_published() -> None:
    share = Definition(unit="percent")
    one = content(cell(45.23, numerator=452, denominator=1000))
    assert told(one, definition=share) == ["Up to 30 September 2026: 45.2% (452 out of 1,000)."]
    hidden = content(cell(45.23))
    assert told(hidden, definition=share) == ["Up to 30 September 2026: 45.2%."]


@pytest.mark.parametrize("nothing", [content(), content(cell(None))])
def test_no_value_is_said_so_whatever_the_reason(nothing: dict[str, Any]) -> None:
    assert told(nothing) == ["There is no value to publish: cases are few or none."]
    assert told(nothing, by("sex", F=9))[0] == (
        "There is no value for the whole district to publish: cases are few or none."
    )


def test_statistics_that_are_not_there_are_not_called_few() -> None:
    public = Definition(family="territory", unit="euros")
    assert told(content(), definition=public) == [
        "There is nothing to tell: these statistics are not loaded, or not published."
    ]


def test_public_statistics_have_no_day_of_ours() -> None:
    public = Definition(family="territory", unit="percent")
    one = content(cell(-0.2, numerator=998, denominator=1000))
    assert told(one, by("year", **{"2023": -0.2}), definition=public) == [
        "In the whole district: −0.2%.",
        "These are figures of 2023.",
    ]


def test_simulated_data_say_so_first() -> None:
    assert told(content(cell(7), simulated=True))[0].startswith("These data are simulated")


def test_rounding_is_told() -> None:
    assert told(content(cell(10), rounded_to=5))[0] == (
        "Values are rounded to the nearest 5, to protect people."
    )


def test_a_quarter_beside_the_one_before() -> None:
    assert told(content(cell(50)), quarters(q2026Q2=20, q2026Q3=26))[1] == (
        "In the third quarter of 2026: 26 needs, up by 6 on the quarter before (20)."
    )
    assert "down by 1 on" in told(content(cell(50)), quarters(q2026Q2=20, q2026Q3=19))[1]
    assert told(content(cell(50)), quarters(q2025Q4=20, q2026Q1=20))[1].endswith(
        "as in the quarter before."
    )


def test_a_quarter_that_is_missing_is_not_jumped_over() -> None:
    assert told(content(cell(50)), quarters(q2026Q1=20, q2026Q3=26))[1] == (
        "In the third quarter of 2026: 26 needs. For the quarter before no value is published."
    )


def test_highest_lowest_and_how_many_are_missing() -> None:
    found = told(
        content(cell(100)),
        by("domain", housing=60, work=10, income=10, unknown=99),
        codes={"domain": ["housing", "work", "income", "ties", "unknown"]},
    )
    assert found[1:] == [
        "By area of life: the highest value is Housing (60 needs), the lowest Income, Work"
        " (10 needs).",
        "Housing: 60.0% of the whole.",
        "By area of life, 1 out of 4 have no published value.",
    ]


def test_values_that_do_not_add_up_have_no_share_of_the_whole() -> None:
    found = told(content(cell(30)), by("sex", F=31, M=29), definition=Definition(unit="days"))
    assert found[1:] == ["By sex: the highest value is F (31 days), the lowest M (29 days)."]


def test_many_alike_are_counted_not_listed() -> None:
    found = told(content(cell(50)), by("category", a=9, b=1, c=1, d=1, e=1))
    assert "the lowest A (" not in found[1]
    assert "B and 3 others (1 need)" in found[1]


def test_a_breakdown_without_any_value() -> None:
    assert told(content(cell(4)), by("sex"), by("age_band"))[1:] == [
        "No value is published by: sex, age."
    ]


def test_a_breakdown_with_one_value_only() -> None:
    assert told(content(cell(4)), by("sex", F=4))[1] == (
        "By sex a value is published only for F: 4 needs."
    )


def test_bounds_of_a_composite_are_told_as_choices_of_method() -> None:
    index = Definition(family="territory", unit="index")
    cells = [
        cell(112.34, of={"municipality": "soresina"}, low=108.0, high=115.0),
        cell(95, of={"municipality": "bonemerse"}, low=93.0, high=97.0),
    ]
    found = told(content(*cells, by=("municipality",)), definition=index)
    assert found[-1] == (
        "With other choices of method, Soresina would lie between 108.0 and 115.0."
    )


def test_distances_are_differences_of_what_is_published() -> None:
    gap = Definition(code="equity_voice_sex", family="equity", unit="points")
    groups = by("sex", F=62.5, M=50, unknown=10)
    groups["cells"].append(cell(None, of={"sex": "U"}))
    found = gap_content(gap, groups, content(cell(58)))
    assert [(one["of"]["sex"], one["value"]) for one in found["cells"]] == [("F", 4.5), ("M", -8)]
    assert (found["indicator"], found["unit"]) == ("equity_voice_sex", "points")
    assert told(found, definition=gap) == [
        "By sex: most above the whole is F (+4.5 points), most below it M (−8.0 points)."
    ]


def test_no_whole_no_distance() -> None:
    assert gap_content(Definition(), by("sex", F=1), content())["cells"] == []


def test_numbers_in_both_languages() -> None:
    with translation.override("en"):
        assert amount(1, "needs") == "1 need"
        assert amount(-2.5, "level") == "−2.50"
        assert amount(3.5, "days") == "3.5 days"
        assert amount(12345.6, "euros") == "12,346 euros"
    with translation.override("it"):
        assert amount(12345.6, "euros") == "12.346 euro"
        assert amount(1, "days") == "1 giorno"
        assert amount(45.25, "percent") == "45,2%"
        assert quarter_name("2026-Q3") == "terzo trimestre del 2026"
