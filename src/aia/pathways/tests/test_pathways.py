"""Opening, suspending, closing and reopening a pathway."""

from datetime import timedelta

import pytest

from aia.access.queries import team_of
from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.pathways import actions
from aia.pathways.models import Pathway
from aia.pathways.rules import Refused
from aia.pathways.terms import AnswerEnd, CloseReason, FinalResources, State
from aia.pathways.tests.story import Story, cause_of, entry_of
from aia.people.actions import erase_person, form_household, protect_person
from aia.people.models import Organisation, Person
from aia.trace.actions import RowChanged

LEFT = (FinalResources.NETWORK, FinalResources.OWN)


def test_who_opens_a_pathway_leads_it_and_enters_its_team(pathway: Pathway, sara: Persona) -> None:
    assert pathway.lead == sara.id
    assert [scope.account_id for scope in team_of(pathway.subject, at=MOMENT)] == [sara.id]
    assert entry_of(pathway).verb == "pathway.opened"


def test_a_colleague_may_be_named_to_lead(sara: Persona, omar: Persona, maria: Person) -> None:
    opened = actions.open_pathway(
        actor=sara.actor, person_id=maria.id, lead=omar.account, at=MOMENT
    )
    assert opened.lead == omar.id
    assert [s.account_id for s in team_of(maria.id, at=MOMENT)] == [omar.id]


def test_one_subject_has_one_open_pathway(pathway: Pathway, sara: Persona, maria: Person) -> None:
    with pytest.raises(Refused, match="already an open pathway"):
        actions.open_pathway(actor=sara.actor, person_id=maria.id, at=MOMENT)


def test_a_household_an_organisation_and_a_community_have_pathways_too(
    sara: Persona, maria: Person, cooperative: Organisation
) -> None:
    home = form_household(
        actor=sara.actor,
        district=DISTRICT,
        since=MOMENT.date(),
        members=[(maria, "reference")],
        at=MOMENT,
    )
    opened = [
        actions.open_pathway(actor=sara.actor, household_id=home.id, at=MOMENT),
        actions.open_pathway(actor=sara.actor, organisation_id=cooperative.id, at=MOMENT),
        actions.open_pathway(
            actor=sara.actor, district=DISTRICT, title="Le case di via Trento", at=MOMENT
        ),
    ]
    assert [p.kind for p in opened] == ["household", "organisation", "community"]
    assert opened[0].subject == home.id
    assert opened[2].subject == opened[2].id
    for one in opened:
        need = actions.recognise_need(
            actor=sara.actor,
            pathway_id=one.id,
            category="ties.neighbourhood",
            severity=1,
            words_of="worker",
            expressed=True,
            words="Nessuno si parla sulle scale.",
            at=MOMENT,
        )
        assert bytes(need.sealed_words) != b""


def test_a_community_needs_a_title(sara: Persona) -> None:
    with pytest.raises(Refused) as refusal:
        actions.open_pathway(actor=sara.actor, district=DISTRICT, at=MOMENT)
    assert refusal.value.field == "title"


def test_a_person_of_another_district_does_not_exist(dino: Persona, maria: Person) -> None:
    with pytest.raises(Forbidden) as refusal:
        actions.open_pathway(actor=dino.actor, person_id=maria.id, at=MOMENT)
    assert refusal.value.hidden


def test_a_protected_person_does_not_exist_outside_their_team(omar: Persona, lucia: Person) -> None:
    with pytest.raises(Forbidden) as refusal:
        actions.open_pathway(actor=omar.actor, person_id=lucia.id, at=MOMENT)
    assert refusal.value.hidden


def test_the_pathway_of_a_protected_person_is_protected(sheltered: Story) -> None:
    assert sheltered.pathway.protected


def test_a_pathway_follows_the_protection_of_its_person(pathway: Pathway, sara: Persona) -> None:
    protect_person(actor=sara.actor, person=pathway.person_id, at=MOMENT)  # type: ignore[arg-type]
    followed = actions.follow_protection(actor=sara.actor, pathway_id=pathway.id, at=MOMENT)
    assert followed.protected
    assert entry_of(followed).verb == "pathway.protection_followed"
    again = actions.follow_protection(actor=sara.actor, pathway_id=pathway.id, at=MOMENT)
    assert again.last_entry_id == followed.last_entry_id, "nothing to follow, nothing recorded"


