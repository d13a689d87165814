"""What a simulation draws: as many people as asked, in their order, at office hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.demo.clockwork import Clock, Journey
from aia.demo.families import tax_code
from aia.demo.households import draw_families
from aia.demo.scenario import scenario
from aia.demo.sketches import shares_of
from aia.people.terms import HouseholdRole, Identity

START = datetime(2026, 1, 1, tzinfo=UTC)
TOWN = np.ones((101, 2), dtype=np.int64)


@given(people=st.integers(1, 300), seed=st.integers(0, 99))
def test_households_hold_exactly_the_people_asked_for(people: int, seed: int) -> None:
    """Each has one reference person, and nobody is alone as a child."""
    rng = np.random.default_rng(seed)
    towns = {"019036": TOWN, "019035": TOWN * 3}

    families = list(draw_families(towns, people, scenario().households, rng))

    assert sum(len(family.members) for family in families) == people
    for family in families:
        roles = [member.role for member in family.members]
        assert roles.count(HouseholdRole.REFERENCE) == 1


@given(total=st.integers(0, 500), among=st.integers(1, 60))
def test_shares_add_up(total: int, among: int) -> None:
    """Everybody gets one as long as there are enough."""
    shares = shares_of(total, among, np.random.default_rng(1))

    assert (sum(shares), len(shares)) == (total, among)
    assert total < among or min(shares) >= 1


def test_journeys_run_in_the_order_of_their_moments() -> None:
    """Whoever began first; what lies beyond the end never happens."""
    told: list[tuple[str, int]] = []

    def journey(name: str, *days: int) -> Journey:
        for day in days:
            yield START + timedelta(days=day)
            told.append((name, day))

    clock = Clock()
    clock.spawn(journey("one", 1, 4, 90))
    clock.spawn(journey("two", 2, 3))
    clock.run(until=START + timedelta(days=30), tell=lambda moment: None)

    assert told == [("one", 1), ("two", 2), ("two", 3), ("one", 4)]


@pytest.mark.parametrize(("sex", "code"), [("F", "DNGMTR70A42D150K"), ("M", "DNGMTR70A02D150G")])
def test_an_invented_tax_code_is_a_sound_one(sex: str, code: str) -> None:
    """As the whole package encodes it."""
    born = date(1970, 1, 2)
    known = Identity(given_name="Maria Teresa", family_name="D'Angelo", birth_date=born)

    assert tax_code(known, sex, "D150") == code
