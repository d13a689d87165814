"""Each step is a part of the one before, and small numbers stay behind."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.sensing.funnel.rules import Steps, Telling, told, told_steps


def test_a_funnel_never_grows() -> None:
    with pytest.raises(ValueError, match="part of the one before"):
        Steps(3, 4, 0)
    assert Steps(3, 2, 1) + Steps(1, 0, 0) == Steps(4, 2, 1)


@pytest.mark.parametrize("count", range(5))
def test_fewer_than_five_are_all_told_alike(count: int) -> None:
    assert told(count).count is None
    assert told(count).telling == Telling.FEW


def test_all_but_one_would_tell_of_that_one() -> None:
    assert told(19, 20).telling == Telling.NEARLY_ALL
    assert told(20, 20).count == 20
    assert told(15, 20).count == 15


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_no_step_and_no_difference_of_one_to_four_can_be_read(a: int, b: int, c: int) -> None:
    taken_up, voiced, sensed = sorted((a, b, c))
    read = [one.count for one in told_steps(Steps(sensed, voiced, taken_up))]
    assert all(count is None or count >= 5 for count in read)
    for before, after in pairwise(read):
        if before is not None and after is not None:
            assert before - after not in range(1, 5)
