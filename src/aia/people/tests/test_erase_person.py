from collections.abc import Callable
from datetime import date

import pytest

from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.people import actions, queries
from aia.people.models import (
    Consent,
    HouseholdMember,
    Identifier,
    Organisation,
    Person,
    SearchToken,
    SubjectKey,
)
from aia.people.terms import PersonStatus, Unacceptable
from aia.trace.replay import differences


def test_erasing_destroys_the_key_and_leaves_the_ledger_true(
    maria: Person, sara: Persona, carla: Persona, cooperative: Organisation
) -> None:
    actions.add_identifier(
        actor=sara.actor, person=maria, kind="tax_code", value="RSSMRA65C47D150J", at=MOMENT
    )
    actions.form_household(
        actor=sara.actor,
        district=DISTRICT,
        since=date(2025, 1, 1),
        members=[(maria, "reference")],
        at=MOMENT,
    )
    actions.give_consent(
        actor=sara.actor, person=maria, purpose="sharing", organisation=cooperative, at=MOMENT
    )

    erased = actions.erase_person(actor=carla.actor, person=maria, at=MOMENT)

    assert erased.status == PersonStatus.ERASED
    assert queries.identity_of(erased).full_name == ""
    assert not SubjectKey.objects.filter(pk=maria.id).exists()
    assert not SearchToken.objects.filter(person=maria).exists()
    assert [value for _, value in queries.identifier_values([maria.id])[maria.id]] == [""]
    assert Consent.objects.get().withdrawn_at == MOMENT
    rows = [erased, Identifier.objects.get(), HouseholdMember.objects.get(), Consent.objects.get()]
    assert [differences(row) for row in rows] == [[], [], [], []]


def test_an_erased_person_takes_every_row_merged_into_theirs_along(
    maria: Person, meet: Callable[..., Person], carla: Persona
) -> None:
    double = meet("Mria", "Rosi")
    actions.merge_persons(actor=carla.actor, kept=maria, merged=double, at=MOMENT)

    actions.erase_person(actor=carla.actor, person=double.id, at=MOMENT)

    assert not SubjectKey.objects.filter(pk__in=[maria.id, double.id]).exists()


def test_nothing_can_be_added_to_an_erased_person(
    maria: Person, sara: Persona, carla: Persona
) -> None:
    actions.erase_person(actor=carla.actor, person=maria, at=MOMENT)

    with pytest.raises(Unacceptable):
        actions.add_identifier(
            actor=sara.actor, person=maria, kind="stp", value="STP0300010000001", at=MOMENT
        )
    with pytest.raises(actions.Erased):
        actions.ensure_key(maria.id)
