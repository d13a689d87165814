"""What is published of exact tables, and what an attacker makes of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aia.observatory.disclosure.auditing import audit
from aia.observatory.disclosure.editions import Edition
from aia.observatory.disclosure.outsider import attack
from aia.observatory.disclosure.protect import protect
from aia.observatory.disclosure.rule import Rule
from aia.observatory.disclosure.tables import ProtectedTable
from aia.observatory.disclosure.tests.exact import ABOUT, Cell, Table, margins

RULE = Rule()
EXACT = Rule(most_hidden=1.0)

Numbers = dict[tuple[str, ...], int]


def grid(*rows: tuple[int, ...]) -> Numbers:
    return {(f"t{i}", f"d{j}"): n for i, row in enumerate(rows) for j, n in enumerate(row)}


def published(numbers: Numbers, rule: Rule = EXACT) -> list[ProtectedTable]:
    names = ("municipality", "domain", "sex")[: len(next(iter(numbers)))]
    return protect(margins(names, numbers), rule, about=ABOUT)


def cells(table: ProtectedTable) -> set[tuple[str, ...]]:
    return {cell.of for cell in table.cells}


def test_a_small_cell_takes_others_with_it_so_that_sums_do_not_tell() -> None:
    *_, inner = published(grid((20, 3, 30), (15, 25, 10), (12, 18, 40)))
    assert ("t0", "d1") not in cells(inner)
    hidden = 9 - len(inner.cells)
    assert hidden >= 4


def test_the_cheapest_companions_are_taken() -> None:
    *_, inner = published(grid((900, 3, 7), (800, 6, 5), (700, 600, 500)))
    assert cells(inner) == {("t0", "d0"), ("t1", "d0"), ("t2", "d0"), ("t2", "d1"), ("t2", "d2")}


def test_hidden_and_empty_look_the_same() -> None:
    *_, inner = published(grid((20, 0, 30), (15, 3, 10), (12, 18, 2)))
    assert {("t0", "d1"), ("t1", "d1"), ("t2", "d2")} & cells(inner) == set()
    assert "null" not in str([cell["value"] for cell in inner.told()["cells"]])


def test_what_primary_suppression_alone_leaves_is_caught() -> None:
    exact = margins(("municipality", "domain"), grid((20, 3, 30), (15, 25, 10), (12, 18, 40)))
    bare = [
        replace(table, cells=tuple(one for one in table.cells if one.value and one.value >= 5))
        for table in protect(exact, Rule(threshold=1), about=ABOUT)
    ]
    bare = [replace(table, threshold=5) for table in bare]
    found = attack([Edition(0, table.told()) for table in bare])
    assert [(one.of, one.low, one.high) for one in found] == [(("t0", "d1"), 3.0, 3.0)]


def test_a_table_that_would_be_emptied_is_rounded() -> None:
    numbers = grid(*[tuple((i * 7 + j * 3) % 6 for j in range(6)) for i in range(12)])
    *_, inner = published(numbers, RULE)
    assert inner.rounded_to in (5, 11, 21)
    step = float(inner.rounded_to or 0)
    assert all((cell.value or 0) % step == 0 for cell in inner.cells)
    assert audit(published(numbers, RULE)) == []


def test_a_share_is_hidden_when_those_above_or_the_others_are_few() -> None:
    whole = {"a": 40, "b": 30, "c": 50, "d": 20, "e": 60}
    above = {"a": 20, "b": 28, "c": 2, "d": 20, "e": 30}
    made = tuple(Cell((t,), 100 * above[t] / n, above[t], n, above[t], n) for t, n in whole.items())
    total = (Cell((), 50.0, 100, 200, 100, 200),)
    about = replace(ABOUT, unit="percent")
    tables = [Table((), total), Table(("municipality",), made)]
    done = protect(tables, RULE, about=about)
    assert cells(done[1]) == {("a",), ("e",)}
    assert audit(done) == []


def test_published_statistics_pass_as_they_are() -> None:
    numbers: Numbers = {("a",): 1, ("b",): 2}
    _, table = protect(margins(("municipality",), numbers), Rule(kind="public"), about=ABOUT)
    assert [cell.value for cell in table.cells] == [1, 2]
    assert audit([table]) == []


def test_finer_codes_add_up_to_coarser_ones() -> None:
    finer: Numbers = {
        ("ties.solitude",): 3,
        ("ties.family",): 30,
        ("home.rent",): 50,
        ("home.none",): 8,
    }
    coarser: Numbers = {("ties",): 33, ("home",): 58}
    nesting = {("category", "domain"): {of[0]: of[0].split(".")[0] for of in finer}}
    total, small = margins(("category",), finer)
    (_, large) = margins(("domain",), coarser)
    *_, shown = protect([total, large, small], EXACT, about=ABOUT, nesting=nesting)
    assert ("ties.solitude",) not in cells(shown)
    assert ("ties.family",) not in cells(shown)


def test_a_distinct_count_that_does_not_add_up_only_bounds() -> None:
    parts = tuple(Cell((d,), n, n, None, n) for d, n in (("a", 9), ("b", 3), ("c", 8)))
    total = (Cell((), 12, 12, None, 12),)
    tables = [Table((), total), Table(("domain",), parts)]
    done = protect(tables, EXACT, about=ABOUT)
    assert ("b",) not in cells(done[1])
    assert audit(done) == []


@pytest.mark.parametrize("threshold", [0, -1])
def test_a_rule_that_protects_nothing_is_no_rule(threshold: int) -> None:
    with pytest.raises(ValueError, match="threshold"):
        Rule(threshold=threshold)


small_grids = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0, 1, 2, 3, 4, 6, 9, 15, 40]), min_size=width, max_size=width),
        min_size=2,
        max_size=5,
    )
)


@settings(max_examples=40, deadline=None)
@given(small_grids)
def test_no_whole_numbers_tell_a_hidden_one(rows: list[list[int]]) -> None:
    """Every small number keeps, among all tables that fit, both nobody and the threshold."""
    numbers = grid(*map(tuple, rows))
    if not any(numbers.values()):
        return
    done = published(numbers)
    assert audit(done) == []
    for table in done:
        shown = {cell.of: cell.value for cell in table.cells}
        exact = next(
            one
            for one in margins(("municipality", "domain"), numbers)
            if one.breakdown == table.breakdown
        )
        for cell in exact.cells:
            assert not (0 < (cell.value or 0) < 5 and cell.of in shown)
            assert shown.get(cell.of, cell.value) == cell.value


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_three_dimensions_are_proved_and_the_outsider_finds_nothing(seed: int) -> None:
    random = np.random.default_rng(seed)
    shape = (4, 3, 2)
    codes = [[f"{name}{i}" for i in range(n)] for name, n in zip("tds", shape, strict=True)]
    drawn = random.negative_binomial(1, 0.08, shape)
    numbers: Numbers = {key: int(n) for key, n in zip(product(*codes), drawn.ravel(), strict=True)}
    done = published(numbers)
    assert audit(done) == []
    guards = {table.code: table.guards for table in done}
    assert attack([Edition(0, table.told()) for table in done], guards=guards) == []


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_what_is_rounded_is_not_narrowed_by_what_is_not(seed: int) -> None:
    random = np.random.default_rng(seed)
    numbers: Numbers = {
        (f"t{i}", f"d{j}"): int(random.poisson(2.5)) for i in range(6) for j in range(5)
    }
    done = published(numbers, RULE)
    assert audit(done) == []


WHO, HOW, WHAT = ("public", "third_sector", "informal"), ("light", "medium", "high"), "abcd"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(WHO), st.sampled_from(HOW), st.sampled_from(WHAT)),
        min_size=8,
        max_size=45,
    )
)
@example(
    [("informal", "light", "a"), ("public", "high", "b"), ("public", "light", "b")]
    + [("public", "light", "a"), ("public", "medium", "a")] * 3
    + [("public", "light", "c"), ("third_sector", "light", "d"), ("third_sector", "medium", "a")]
    + [("third_sector", "light", "c")] * 2
)
def test_two_pairs_are_tied_by_a_sum_that_neither_shows(rows: list[tuple[str, str, str]]) -> None:
    """Who answers how, and how to what, share how: also where how alone shows nothing."""
    names = ("provider_kind", "intensity", "domain")
    numbers: Numbers = {row: rows.count(row) for row in rows}
    only = ((), names[:1], names[1:2], names[2:], names[:2], names[1:])
    made = protect(margins(names, numbers, only), RULE, about=replace(ABOUT, unit="answers"))
    assert audit(made) == []


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(("q1", "q2", "q3")), st.sampled_from("abc"), st.integers(0, 7)),
        min_size=1,
        max_size=60,
    )
)
def test_distinct_counts_that_overlap_are_hidden_without_contradiction(
    rows: list[tuple[str, str, int]],
) -> None:
    """An organisation stands in many quarters: the parts are more than the sum, each is less."""
    tables = []
    for places in ((), (0,), (1,), (0, 1)):
        bodies: dict[tuple[str, ...], set[int]] = {}
        pathways: dict[tuple[str, ...], int] = {}
        for row in rows:
            key = tuple(str(row[place]) for place in places)
            bodies.setdefault(key, set()).add(row[2])
            pathways[key] = pathways.get(key, 0) + 1
        names = tuple(("quarter", "domain")[place] for place in places)
        cells = (
            Cell(of, len(who), len(who), None, pathways[of]) for of, who in sorted(bodies.items())
        )
        tables.append(Table(names, tuple(cells), "bodies_answering"))
    rule = Rule(kind="magnitude")
    made = protect(tables, rule, about=replace(ABOUT, unit="organisations"))
    assert audit(made) == []
