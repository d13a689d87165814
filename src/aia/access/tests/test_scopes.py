"""Who may open which file."""

import pytest
from pytest_django import DjangoAssertNumQueries

from aia.access import actions, queries
from aia.access.models import Scope
from aia.access.rules import Refused
from aia.access.terms import Forbidden, Role, ScopeKind
from aia.access.tests.files import LATER, refer, subjects, team_up
from aia.access.tests.personas import (
    DISTRICT,
    MOMENT,
    ORGANISATION,
    PERSON,
    MakePersona,
    Persona,
)
from aia.kit.ids import new_id
from aia.trace.replay import differences


def test_a_file_is_open_to_its_team_only(sara: Persona, omar: Persona, carla: Persona) -> None:
    subject = new_id()
    scope = team_up(sara, subject)
    assert differences(scope) == []
    assert queries.scope_kind(sara.actor, subject, at=MOMENT) == ScopeKind.TEAM
    assert queries.scope_kind(omar.actor, subject, at=MOMENT) is None
    assert queries.scope_kind(carla.actor, subject, at=MOMENT) is None
    assert subjects(sara) == {subject}
    assert subjects(omar) == set()
    assert [s.account for s in queries.team_of(subject, at=MOMENT)] == [sara.account]


def test_opening_again_gives_the_scope_in_force(sara: Persona) -> None:
    subject, pathway = new_id(), new_id()
    first = team_up(sara, subject, source=pathway)
    assert team_up(sara, subject, source=pathway) == first
    assert team_up(sara, subject, source=new_id()) != first
    assert Scope.objects.filter(subject=subject).count() == 2


def test_a_closed_scope_opens_nothing_and_can_be_opened_anew(sara: Persona) -> None:
    subject = new_id()
    scope = actions.close_scope(actor=sara.actor, scope=team_up(sara, subject), at=LATER)
    assert differences(scope) == []
    assert queries.scope_kind(sara.actor, subject, at=MOMENT) == ScopeKind.TEAM
    assert queries.scope_kind(sara.actor, subject, at=LATER) is None
    again = team_up(sara, subject, at=LATER)
    assert again != scope
    assert actions.close_scope(actor=sara.actor, scope=scope, at=LATER).until == LATER


def test_a_referral_opens_the_file_to_the_organisation_s_operators(
    sara: Persona, paola: Persona, persona: MakePersona
) -> None:
    subject = new_id()
    refer(sara, subject)
    rival = persona("Rita Neri", Role.PARTNER_OPERATOR, organisation=new_id())
    assert queries.scope_kind(paola.actor, subject, at=MOMENT) == ScopeKind.REFERRAL
    assert queries.scope_kind(rival.actor, subject, at=MOMENT) is None

    closed = actions.close_scopes(
        actor=paola.actor,
        subject=subject,
        kind=ScopeKind.REFERRAL,
        organisation=ORGANISATION,
        at=LATER,
    )
    assert [differences(scope) for scope in closed] == [[]]
    assert queries.scope_kind(paola.actor, subject, at=LATER) is None


def test_closing_takes_only_what_was_asked(sara: Persona, omar: Persona) -> None:
    subject, pathway = new_id(), new_id()
    team_up(sara, subject, source=pathway)
    team_up(omar, subject)
    refer(sara, subject)
    closed = actions.close_scopes(
        actor=sara.actor, subject=subject, account=sara.account, source=pathway, at=LATER
    )
    assert [scope.account for scope in closed] == [sara.account]
    assert queries.scope_kind(omar.actor, subject, at=LATER) == ScopeKind.TEAM
    assert len(actions.close_scopes(actor=omar.actor, subject=subject, at=LATER)) == 2


def test_a_scope_without_its_role_opens_nothing(sara: Persona, carla: Persona) -> None:
    subject = new_id()
    team_up(sara, subject)
    actions.end_role(actor=carla.actor, grant=sara.account.grants.get(), at=MOMENT)
    assert queries.scope_kind(sara.actor, subject, at=MOMENT) is None
    assert subjects(sara) == set()


@pytest.mark.parametrize("who", ["piero", "paola", "chiara", "ada", "dino"])
def test_only_those_who_work_on_files_open_them_to_others(
    who: str, request: pytest.FixtureRequest, sara: Persona
) -> None:
    persona = request.getfixturevalue(who)
    with pytest.raises(Forbidden):
        actions.open_scope(
            actor=persona.actor,
            subject=new_id(),
            district=DISTRICT,
            kind=ScopeKind.TEAM,
            account=sara.account,
            at=MOMENT,
        )


@pytest.mark.parametrize("who", ["piero", "chiara", "ada", "dino"])
def test_a_team_is_made_of_the_district_s_workers(
    who: str, request: pytest.FixtureRequest, sara: Persona
) -> None:
    stranger = request.getfixturevalue(who)
    with pytest.raises(Refused, match=stranger.account.name):
        actions.open_scope(
            actor=sara.actor,
            subject=new_id(),
            district=DISTRICT,
            kind=ScopeKind.TEAM,
            account=stranger.account,
            at=MOMENT,
        )


def test_emergency_scopes_are_not_opened_by_hand(sara: Persona) -> None:
    with pytest.raises(ValueError, match="break_glass"):
        actions.open_scope(
            actor=sara.actor,
            subject=new_id(),
            district=DISTRICT,
            kind=ScopeKind.BREAK_GLASS,
            account=sara.account,
            at=MOMENT,
        )


def test_a_scope_elsewhere_is_not_ours_to_close(sara: Persona, dino: Persona) -> None:
    scope = team_up(sara, new_id())
    with pytest.raises(Forbidden):
        actions.close_scope(actor=dino.actor, scope=scope, at=LATER)


def test_the_strongest_ground_is_told(sara: Persona, ada: Persona) -> None:
    actions.grant_role(
        actor=ada.actor,
        account=sara.account,
        role=Role.CITIZEN,
        district=DISTRICT,
        person=PERSON,
        at=MOMENT,
    )
    assert queries.scope_kind(sara.actor, PERSON, at=MOMENT) == ScopeKind.SELF
    team_up(sara, PERSON)
    assert queries.scope_kind(sara.actor, PERSON, at=MOMENT) == ScopeKind.TEAM


def test_asking_for_a_scope_is_one_query(
    sara: Persona, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    subject = new_id()
    team_up(sara, subject)
    actor = sara.actor
    with django_assert_num_queries(1):
        queries.scope_kind(actor, subject, at=MOMENT)


def test_workload_counts_files_not_scopes(sara: Persona, omar: Persona, dino: Persona) -> None:
    twice, once = new_id(), new_id()
    team_up(sara, twice, source=new_id())
    team_up(sara, twice, source=new_id())
    team_up(sara, once)
    loads = {load.account: load for load in queries.workload(DISTRICT, at=MOMENT)}
    assert set(loads) == {sara.id, omar.id}
    assert (loads[sara.id].files, loads[sara.id].free) == (2, 28)
    assert loads[omar.id].files == 0
