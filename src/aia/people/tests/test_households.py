from collections.abc import Callable
from datetime import date

import pytest

from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.people import actions, queries
from aia.people.models import Household, Person
from aia.people.terms import Unacceptable
from aia.trace.replay import differences

Meet = Callable[..., Person]
NEW_YEAR = date(2025, 1, 1)


@pytest.fixture
def home(maria: Person, meet: Meet, sara: Persona) -> Household:
    """Maria and her son."""
    return actions.form_household(
        actor=sara.actor,
        district=DISTRICT,
        since=NEW_YEAR,
        members=[(maria, "reference"), (meet("Luca", "Rossi"), "child")],
        at=MOMENT,
    )


def test_a_household_is_called_after_its_reference_person(home: Household) -> None:
    assert queries.names_of(household_ids=[home.id])[home.id].endswith("Maria Rossi")
    assert [m.role for m in queries.members_of(home.id)] == ["reference", "child"]
    assert differences(home) == []
    assert all(differences(member) == [] for member in queries.members_of(home.id))


def test_names_of_households_and_persons_cost_the_same_whatever_their_number(
    home: Household, maria: Person, meet: Meet, django_assert_num_queries: Callable[..., object]
) -> None:
    many = [maria.id, *(meet(f"Anna{n}").id for n in range(5))]
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        names = queries.names_of(person_ids=many, household_ids=[home.id])
    assert len(names) == 7


def test_nobody_is_twice_in_a_household_and_it_has_one_reference_person(
    home: Household, maria: Person, meet: Meet, sara: Persona
) -> None:
    for person, role, field in ((maria, "other", "person"), (meet("Ugo"), "reference", "role")):
        with pytest.raises(Unacceptable) as refused:
            actions.join_household(
                actor=sara.actor,
                household=home,
                person=person,
                role=role,
                since=NEW_YEAR,
                at=MOMENT,
            )
        assert list(refused.value.problems) == [field]


@pytest.mark.parametrize("since", [date(2026, 3, 3), date(2024, 12, 31)])
def test_nobody_joins_tomorrow_or_before_the_household_began(
    home: Household, meet: Meet, sara: Persona, since: date
) -> None:
    with pytest.raises(Unacceptable):
        actions.join_household(
            actor=sara.actor,
            household=home,
            person=meet("Ugo"),
            role="other",
            since=since,
            at=MOMENT,
        )


def test_leaving_is_dated(home: Household, maria: Person, sara: Persona) -> None:
    member = queries.members_of(home.id).get(person=maria)
    left = actions.leave_household(
        actor=sara.actor, member=member, until=date(2025, 6, 30), at=MOMENT
    )

    assert differences(left) == []
    assert queries.household_of(maria.id, date(2025, 6, 30)) == home
    assert queries.household_of(maria.id, date(2025, 7, 1)) is None


def test_closing_a_household_ends_every_place_in_it(home: Household, sara: Persona) -> None:
    closed = actions.close_household(
        actor=sara.actor, household=home, until=date(2025, 12, 31), at=MOMENT
    )

    assert differences(closed) == []
    assert {m.until for m in queries.members_of(home.id)} == {date(2025, 12, 31)}
    assert all(differences(m) == [] for m in queries.members_of(home.id))
