"""The space-time scan finds what was planted, and keeps quiet at the rate it says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aia.sensing.alarms import scan, zones

PLACES, WEEKS = 24, 40


def country(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return centres, residents and circles of a district that does not exist."""
    rng = np.random.default_rng(seed)
    centres = rng.uniform(0, 40, (PLACES, 2))
    residents = rng.lognormal(7.5, 0.8, PLACES)
    return centres, residents, zones.circles(centres, residents)


def test_a_circle_holds_its_centre_and_never_more_than_half_of_the_people() -> None:
    _centres, residents, found = country(1)
    shares = (found @ residents) / residents.sum()
    assert (shares[found.sum(axis=1) > 1] <= 0.5).all()
    assert {tuple(zone) for zone in found if zone.sum() == 1} == {
        tuple(row) for row in np.eye(PLACES, dtype=bool)
    }
    assert len({zone.tobytes() for zone in found}) == len(found)


def test_a_radius_keeps_a_circle_near_its_centre() -> None:
    centres, residents, _all = country(1)
    for zone in zones.circles(centres, residents, radius=5.0):
        reach = [np.hypot(*(centres[zone] - centres[i]).T).max() for i in np.flatnonzero(zone)]
        assert min(reach) <= 5.0


@given(seed=st.integers(0, 10_000), weeks=st.integers(1, 6), habit=st.booleans())
@settings(max_examples=25, deadline=None)
def test_a_planted_cluster_is_found_where_and_when_it_was_planted(
    seed: int, weeks: int, habit: bool
) -> None:
    """Forty notices more among four neighbours, as their people are many, over the last weeks."""
    rng = np.random.default_rng(seed)
    centres, residents, circles = country(seed)
    expected = np.outer(residents / residents.sum(), np.full(WEEKS, 10.0))
    counts = rng.poisson(expected)
    near = np.argsort(np.hypot(*(centres - centres[0]).T))[:4]
    planted = np.zeros_like(counts)
    chances = np.repeat(residents[near], weeks) / residents[near].sum() / weeks
    planted[near, -weeks:] = rng.multinomial(40, chances).reshape(4, weeks)
    counts += planted
    if habit:
        found = scan.by_habit(counts, circles, longest=8, rng=rng, replicas=99)
    else:
        found = scan.by_expected(counts, expected, circles, longest=8, rng=rng, replicas=99)
    assert found[0].p == pytest.approx(0.01)
    assert planted[found[0].zone, -found[0].weeks :].sum() > 20
    assert abs(found[0].weeks - weeks) <= 2
    assert found[0].observed > found[0].expected


@pytest.mark.parametrize("habit", [False, True])
def test_where_nothing_happens_alarms_come_at_the_stated_rate(habit: bool) -> None:
    """Of 300 districts without any cluster, 5% are told at the 5% level (99 replicas each).

    The bounds are those of the binomial law beyond which chance goes once in a thousand.
    """
    rng = np.random.default_rng(7)
    _centres, residents, circles = country(3)
    expected = np.outer(residents / residents.sum(), np.full(WEEKS, 8.0))
    alarms = 0
    for _district in range(300):
        counts = rng.poisson(expected)
        if habit:
            found = scan.by_habit(counts, circles, longest=6, rng=rng, replicas=99, most=1)
        else:
            found = scan.by_expected(
                counts, expected, circles, longest=6, rng=rng, replicas=99, most=1
            )
        alarms += found[0].p <= 0.05
    assert 4 <= alarms <= 28


def test_a_place_that_always_reports_much_is_no_cluster_by_habit() -> None:
    rng = np.random.default_rng(11)
    _centres, residents, circles = country(5)
    expected = np.outer(residents / residents.sum(), np.full(WEEKS, 10.0))
    counts = rng.poisson(expected)
    counts[0] += rng.poisson(5, WEEKS)
    by_people = scan.by_expected(counts, expected, circles, longest=8, rng=rng, replicas=99)
    by_habit = scan.by_habit(counts, circles, longest=8, rng=rng, replicas=99)
    assert by_people[0].p == pytest.approx(0.01)
    assert by_habit[0].p > 0.05


def test_a_week_in_which_everybody_reports_more_is_no_cluster_by_habit() -> None:
    rng = np.random.default_rng(12)
    _centres, residents, circles = country(5)
    level = np.full(WEEKS, 10.0)
    level[-2:] = 30.0
    counts = rng.poisson(np.outer(residents / residents.sum(), level))
    assert scan.by_habit(counts, circles, longest=8, rng=rng, replicas=99)[0].p > 0.05


def test_the_same_seed_tells_the_same() -> None:
    _centres, residents, circles = country(9)
    counts = np.random.default_rng(1).poisson(
        np.outer(residents / residents.sum(), np.full(WEEKS, 10.0))
    )
    first, again = (
        scan.by_habit(counts, circles, longest=8, rng=np.random.default_rng(5), replicas=99)
        for _time in range(2)
    )
    assert [(c.p, c.observed, c.weeks) for c in first] == [
        (c.p, c.observed, c.weeks) for c in again
    ]


def test_further_clusters_share_no_place() -> None:
    rng = np.random.default_rng(4)
    centres, residents, circles = country(4)
    expected = np.outer(residents / residents.sum(), np.full(WEEKS, 10.0))
    counts = rng.poisson(expected)
    far = int(np.argmax(np.hypot(*(centres - centres[0]).T)))
    counts[[0, far], -2:] += 15
    found = scan.by_expected(counts, expected, circles, longest=8, rng=rng, replicas=99)
    assert len(found) >= 2
    assert not (found[0].zone & found[1].zone).any()
    assert {0, far} <= set(np.flatnonzero(found[0].zone | found[1].zone))


@pytest.mark.parametrize("habit", [False, True])
def test_no_notice_at_all_and_all_in_one_place_do_not_break_it(habit: bool) -> None:
    _centres, residents, circles = country(2)
    rng = np.random.default_rng(0)
    expected = np.outer(residents, np.ones(WEEKS))
    for counts in (np.zeros((PLACES, WEEKS), int), np.eye(PLACES, WEEKS, dtype=int) * 0):
        assert not scan.by_expected(counts, expected, circles, longest=4, rng=rng)
        assert not scan.by_habit(counts, circles, longest=4, rng=rng)
    alone = np.zeros((PLACES, WEEKS), int)
    alone[3, -1] = 12
    if habit:
        found = scan.by_habit(alone, circles, longest=4, rng=rng, replicas=99)
        assert all(np.isfinite(one.ratio) and one.p == 1 for one in found)
    else:
        found = scan.by_expected(alone, expected, circles, longest=4, rng=rng, replicas=99)
        assert found[0].zone[3]
        assert np.isfinite(found[0].ratio)
