"""The figures say what they should on cases worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.sensing.recognition import measures

TRUE = np.array([[1, 0], [1, 1], [0, 1], [0, 0]], bool)
GIVEN = np.array([[1, 0], [1, 0], [1, 1], [0, 0]], bool)


def test_f1_by_hand() -> None:
    first, second = measures.per_label(TRUE, GIVEN)
    assert (first.precision, first.recall, first.f1) == pytest.approx((2 / 3, 1, 0.8))
    assert (second.precision, second.recall, second.f1) == pytest.approx((1, 0.5, 2 / 3))
    assert measures.micro_f1(TRUE, GIVEN) == pytest.approx(6 / 8)
    assert measures.macro_f1(TRUE, GIVEN) == pytest.approx((0.8 + 2 / 3) / 2)


def test_top_counts_only_texts_with_a_label() -> None:
    sure = np.array([[0.9, 0.1], [0.2, 0.8], [0.7, 0.3], [0.5, 0.5]])
    assert measures.top(TRUE, sure, 1) == pytest.approx(2 / 3)
    assert measures.top(TRUE, sure, 2) == 1


def test_perfect_confidence_has_no_error_and_boasting_has() -> None:
    right = np.array([True, True, False, False])
    assert measures.calibration_error(right, np.array([1.0, 1.0, 0.0, 0.0])) == 0
    assert measures.calibration_error(right, np.full(4, 0.95)) == pytest.approx(0.45)


def test_the_least_confidence_keeps_the_precision_asked() -> None:
    right = np.array([True, True, False, True, False])
    sure = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    least = measures.least_for(right, sure, 0.75)
    assert least == pytest.approx(0.6)
    assert measures.covered(right, sure, least) == pytest.approx((0.8, 0.75))
    assert measures.covered(right, sure, measures.least_for(~right, sure, 1.0)) == (0.0, 0.0)


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=50))
def test_the_best_cut_is_no_worse_than_one_half(told: list[tuple[bool, float]]) -> None:
    true = np.array([one for one, _sure in told])
    sure = np.unique([s for _one, s in told] + [0.0])[: len(told)]
    sure = np.resize(sure, len(told))
    cut = measures.best_cut(true, sure)
    assert 0 <= cut <= 1
