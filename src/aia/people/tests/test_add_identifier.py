from datetime import date

import pytest
from codicefiscale import codicefiscale

from aia.access.tests.personas import MOMENT, Persona
from aia.people import actions, queries
from aia.people.models import Identifier, Person
from aia.people.terms import Unacceptable
from aia.trace.models import Entry
from aia.trace.replay import differences

CODE = "RSSMRA65C47D150J"


def test_a_code_is_sealed_and_its_entry_says_only_its_kind(maria: Person, sara: Persona) -> None:
    added = actions.add_identifier(
        actor=sara.actor, person=maria, kind="tax_code", value="rssmra65c47 d150j", at=MOMENT
    )

    [(row, value)] = queries.identifier_values([maria.id])[maria.id]
    assert (row, value) == (added, CODE)
    assert CODE.encode() not in bytes(added.sealed_value)
    assert CODE not in Entry.objects.get(subject=added.id).facts
    assert differences(added) == []


def test_the_same_code_twice_is_one(maria: Person, sara: Persona) -> None:
    variant = codicefiscale.decode(CODE)["omocodes"][1]
    assert variant != CODE
    for value in (CODE, variant):
        actions.add_identifier(
            actor=sara.actor, person=maria, kind="tax_code", value=value, at=MOMENT
        )
    assert Identifier.objects.count() == 1


def test_a_code_of_somebody_else_is_refused(maria: Person, sara: Persona) -> None:
    with pytest.raises(Unacceptable) as refused:
        actions.add_identifier(
            actor=sara.actor, person=maria, kind="tax_code", value="RSSMRA65C07D150F", at=MOMENT
        )
    assert list(refused.value.problems) == ["value"]
    assert not Identifier.objects.exists()


def test_a_code_ends_on_a_day(maria: Person, sara: Persona) -> None:
    added = actions.add_identifier(
        actor=sara.actor,
        person=maria,
        kind="stp",
        value="STP0300190000001",
        since=date(2026, 1, 1),
        at=MOMENT,
    )
    with pytest.raises(Unacceptable):
        actions.end_identifier(
            actor=sara.actor, identifier=added, until=date(2025, 12, 31), at=MOMENT
        )
    ended = actions.end_identifier(
        actor=sara.actor, identifier=added, until=date(2026, 6, 30), at=MOMENT
    )
    assert differences(ended) == []
