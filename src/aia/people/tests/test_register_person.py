from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.people import actions, queries
from aia.people.models import Person, SubjectKey
from aia.people.terms import Identity, Unacceptable
from aia.trace.actions import RowChanged
from aia.trace.models import Entry
from aia.trace.replay import differences

Meet = Callable[..., Person]


def test_one_name_is_enough(meet: Meet) -> None:
    person = meet("Mamadou")

    assert queries.identity_of(person).full_name == "Mamadou"
    assert person.sex == "U"
    assert differences(person) == []


def test_who_the_person_is_lies_nowhere_in_the_clear(maria: Person) -> None:
    sealed = bytes(maria.sealed_identity)
    told = Entry.objects.get(subject=maria.id).facts

    assert b"Maria" not in sealed
    assert "Maria" not in told
    assert queries.identity_of(maria).birth_date == date(1965, 3, 7)


def test_a_sealed_identity_opens_in_no_other_row(maria: Person, meet: Meet) -> None:
    other = meet("Anna")
    other.sealed_identity = maria.sealed_identity

    with pytest.raises(ValueError, match="sealed value"):
        queries.identity_of(other)


@pytest.mark.parametrize(
    ("known", "field"),
    [
        ({"given_name": ""}, "given_name"),
        ({"given_name": "   "}, "given_name"),
        ({"birth_date": date(2026, 3, 3)}, "birth_date"),
        ({"birth_date": date(1890, 1, 1)}, "birth_date"),
        ({"phone": "call me"}, "phone"),
        ({"email": "maria@"}, "email"),
        ({"family_name": "x" * 101}, "family_name"),
        ({"address": "Via\x00Roma"}, "address"),
    ],
)
def test_what_cannot_be_is_told_by_field(
    sara: Persona, known: dict[str, object], field: str
) -> None:
    identity = replace(Identity(given_name="Maria"), **known)  # type: ignore[arg-type]

    with pytest.raises(Unacceptable) as refused:
        actions.register_person(actor=sara.actor, district=DISTRICT, identity=identity, at=MOMENT)

    assert list(refused.value.problems) == [field]
    assert not Person.objects.exists()
    assert not SubjectKey.objects.exists()


def test_ten_megabytes_of_name_are_refused_with_their_length(sara: Persona) -> None:
    identity = Identity(given_name="a " * 5_242_880)

    with pytest.raises(Unacceptable, match="10485760"):
        actions.register_person(actor=sara.actor, district=DISTRICT, identity=identity, at=MOMENT)


def test_a_code_that_does_not_exist_is_refused(sara: Persona, towns: tuple[str, str]) -> None:
    wrongs: tuple[dict[str, Any], ...] = ({"sex": "X"}, {"municipality": "999999"})
    for wrong in wrongs:
        with pytest.raises(Unacceptable) as refused:
            actions.register_person(
                actor=sara.actor,
                district=DISTRICT,
                identity=Identity(given_name="Maria"),
                at=MOMENT,
                **wrong,
            )
        assert list(refused.value.problems) == list(wrong)


@pytest.mark.parametrize("who", ["piero", "paola", "chiara", "ada", "dino"])
def test_only_workers_of_the_district_register(who: str, request: pytest.FixtureRequest) -> None:
    persona: Persona = request.getfixturevalue(who)

    with pytest.raises(Forbidden):
        actions.register_person(
            actor=persona.actor,
            district=DISTRICT,
            identity=Identity(given_name="Maria"),
            at=MOMENT,
        )


def test_changing_writes_every_part_anew(
    maria: Person, sara: Persona, towns: tuple[str, str]
) -> None:
    changed = actions.change_identity(
        actor=sara.actor,
        person=maria,
        identity=Identity(given_name="Maria", family_name="Rossi Bianchi"),
        sex="F",
        municipality=towns[1],
        at=MOMENT,
        seen=maria.last_entry_id,
    )

    assert queries.identity_of(changed).family_name == "Rossi Bianchi"
    assert queries.identity_of(changed).phone == ""
    assert changed.municipality_id == towns[1]
    assert differences(changed) == []


def test_who_acts_on_an_old_page_is_told(maria: Person, sara: Persona, omar: Persona) -> None:
    identity = queries.identity_of(maria)
    seen = maria.last_entry_id
    actions.change_identity(
        actor=omar.actor, person=maria, identity=identity, sex="F", municipality=None, at=MOMENT
    )

    with pytest.raises(RowChanged):
        actions.change_identity(
            actor=sara.actor,
            person=maria,
            identity=identity,
            sex="F",
            municipality=None,
            at=MOMENT,
            seen=seen,
        )
