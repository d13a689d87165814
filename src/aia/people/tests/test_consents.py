from collections.abc import Callable
from datetime import date, timedelta

import pytest

from aia.access import queries as access
from aia.access.actions import open_scope
from aia.access.terms import Forbidden, ScopeKind
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.people import actions, queries
from aia.people.models import Consent, Organisation, Person
from aia.people.terms import ConsentPurpose, Unacceptable
from aia.trace.replay import differences

LATER = MOMENT + timedelta(days=1)


@pytest.fixture
def sharing(maria: Person, cooperative: Organisation, sara: Persona) -> Consent:
    """Maria lets the cooperative see her file."""
    return actions.give_consent(
        actor=sara.actor,
        person=maria,
        purpose=ConsentPurpose.SHARING,
        organisation=cooperative,
        channel="signed",
        at=MOMENT,
    )


def test_a_consent_counts_from_when_it_is_given_until_it_is_withdrawn(
    sharing: Consent, maria: Person, cooperative: Organisation, sara: Persona
) -> None:
    withdrawn = actions.withdraw_consent(
        actor=sara.actor, consent=sharing, channel="spoken", at=LATER
    )

    def in_force(at: object) -> Consent | None:
        return queries.consent_in_force(
            maria.id,
            "sharing",
            organisation=cooperative.id,
            at=at,  # type: ignore[arg-type]
        )

    assert in_force(MOMENT - timedelta(seconds=1)) is None
    assert in_force(MOMENT) == sharing
    assert in_force(LATER) is None
    assert differences(withdrawn) == []


def test_giving_twice_is_one_consent(
    sharing: Consent, maria: Person, cooperative: Organisation, sara: Persona
) -> None:
    again = actions.give_consent(
        actor=sara.actor, person=maria, purpose="sharing", organisation=cooperative, at=LATER
    )
    assert again == sharing


def test_withdrawing_closes_at_once_what_the_organisation_could_open(
    sharing: Consent,
    maria: Person,
    cooperative: Organisation,
    sara: Persona,
    persona: Callable[..., Persona],
) -> None:
    operator = persona("Rita Neri", "partner_operator", organisation=cooperative.id)
    household = actions.form_household(
        actor=sara.actor,
        district=DISTRICT,
        since=date(2025, 1, 1),
        members=[(maria, "reference")],
        at=MOMENT,
    )
    for subject in (maria.id, household.id):
        open_scope(
            actor=sara.actor,
            subject=subject,
            district=DISTRICT,
            kind=ScopeKind.REFERRAL,
            organisation=cooperative.id,
            at=MOMENT,
        )
    assert queries.get_person(operator.actor, maria.id, at=MOMENT) == maria

    herself = persona("Maria Rossi", "citizen", person=maria.id)
    actions.withdraw_consent(actor=herself.actor, consent=sharing, channel="online", at=LATER)

    assert not access.scopes_in_force(LATER).filter(kind=ScopeKind.REFERRAL).exists()
    with pytest.raises(Forbidden) as refused:
        queries.get_person(operator.actor, maria.id, at=LATER)
    assert refused.value.hidden


def test_sharing_says_with_whom(maria: Person, sara: Persona) -> None:
    with pytest.raises(Unacceptable) as refused:
        actions.give_consent(actor=sara.actor, person=maria, purpose="sharing", at=MOMENT)
    assert list(refused.value.problems) == ["organisation"]


@pytest.mark.parametrize("who", ["piero", "paola", "chiara", "ada", "dino"])
def test_only_the_person_and_their_workers_give_consent(
    maria: Person, who: str, request: pytest.FixtureRequest
) -> None:
    persona: Persona = request.getfixturevalue(who)
    with pytest.raises(Forbidden) as refused:
        actions.give_consent(actor=persona.actor, person=maria, purpose="contact", at=MOMENT)
    assert refused.value.hidden
