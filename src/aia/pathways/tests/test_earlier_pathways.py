"""A pathway closed long ago: its plan, diary and documents are still read, and never acted on."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from aia.access.models import Reading
from aia.access.tests.personas import MOMENT, Persona
from aia.pathways import actions
from aia.pathways.models import Pathway
from aia.pathways.tests.pages import signed_in, statements, text_of
from aia.pathways.tests.parts import MOST_ON_A_PART, at
from aia.pathways.tests.planning import Planning
from aia.pathways.tests.story import Story

TABS = ("plans", "diary", "attachments", "assessments")


@pytest.fixture
def again(planning: Planning, sara: Persona) -> Pathway:
    """Maria's pathway is closed with a plan and a note on it; another one is open today."""
    story = planning.story
    plan = planning.draft(aims="La casa di prima.")
    actions.end_plan(actor=sara.actor, plan_id=plan.id, reason="passed", at=MOMENT)
    actions.write_note(
        actor=sara.actor,
        pathway_id=story.pathway.id,
        kind="interview",
        words="Colloquio di allora.",
        at=MOMENT,
    )
    actions.close_pathway(
        actor=sara.actor,
        pathway_id=story.pathway.id,
        reason="solved",
        final_resources=["own"],
        at=MOMENT,
    )
    later = MOMENT + timedelta(days=200)
    return actions.open_pathway(
        actor=sara.actor_at(later), person_id=story.pathway.person_id, at=later
    )


def of(story: Story) -> str:
    return f"?of={story.pathway.id}"


def test_today_s_tabs_lead_to_the_earlier_pathway(
    story: Story, sara: Persona, again: Pathway
) -> None:
    browser = signed_in(sara)
    for tab in TABS:
        today = text_of(browser.get(at(tab, again.subject)))
        assert "La casa di prima." not in today
        assert "Colloquio di allora." not in today
        assert at(tab, again.subject) + of(story) in today
    person = text_of(browser.get(at("person", again.subject)))
    assert at("plans", again.subject) + of(story) in person


def test_the_earlier_pathway_is_read_as_it_was_and_not_acted_on(
    story: Story, sara: Persona, again: Pathway
) -> None:
    browser = signed_in(sara)
    plan = text_of(browser.get(at("plans", again.subject) + of(story)))
    assert "La casa di prima." in plan
    assert "You are reading an earlier pathway" in plan
    assert at("draft_plan", again.subject) not in plan
    diary = text_of(browser.get(at("diary", again.subject) + of(story)))
    assert "Colloquio di allora." in diary
    assert at("write_note", again.subject) not in diary
    assert at("plans", again.subject) + of(story) in diary, "the tabs stay with what is read"
    trace = text_of(browser.get(at("trace", again.subject) + of(story)))
    assert "closed the pathway" in trace
    assert Reading.objects.filter(account=sara.id, subject=again.subject).exists()


def test_only_the_subject_s_own_pathways_are_found(
    story: Story, sara: Persona, again: Pathway, sheltered: Story
) -> None:
    browser = signed_in(sara)
    for asked in (str(uuid4()), str(sheltered.pathway.id), "not-an-id"):
        for tab in (*TABS, "trace"):
            assert browser.get(at(tab, again.subject) + f"?of={asked}").status_code == 404


def test_who_is_outside_the_team_reads_neither(story: Story, omar: Persona, again: Pathway) -> None:
    answer = signed_in(omar).get(at("plans", again.subject) + of(story))
    assert answer.status_code == 403
    assert "La casa di prima." not in text_of(answer)


def test_it_costs_what_a_part_costs(story: Story, sara: Persona, again: Pathway) -> None:
    address = at("plans", again.subject) + of(story)
    assert statements(signed_in(sara), address) <= MOST_ON_A_PART
