"""Figures and positions, as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.territory import rules

CENTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@given(CENTS)
def test_a_figure_written_the_italian_way_is_read_back(value: Decimal) -> None:
    plain = f"{value:.2f}".replace(".", ",")
    grouped = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    assert rules.figure(plain) == value
    assert rules.figure(grouped) == value


@given(st.text(max_size=30))
def test_any_text_is_a_figure_or_refused(text: str) -> None:
    try:
        value = rules.figure(text)
    except rules.NotAFigure:
        return
    assert value is None or value.is_finite()


def test_an_empty_cell_is_not_a_zero() -> None:
    assert rules.figure("  ") is None
    assert rules.figure("0") == 0
    assert rules.figure("1.234") == 1234
    assert rules.figure("12.5") == Decimal("12.50")


@pytest.mark.parametrize("text", ["-1", "2,5", "dodici", "1e9", "NaN", "1.23.4", "9" * 20, "٣"])
def test_what_is_not_a_count_of_people_is_refused(text: str) -> None:
    with pytest.raises(rules.NotAFigure):
        rules.count(text)


def test_positions_that_cannot_be_right_are_refused() -> None:
    assert rules.position("45,1333", "10.0242").latitude == Decimal("45.133300")
    with pytest.raises(rules.WrongPosition, match=r"swapped|scambiate"):
        rules.position("10.0242", "45.1333")
    for latitude, longitude in (
        ("48.85", "2.35"),
        ("", "10"),
        ("abc", "10"),
        ("NaN", "10"),
        ("1e99", "1"),
    ):
        with pytest.raises(rules.WrongPosition):
            rules.position(latitude, longitude)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=60))
def test_every_value_falls_in_one_class_of_the_map(values: list[float]) -> None:
    bounds = rules.classes(values)
    assert 1 <= len(bounds) <= 5
    assert bounds == sorted(set(bounds))
    assert bounds[-1] == max(values)
    for value in values:
        assert value <= bounds[rules.class_of(value, bounds)]


def test_no_values_make_no_classes() -> None:
    assert rules.classes([]) == []
    assert rules.share(1, 0) is None
