from collections.abc import Callable
from datetime import date

import pytest

from aia.access import queries as access
from aia.access.actions import break_glass, open_scope
from aia.access.terms import EmergencyReason, Forbidden, ScopeKind
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.people import actions, queries
from aia.people.models import Person
from aia.trace.replay import differences

Meet = Callable[..., Person]


def sees(who: Persona, person: Person) -> bool:
    return queries.persons_visible_to(who.actor, at=MOMENT).filter(pk=person.pk).exists()


def test_a_protected_person_exists_for_their_team_alone(
    lucia: Person, sara: Persona, omar: Persona, carla: Persona, dino: Persona
) -> None:
    assert sees(sara, lucia)
    assert not sees(omar, lucia)
    assert not sees(carla, lucia)
    assert not sees(dino, lucia)


@pytest.mark.parametrize("who", ["omar", "carla", "piero", "paola", "chiara", "ada", "dino"])
def test_every_act_on_a_protected_person_answers_as_if_they_were_not_there(
    lucia: Person, who: str, request: pytest.FixtureRequest
) -> None:
    persona: Persona = request.getfixturevalue(who)
    tries: list[Callable[[], object]] = [
        lambda: queries.get_person(persona.actor, lucia.id, at=MOMENT),
        lambda: actions.protect_person(actor=persona.actor, person=lucia, at=MOMENT),
        lambda: actions.unprotect_person(actor=persona.actor, person=lucia, at=MOMENT),
        lambda: actions.erase_person(actor=persona.actor, person=lucia, at=MOMENT),
        lambda: actions.give_consent(
            actor=persona.actor, person=lucia, purpose="demand", at=MOMENT
        ),
        lambda: actions.add_identifier(
            actor=persona.actor, person=lucia, kind="stp", value="STP0300010000001", at=MOMENT
        ),
    ]
    for attempt in tries:
        with pytest.raises(Forbidden) as refused:
            attempt()
        assert refused.value.hidden


def test_protecting_puts_somebody_in_the_team(maria: Person, omar: Persona, sara: Persona) -> None:
    protected = actions.protect_person(actor=omar.actor, person=maria, at=MOMENT)

    assert [scope.account_id for scope in access.team_of(maria.id, at=MOMENT)] == [omar.id]
    assert sees(omar, maria)
    assert not sees(sara, maria)
    assert differences(protected) == []


def test_protection_keeps_the_team_that_is_there(
    maria: Person, omar: Persona, sara: Persona
) -> None:
    open_scope(
        actor=sara.actor,
        subject=maria.id,
        district=DISTRICT,
        kind=ScopeKind.TEAM,
        account=sara.account,
        at=MOMENT,
    )
    actions.protect_person(actor=omar.actor, person=maria, at=MOMENT)

    assert sees(sara, maria)
    assert not sees(omar, maria)


def test_unprotecting_shows_the_person_again(lucia: Person, sara: Persona, omar: Persona) -> None:
    row = actions.unprotect_person(actor=sara.actor, person=lucia, at=MOMENT)

    assert sees(omar, lucia)
    assert differences(row) == []


def test_the_glass_opens_a_protected_person(lucia: Person, omar: Persona) -> None:
    break_glass(
        actor=omar.actor,
        subject=lucia.id,
        district=DISTRICT,
        reason=EmergencyReason.DANGER,
        note="",
        at=MOMENT,
    )

    assert sees(omar, lucia)


def test_a_scope_on_the_household_shows_its_members_while_they_are_in_it(
    lucia: Person, sara: Persona, omar: Persona
) -> None:
    household = actions.form_household(
        actor=sara.actor,
        district=DISTRICT,
        since=date(2025, 1, 1),
        members=[(lucia, "reference")],
        at=MOMENT,
    )
    assert not queries.households_visible_to(omar.actor, at=MOMENT).exists()
    open_scope(
        actor=sara.actor,
        subject=household.id,
        district=DISTRICT,
        kind=ScopeKind.TEAM,
        account=omar.account,
        at=MOMENT,
    )
    assert sees(omar, lucia)

    member = queries.members_of(household.id).get()
    actions.leave_household(actor=sara.actor, member=member, until=date(2026, 3, 1), at=MOMENT)
    assert not sees(omar, lucia)


def test_planners_administrators_and_partners_see_nobody(
    maria: Person, piero: Persona, ada: Persona, paola: Persona, chiara: Persona
) -> None:
    for persona in (piero, ada, paola, chiara):
        assert not queries.persons_visible_to(persona.actor, at=MOMENT).exists()


def test_citizens_see_themselves(persona: Callable[..., Persona], maria: Person) -> None:
    herself = persona("Maria Rossi", "citizen", person=maria.id)

    assert list(queries.persons_visible_to(herself.actor, at=MOMENT)) == [maria]