def test_nothing_is_written_about_an_erased_person(
    sara: Persona, carla: Persona, maria: Person
) -> None:
    erase_person(actor=carla.actor, person=maria, at=MOMENT)
    with pytest.raises(Refused, match="erased"):
        actions.open_pathway(actor=sara.actor, person_id=maria.id, at=MOMENT)


def test_a_suspended_pathway_takes_no_new_need_until_it_is_resumed(story: Story) -> None:
    by, row = story.actor, story.pathway.id
    actions.suspend_pathway(actor=by, pathway_id=row, reason="away", at=story.at)
    with pytest.raises(Refused, match="suspended"):
        story.need()
    actions.resume_pathway(actor=by, pathway_id=row, at=story.at)
    assert story.need().state == State.OPEN


def test_closing_says_what_is_left_and_closes_the_needs(story: Story) -> None:
    need = story.need()
    closed = actions.close_pathway(
        actor=story.actor,
        pathway_id=story.pathway.id,
        reason=CloseReason.EASED,
        final_resources=LEFT,
        at=story.at,
    )
    need.refresh_from_db()
    assert (closed.state, closed.close_reason) == (State.CLOSED, "eased")
    assert list(closed.final_resources) == ["own", "network"], "in the order of the list"
    assert (need.state, need.close_reason, need.due_on) == (State.CLOSED, "eased", None)
    assert cause_of(need) == closed.id


def test_closing_without_what_is_left_is_refused(story: Story) -> None:
    with pytest.raises(Refused) as refusal:
        close(story, final_resources=())
    assert refusal.value.field == "final_resources"


def test_closing_waits_for_answers_and_referrals(story: Story) -> None:
    answer = story.answer()
    with pytest.raises(Refused, match="answer is still going on"):
        close(story)
    actions.end_answer(actor=story.actor, answer_id=answer.id, reason=AnswerEnd.DONE, at=story.at)
    assert close(story).state == State.CLOSED


def test_closing_ends_the_team_but_not_on_a_protected_person(
    story: Story, sheltered: Story
) -> None:
    close(story)
    assert team_of(story.pathway.subject, at=story.at) == []
    close(sheltered)
    assert team_of(sheltered.pathway.subject, at=sheltered.at) != []


def test_a_colleague_reopens_when_the_person_comes_back(story: Story, omar: Persona) -> None:
    close(story)
    later = story.at + timedelta(days=90)
    again = actions.reopen_pathway(actor=omar.actor, pathway_id=story.pathway.id, at=later)
    assert (again.state, again.lead, again.closed_at) == (State.OPEN, omar.id, None)
    assert [s.account_id for s in team_of(again.subject, at=later)] == [omar.id]


def test_reopening_beside_another_open_pathway_is_refused(
    story: Story, sara: Persona, maria: Person
) -> None:
    close(story)
    actions.open_pathway(actor=sara.actor, person_id=maria.id, at=story.at)
    with pytest.raises(Refused, match="already an open pathway"):
        actions.reopen_pathway(actor=sara.actor, pathway_id=story.pathway.id, at=story.at)


def test_two_at_once_one_is_told(story: Story, carla: Persona) -> None:
    seen = story.pathway.last_entry_id
    actions.suspend_pathway(
        actor=story.actor, pathway_id=story.pathway.id, reason="away", seen=seen, at=story.at
    )
    with pytest.raises(RowChanged):
        actions.close_pathway(
            actor=carla.actor,
            pathway_id=story.pathway.id,
            reason=CloseReason.MOVED,
            final_resources=LEFT,
            seen=seen,
            at=story.at,
        )


def close(story: Story, **told: object) -> Pathway:
    facts: dict[str, object] = {"reason": CloseReason.SOLVED, "final_resources": LEFT}
    return actions.close_pathway(
        actor=story.actor,
        pathway_id=story.pathway.id,
        at=story.at,
        **{**facts, **told},  # type: ignore[arg-type]
    )
