"""An attacker who keeps every edition: other months, other areas, other breakdowns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from aia.observatory.disclosure.editions import Edition
from aia.observatory.disclosure.outsider import attack
from aia.observatory.disclosure.protect import protect
from aia.observatory.disclosure.rule import Rule
from aia.observatory.disclosure.tables import About, Guard, ProtectedTable
from aia.observatory.disclosure.tests.exact import ABOUT, margins

BARE = Rule(threshold=1, most_hidden=1.0)
SUMMER = ABOUT
AUTUMN = replace(ABOUT, as_of=date(2026, 12, 31))

Numbers = Mapping[tuple[str, ...], int]


def bare(
    dims: tuple[str, ...], numbers: Numbers, about: About = SUMMER, *, total: bool = False
) -> list[ProtectedTable]:
    """Publish without protection but for the small numbers themselves."""
    exact = [one for one in margins(dims, numbers) if one.breakdown or total]
    return [
        replace(
            table,
            threshold=5,
            cells=tuple(one for one in table.cells if (one.value or 0) >= 5),
            guards=tuple(
                Guard(one.of, "numerator", one.value or 0, 0, 5)
                for one in table.cells
                if (one.value or 0) < 5
            ),
        )
        for table in protect(exact, BARE, about=about)
    ]


def told(tables: list[ProtectedTable], number: int) -> list[Edition]:
    return [Edition(number, table.told()) for table in tables]


def test_two_months_tell_how_many_came_between() -> None:
    summer = bare(("municipality",), {("a",): 40, ("b",): 60})
    autumn = bare(("municipality",), {("a",): 43, ("b",): 75}, AUTUMN)
    quarters = bare(("quarter",), {("2026-Q3",): 100, ("2026-Q4",): 18}, AUTUMN, total=True)
    found = attack([*told(summer, 1), *told(autumn + quarters, 0)])
    assert ("municipality", ("a",), 3.0, 3.0) in {
        (one.breakdown, one.of, one.low, one.high) for one in found
    }
    assert found[0].editions == (1,)


def test_the_same_days_told_again_with_a_few_more() -> None:
    first = bare(("municipality",), {("a",): 40, ("b",): 60})
    again = bare(("municipality",), {("a",): 42, ("b",): 60})
    found = attack([*told(first, 1), *told(again, 0)])
    assert [(one.of, one.low) for one in found] == [(("a",), 2.0)]


def test_protection_keeps_a_number_until_the_change_is_large_enough() -> None:
    first = bare(("municipality",), {("a",): 40, ("b",): 60})
    earlier = [table.told() for table in first]
    exact = margins(("municipality",), {("a",): 42, ("b",): 80})
    again = protect(exact[1:], Rule(), about=AUTUMN, earlier=earlier)
    assert {cell.of: cell.value for cell in again[0].cells} == {("a",): 40, ("b",): 80}
    assert attack([*told(first, 1), *told(again, 0)]) == []


def test_another_breakdown_published_later_tells_what_was_hidden() -> None:
    first = bare(("municipality",), {("a",): 40, ("b",): 60, ("c",): 3})
    later = [one for one in margins(("sex",), {("F",): 50, ("M",): 53}) if one.breakdown]
    total = protect(margins((), {(): 103}), Rule(), about=SUMMER)
    assert attack(told(first, 1)) == []
    second = [*protect(later, Rule(), about=SUMMER), *total]
    known = {"municipality": first[0].guards}
    found = attack([*told(first, 1), *told(second, 0)], guards=known)
    assert [(one.of, one.low, one.high) for one in found] == [(("c",), 3.0, 3.0)]


def test_municipalities_that_merged_add_up_to_their_heir() -> None:
    quarters = ("municipality", "quarter")
    apart: Numbers = {
        ("019042", "2026-Q3"): 4,
        ("019071", "2026-Q3"): 30,
        ("019036", "2026-Q3"): 80,
    }
    merged: Numbers = {("019116", "2026-Q3"): 34, ("019036", "2026-Q3"): 80}
    first = [one for one in bare(quarters, apart) if len(one.breakdown) == 2]
    second = [one for one in bare(quarters, merged, AUTUMN) if len(one.breakdown) == 2]
    assert attack(told(first, 1)) == []
    heirs = {"019042": "019116", "019071": "019116"}
    # The hidden one is not shown in any edition: another breakdown of its own names it.
    named = bare(("municipality",), {("019042",): 9, ("019071",): 30})
    found = attack([*told(first, 1), *told(named, 1), *told(second, 0)], heirs=heirs)
    assert [(one.of, one.low, one.high) for one in found] == [(("019042", "2026-Q3"), 4.0, 4.0)]


def test_a_closed_quarter_shown_once_stays_known() -> None:
    quarters = ("municipality", "quarter")
    numbers: Numbers = {
        ("a", "2026-Q2"): 9,
        ("a", "2026-Q3"): 3,
        ("b", "2026-Q2"): 20,
        ("b", "2026-Q3"): 30,
    }
    first = [one for one in bare(quarters, numbers) if len(one.breakdown) == 2]
    second = bare(("municipality",), {("a",): 12, ("b",): 50})
    found = attack([*told(first, 1), *told(second, 0)])
    assert [(one.of, one.low, one.high) for one in found] == [(("a", "2026-Q3"), 3.0, 3.0)]
