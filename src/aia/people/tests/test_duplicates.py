from collections.abc import Callable
from datetime import date

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.people import actions
from aia.people.models import LikelyPair, Person
from aia.people.queries import likely_pairs, likely_same
from aia.people.terms import Identity

Meet = Callable[..., Person]
BORN = date(1965, 3, 7)


@pytest.mark.parametrize(
    "typed",
    [
        Identity(given_name="Mria", family_name="Rossi", birth_date=BORN, birth_place="Cremona"),
        Identity(given_name="Rossi", family_name="Maria", birth_date=BORN, birth_place="Cremona"),
        Identity(
            given_name="Maria", family_name="Rosi", birth_date=date(1965, 7, 3), phone="0372123456"
        ),
    ],
)
def test_who_is_already_here_is_proposed_with_the_reasons(
    maria: Person, sara: Persona, typed: Identity
) -> None:
    [likely] = likely_same(sara.actor, typed, town="Cremona", at=MOMENT)

    assert likely.person.id == maria.id
    assert likely.probability > 0.5
    assert likely.speaks_for


def test_a_code_alone_is_enough(maria: Person, sara: Persona) -> None:
    actions.add_identifier(
        actor=sara.actor, person=maria, kind="tax_code", value="RSSMRA65C47D150J", at=MOMENT
    )
    typed = Identity(given_name="Mary", birth_date=BORN)

    found = likely_same(sara.actor, typed, identifiers=["RSSMRA65C47D150J"], at=MOMENT)

    assert [one.person.id for one in found] == [maria.id]


def test_a_namesake_of_another_age_is_not_proposed(maria: Person, sara: Persona) -> None:
    typed = Identity(
        given_name="Maria", family_name="Rossi", birth_date=date(2001, 11, 30), birth_place="Bari"
    )
    assert likely_same(sara.actor, typed, town="Soresina", at=MOMENT) == []


@pytest.mark.parametrize("who", ["omar", "carla", "piero", "paola", "dino"])
def test_somebody_protected_is_not_hinted_at(
    lucia: Person, sara: Persona, who: str, request: pytest.FixtureRequest
) -> None:
    typed = Identity(given_name="Lucia", family_name="Verdi", birth_date=date(1990, 5, 1))
    outside: Persona = request.getfixturevalue(who)

    assert [one.person.id for one in likely_same(sara.actor, typed, at=MOMENT)] == [lucia.id]
    assert likely_same(outside.actor, typed, at=MOMENT) == []


def test_the_scan_finds_pairs_once_and_goes_on_where_it_stopped(
    maria: Person, meet: Meet, carla: Persona
) -> None:
    meet("Mria", "Rossi", birth_date=BORN, birth_place="Cremona", phone="0372123456")
    meet("Ugo", "Neri")

    first = actions.scan_duplicates(actor=carla.actor, district=DISTRICT, at=MOMENT, most=2)
    second = actions.scan_duplicates(actor=carla.actor, district=DISTRICT, at=MOMENT)
    third = actions.scan_duplicates(actor=carla.actor, district=DISTRICT, at=MOMENT)

    assert (first.compared, first.left) == (2, 1)
    assert (second.compared, second.left) == (1, 0)
    assert third.compared == 0
    [pair] = likely_pairs(carla.actor, at=MOMENT)
    assert {pair.first.name, pair.second.name} == {"Maria Rossi", "Mria Rossi"}


def test_a_settled_pair_is_not_proposed_again(maria: Person, meet: Meet, carla: Persona) -> None:
    double = meet("Mria", "Rossi", birth_date=BORN, birth_place="Cremona")
    actions.scan_duplicates(actor=carla.actor, district=DISTRICT, at=MOMENT)
    actions.mark_not_duplicates(actor=carla.actor, first=maria, second=double, at=MOMENT)
    assert not LikelyPair.objects.exists()

    actions.change_identity(
        actor=carla.actor,
        person=double,
        identity=Identity(given_name="Maria", family_name="Rossi", birth_date=BORN),
        sex="F",
        municipality=None,
        at=MOMENT,
    )
    actions.scan_duplicates(actor=carla.actor, district=DISTRICT, at=MOMENT)
    assert not LikelyPair.objects.exists()


def test_a_merged_pair_leaves_the_list(maria: Person, meet: Meet, carla: Persona) -> None:
    double = meet("Mria", "Rossi", birth_date=BORN, birth_place="Cremona")
    actions.scan_duplicates(actor=carla.actor, district=DISTRICT, at=MOMENT)
    actions.merge_persons(actor=carla.actor, kept=maria, merged=double, at=MOMENT)

    assert likely_pairs(carla.actor, at=MOMENT) == []


def test_the_list_never_shows_whom_one_may_not_see(
    lucia: Person, meet: Meet, sara: Persona, carla: Persona
) -> None:
    meet("Lucia", "Verdi", birth_date=date(1990, 5, 1))
    actions.scan_duplicates(actor=carla.actor, district=DISTRICT, at=MOMENT)

    assert LikelyPair.objects.count() == 1
    assert likely_pairs(carla.actor, at=MOMENT) == []
    assert likely_pairs(sara.actor, at=MOMENT) == []


def test_only_coordinators_scan(sara: Persona) -> None:
    with pytest.raises(Forbidden):
        actions.scan_duplicates(actor=sara.actor, district=DISTRICT, at=MOMENT)
