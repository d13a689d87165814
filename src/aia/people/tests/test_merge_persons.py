from collections.abc import Callable
from datetime import date

import pytest

from aia.access import queries as access
from aia.access.terms import Forbidden
from aia.access.tests.personas import MOMENT, Persona
from aia.people import actions, queries
from aia.people.models import Person
from aia.people.terms import Unacceptable
from aia.trace.replay import differences

Meet = Callable[..., Person]


@pytest.fixture
def double(meet: Meet) -> Person:
    """Maria again, mistyped."""
    return meet("Mria", "Rosi", birth_date=date(1965, 3, 7))


def test_a_merged_row_points_to_the_kept_one_and_loses_nothing(
    maria: Person, double: Person, carla: Persona
) -> None:
    kept = actions.merge_persons(actor=carla.actor, kept=maria, merged=double, at=MOMENT)
    double.refresh_from_db()

    assert kept == maria
    assert double.merged_into_id == maria.id
    assert queries.identity_of(double).given_name == "Mria"
    assert queries.same_person_ids(double.id) == (maria.id, double.id)
    assert queries.same_person_ids(maria.id) == (maria.id, double.id)
    assert queries.names_of(person_ids=[double.id]) == {double.id: "Maria Rossi"}
    assert differences(double) == []


def test_unmerging_gives_both_back(maria: Person, double: Person, carla: Persona) -> None:
    actions.merge_persons(actor=carla.actor, kept=maria, merged=double, at=MOMENT)
    row = actions.unmerge_person(actor=carla.actor, person=double, at=MOMENT)

    assert queries.same_person_ids(maria.id) == (maria.id,)
    assert queries.names_of(person_ids=[double.id]) == {double.id: "Mria Rosi"}
    assert differences(row) == []


def test_three_rows_are_followed_through(
    maria: Person, double: Person, meet: Meet, carla: Persona
) -> None:
    third = meet("Marì", "Rossi")
    actions.merge_persons(actor=carla.actor, kept=double, merged=third, at=MOMENT)
    actions.merge_persons(actor=carla.actor, kept=maria, merged=double, at=MOMENT)

    for row in (maria, double, third):
        assert queries.same_person_ids(row.id) == (maria.id, double.id, third.id)


def test_the_teams_of_both_follow_both_until_they_are_two_again(
    maria: Person, meet: Meet, sara: Persona, carla: Persona, omar: Persona
) -> None:
    double = meet("Mria", "Rosi")
    actions.protect_person(actor=omar.actor, person=double, at=MOMENT)
    actions.unprotect_person(actor=omar.actor, person=double, at=MOMENT)
    actions.merge_persons(actor=carla.actor, kept=maria, merged=double, at=MOMENT)
    assert access.scope_kind(omar.actor, maria.id, at=MOMENT) == "team"

    actions.unmerge_person(actor=carla.actor, person=double, at=MOMENT)
    assert access.scope_kind(omar.actor, maria.id, at=MOMENT) is None
    assert access.scope_kind(omar.actor, double.id, at=MOMENT) == "team"


def test_a_coordinator_cannot_merge_whom_they_cannot_see(
    maria: Person, lucia: Person, carla: Persona
) -> None:
    with pytest.raises(Forbidden) as refused:
        actions.merge_persons(actor=carla.actor, kept=maria, merged=lucia, at=MOMENT)
    assert refused.value.hidden


def test_workers_do_not_merge(maria: Person, double: Person, sara: Persona) -> None:
    with pytest.raises(Forbidden) as refused:
        actions.merge_persons(actor=sara.actor, kept=maria, merged=double, at=MOMENT)
    assert not refused.value.hidden


def test_a_row_is_not_merged_with_itself_nor_twice(
    maria: Person, double: Person, carla: Persona
) -> None:
    with pytest.raises(Unacceptable):
        actions.merge_persons(actor=carla.actor, kept=maria, merged=maria.id, at=MOMENT)
    actions.merge_persons(actor=carla.actor, kept=maria, merged=double, at=MOMENT)
    with pytest.raises(Unacceptable):
        actions.merge_persons(actor=carla.actor, kept=maria, merged=double, at=MOMENT)
    with pytest.raises(Unacceptable):
        actions.unmerge_person(actor=carla.actor, person=maria, at=MOMENT)


def test_two_persons_are_told_apart_once(maria: Person, double: Person, carla: Persona) -> None:
    told = actions.mark_not_duplicates(actor=carla.actor, first=double, second=maria, at=MOMENT)
    again = actions.mark_not_duplicates(actor=carla.actor, first=maria, second=double, at=MOMENT)

    assert told == again
    assert differences(told) == []
