"""Who stops where: counts that add up at every step, however needs went."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.observatory.process.acts import VERBS
from aia.observatory.process.log import arrange
from aia.observatory.process.problems import LogProblem
from aia.observatory.process.stops import STEPS, VERB_OF, Ways, narrowed, returned, stops

DAY = 86_400_000_000


def ways(*told: tuple[int, int, bool]) -> Ways:
    """Return needs that came to a step (a day between steps), stand at one, are closed or not."""
    events = [
        (number, VERBS.index(VERB_OF[STEPS[place]]), place * DAY)
        for number, (came, _stands, _closed) in enumerate(told)
        for place in range(came + 1)
    ]
    cases, acts, times = (np.array(column, dtype=np.int64) for column in zip(*events, strict=True))
    places = np.zeros(len(told), dtype=np.int32)
    return Ways(
        log=arrange(cases, acts, times, VERBS),
        standing=np.array([stands for _came, stands, _closed in told], dtype=np.int32),
        closed=np.array([closed for *_more, closed in told], dtype=np.bool_),
        municipality=places,
        municipalities=("019036",),
        domain=places,
        domains=("housing",),
        simulated=False,
    )


def test_each_need_is_counted_where_it_stands() -> None:
    found = {one.step: one for one in stops(ways((0, 0, False), (3, 3, False), (3, 1, True)))}
    assert (found["need"].reached, found["need"].here, found["need"].on) == (3, 1, 2)
    assert (found["demand"].reached, found["demand"].closed, found["demand"].back) == (2, 1, 0)
    assert (found["answer"].reached, found["answer"].came, found["answer"].back) == (1, 2, 1)
    assert (found["review"].reached, found["review"].times) == (0, None)


def test_times_are_between_first_times() -> None:
    times = stops(ways((4, 4, False), (2, 2, False)))[1].times
    assert times is not None
    assert (times.cases, times.median_s) == (2, 86_400)


def test_narrowing_keeps_needs_together_with_what_is_known_of_them() -> None:
    some = ways((0, 0, False), (3, 3, True), (1, 1, False))
    left = narrowed(some, np.array([False, True, True]))
    assert (left.needs, left.standing.tolist(), left.closed.tolist()) == (2, [3, 1], [True, False])
    with pytest.raises(LogProblem):
        narrowed(some, np.zeros(3, dtype=np.bool_))
    assert returned(some) == 0


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), min_size=1))
def test_the_parts_of_a_step_make_the_step_and_what_goes_on_makes_the_next(
    told: list[tuple[int, int, bool]],
) -> None:
    found = stops(ways(*((came, min(came, stands), shut) for came, stands, shut in told)))
    assert found[0].reached == len(told)
    for place, one in enumerate(found):
        assert one.reached == one.on + one.here + one.closed
        assert one.came == one.reached + one.back
        if place + 1 < len(found):
            assert found[place + 1].reached == one.on
