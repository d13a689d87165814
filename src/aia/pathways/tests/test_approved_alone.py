"""The only coordinator who must approve a plan of their own: with a reason, and others are told."""

from __future__ import annotations

import json

import pytest
from django.core import mail
from django.test import TestCase

from aia.access.actions import open_scope
from aia.access.terms import ScopeKind
from aia.access.tests.personas import DISTRICT, MakePersona, Persona
from aia.pathways import actions
from aia.pathways.models import Plan
from aia.pathways.queries import readable_trace
from aia.pathways.queries.approvals import approved_alone
from aia.pathways.rules import Refused
from aia.pathways.terms import OwnApproval, PlanState
from aia.pathways.tests.pages import signed_in, text_of
from aia.pathways.tests.parts import at, filled_in, lasting
from aia.pathways.tests.planning import Planning
from aia.pathways.tests.story import Story, entry_of


@pytest.fixture
def own(planning: Planning, carla: Persona) -> Plan:
    """A plan that Carla, in the team and coordinating, sent for approval herself."""
    story = planning.story
    actions.join_team(
        actor=story.actor, pathway_id=story.pathway.id, account=carla.account, at=story.at
    )
    plan = lasting(planning)
    return actions.submit_plan(actor=carla.actor, plan_id=plan.id, at=story.at)


def test_alone_she_says_why_and_the_trace_tells_it(story: Story, carla: Persona, own: Plan) -> None:
    with pytest.raises(Refused) as refused:
        actions.approve_plan(actor=carla.actor, plan_id=own.id, at=story.at)
    assert refused.value.field == "own_approval"
    with pytest.raises(Refused):
        actions.approve_plan(actor=carla.actor, plan_id=own.id, own_approval="hurry", at=story.at)
    approved = actions.approve_plan(
        actor=carla.actor, plan_id=own.id, own_approval=OwnApproval.TERM, at=story.at
    )
    assert (approved.state, approved.own_approval) == (PlanState.APPROVED, "term")
    assert json.loads(entry_of(approved).facts)["own_approval"] == "term"
    page = readable_trace(carla.actor, story.pathway.id, at=story.at)
    assert page.lines[0].sentence == (
        "Carla Ferri approved the plan that they had sent themself:"
        " the term for signing is about to end."
    )


def test_another_coordinator_approves_when_there_is_one(
    story: Story, carla: Persona, persona: MakePersona, own: Plan
) -> None:
    rita = persona("Rita Neri", "coordinator")
    with pytest.raises(Refused, match="ask Rita Neri"):
        actions.approve_plan(
            actor=carla.actor, plan_id=own.id, own_approval=OwnApproval.HARM, at=story.at
        )
    approved = actions.approve_plan(actor=rita.actor, plan_id=own.id, at=story.at)
    assert approved.own_approval is None


def test_a_coordinator_who_may_not_know_of_the_person_is_no_other(
    sheltered: Story, carla: Persona, persona: MakePersona
) -> None:
    persona("Rita Neri", "coordinator")
    open_scope(
        actor=sheltered.actor,
        subject=sheltered.pathway.subject,
        district=DISTRICT,
        kind=ScopeKind.TEAM,
        account=carla.account,
        at=sheltered.at,
    )
    planning = Planning(story=sheltered, coordinator=carla)
    plan = lasting(planning)
    actions.submit_plan(actor=carla.actor, plan_id=plan.id, at=sheltered.at)
    approved = actions.approve_plan(
        actor=carla.actor, plan_id=plan.id, own_approval=OwnApproval.NO_OTHER, at=sheltered.at
    )
    assert approved.own_approval == "no_other"


def test_planners_and_administrators_are_told_and_never_of_whom(
    story: Story, carla: Persona, piero: Persona, ada: Persona, own: Plan
) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.approve_plan(
            actor=carla.actor, plan_id=own.id, own_approval=OwnApproval.NO_OTHER, at=story.at
        )
    assert {tuple(sent.to) for sent in mail.outbox} == {
        (piero.account.email,),
        (ada.account.email,),
    }
    assert all("Carla Ferri" in sent.body for sent in mail.outbox)
    for reader in (piero, ada):
        (row,) = approved_alone(reader.actor)
        assert (row.by, row.reason) == ("Carla Ferri", "no_other")
        page = text_of(signed_in(reader).get(at("approved_alone")))
        assert "Nobody else coordinates the district" in page
        assert "Rossi" not in page
        assert str(story.pathway.subject) not in page


def test_by_the_page(story: Story, sara: Persona, carla: Persona, own: Plan) -> None:
    address = at("approve_plan", own.id)
    shown = text_of(signed_in(carla).get(address))
    assert "nobody else can approve it" in shown
    assert filled_in(carla, address).status_code == 400
    assert filled_in(carla, address, own_approval="harm").status_code == 302
    plan = text_of(signed_in(sara).get(at("plan", own.id)))
    assert "who had sent it: waiting would harm the person" in plan
    assert signed_in(sara).get(at("approved_alone")).status_code == 403
