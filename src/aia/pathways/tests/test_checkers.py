"""Checkers: each finds exactly the row that does not hold, for whoever looks after it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from aia.access.actions import close_scopes
from aia.access.terms import service_actor
from aia.access.tests.personas import MOMENT, Persona
from aia.pathways import actions
from aia.pathways.checkers import CHECKERS, Finding, Severity, run_checkers
from aia.pathways.models import Goal
from aia.pathways.tests.planning import ENDS, Planning, first_review
from aia.pathways.tests.story import Story
from aia.pathways.tests.test_attachments import PDF
from aia.pathways.verbs import line, plan
from aia.people.actions import give_consent, merge_persons, withdraw_consent
from aia.people.models import Organisation, Person
from aia.trace.actions import record
from aia.trace.traced import Traced

SERVICE = service_actor("installation")


@dataclass
class World:
    """What the stories below may break."""

    story: Story
    planning: Planning
    meet: Callable[..., Person]
    sharing: Organisation

    def enter(self, row: Traced, facts: Any, cause: Traced | None = None) -> Traced:
        """Record what no action would: the state that a checker is there to find."""
        with transaction.atomic():
            return record(row, facts, actor=SERVICE, at=self.story.at, caused_by=cause)


def _leaderless(world: World) -> Traced:
    alone = world.meet("Ivo", "Neri")
    return actions.open_pathway(actor=SERVICE, person_id=alone.id, at=world.story.at)


def _lead_gone(world: World) -> Traced:
    close_scopes(actor=SERVICE, subject=world.story.pathway.subject_id, at=world.story.at)
    return world.story.pathway


def _merged(world: World) -> Traced:
    twin = world.meet("Maria", "Rosi")
    other = actions.open_pathway(actor=world.story.actor, person_id=twin.id, at=world.story.at)
    merge_persons(
        actor=SERVICE, kept=world.story.pathway.subject_id, merged=twin.id, at=world.story.at
    )
    return other


def _need_left_open(world: World) -> Traced:
    need = world.story.need()
    closed = line.PathwayClosed(closed_at=world.story.at, close_reason="moved", final_resources=())
    world.enter(world.story.pathway, closed)
    return need


def _chosen(world: World) -> Traced:
    choice = world.story.choice()
    world.story.later(60)
    return choice.demand.need


def _outlives(world: World) -> Traced:
    answer = world.story.answer()
    referral = world.story.referral(world.sharing.id, answer.need, answer_id=answer.id)
    actions.withdraw_referral(
        actor=world.story.actor, referral_id=referral.id, reason="mistake", at=world.story.at
    )
    return answer


def _outlives_need(world: World) -> Traced:
    answer = world.story.answer()
    closed = line.NeedClosed(closed_at=world.story.at, close_reason="solved")
    world.enter(answer.need, closed)
    return answer


def _answer_late(world: World) -> Traced:
    answer = world.story.answer(ends_on=date(2026, 3, 30))
    world.story.later(60)
    return answer


def _answer_waiting(world: World) -> Traced:
    answer = world.story.planned()
    world.story.later(5)
    return answer


def _no_consent(world: World) -> Traced:
    referral = world.story.referral(world.sharing.id)
    consent = referral.consent
    assert consent is not None
    withdraw_consent(actor=world.story.actor, consent=consent, at=world.story.at)
    return referral


def _other_consent(world: World) -> Traced:
    referral = world.story.referral(world.sharing.id)
    other = give_consent(
        actor=world.story.actor,
        person=world.story.pathway.subject_id,
        purpose="contact",
        at=world.story.at,
    )
    facts = line.ReferralSent(
        pathway=referral.pathway_id,
        need=referral.need_id,
        option=None,
        answer=None,
        organisation=referral.organisation_id,
        consent=other.id,
        sent_at=referral.sent_at,
        due_on=referral.due_on,
    )
    return world.enter(referral, facts, cause=referral.need)


def _silent(world: World) -> Traced:
    referral = world.story.referral(world.sharing.id)
    world.story.later(40)
    return referral


def _no_review(world: World) -> Traced:
    signed = world.planning.signed()
    for review in signed.reviews.all():
        world.enter(review, plan.ReviewCancelled(), cause=signed)
    return signed


def _plan_past(world: World) -> Traced:
    signed = world.planning.signed()
    world.story.at = datetime(ENDS.year, ENDS.month, ENDS.day, 12, tzinfo=UTC)
    world.story.later(1)
    return signed


def _never_signed(world: World) -> Traced:
    approved = world.planning.approved()
    world.story.later(40)
    return approved


def _plan_left(world: World) -> Traced:
    signed = world.planning.signed()
    closed = line.PathwayClosed(closed_at=world.story.at, close_reason="moved", final_resources=())
    world.enter(world.story.pathway, closed)
    return signed


def _own_approval(world: World) -> Traced:
    submitted = world.planning.submitted()
    assert submitted.submitted_by is not None
    facts = plan.PlanApproved(approved_by=submitted.submitted_by, approved_at=world.story.at)
    return world.enter(submitted, facts)


def _goal_unseen(world: World) -> Traced:
    world.planning.signed()
    world.story.later(120)
    return Goal.objects.get()


def _commitment_unsaid(world: World) -> Traced:
    draft = world.planning.written()
    promised = world.planning.commitment(draft, due_on=date(2026, 4, 1))
    world.planning.signed(draft)
    world.story.later(40)
    return promised


def _review_late(world: World) -> Traced:
    review = first_review(world.planning.signed())
    world.story.later(62)
    return review


def _meeting_past(world: World) -> Traced:
    fixed = actions.fix_appointment(
        actor=world.story.actor,
        pathway_id=world.story.pathway.id,
        starts_at=world.story.at + timedelta(hours=2),
        at=world.story.at,
    )
    world.story.later(1)
    return fixed


def _no_reply(world: World) -> Traced:
    asked = actions.request_appointment(
        actor=world.story.actor,
        pathway_id=world.story.pathway.id,
        starts_at=world.story.at + timedelta(hours=2),
        at=world.story.at,
    )
    world.story.later(1)
    return asked


BROKEN: dict[str, Callable[[World], Traced]] = {
    "pathway_without_lead": _leaderless,
    "lead_outside_team": _lead_gone,
    "merged_still_open": _merged,
    "need_open_in_closed_pathway": _need_left_open,
    "chosen_without_answer": _chosen,
    "answer_outlives_referral": _outlives,
    "answer_outlives_need": _outlives_need,
    "answer_past_end": _answer_late,
    "answer_not_begun": _answer_waiting,
    "referral_without_consent": _no_consent,
    "referral_with_another_consent": _other_consent,
    "referral_unanswered": _silent,
    "plan_without_review": _no_review,
    "plan_past_end": _plan_past,
    "plan_unsigned": _never_signed,
    "plan_in_closed_pathway": _plan_left,
    "plan_self_approved": _own_approval,
    "goal_not_looked_at": _goal_unseen,
    "commitment_not_spoken_of": _commitment_unsaid,
    "review_not_held": _review_late,
    "appointment_past": _meeting_past,
    "appointment_not_replied": _no_reply,
}


@pytest.fixture
def world(
    story: Story, planning: Planning, meet: Callable[..., Person], sharing: Organisation
) -> World:
    """Maria's pathway in good order, and what is needed to break it."""
    return World(story, planning, meet, sharing)


def found_by(checker: str, who: Persona | None, at: datetime) -> list[Finding]:
    """Return what one checker tells somebody (None: the installation itself)."""
    actor = who.actor_at(at) if who else SERVICE
    return [
        finding
        for result in run_checkers(actor, at=at)
        if result.checker.id == checker
        for finding in result.findings
    ]


def test_every_checker_has_its_story() -> None:
    assert set(BROKEN) == {checker.id for checker in CHECKERS}


@pytest.mark.parametrize("checker", list(BROKEN))
def test_a_checker_finds_the_row_that_does_not_hold(
    world: World, checker: str, carla: Persona, piero: Persona, dino: Persona, omar: Persona
) -> None:
    assert found_by(checker, carla, world.story.at) == []
    row = BROKEN[checker](world)
    (finding,) = found_by(checker, carla, world.story.at)
    assert (finding.row, finding.row_kind) == (row.id, row._meta.label)
    assert finding.pathway == row.stream
    assert finding.since is not None
    for stranger in (piero, dino, omar):
        assert found_by(checker, stranger, world.story.at) == []


def test_good_order_has_nothing_to_tell(world: World) -> None:
    world.story.answer()
    review = first_review(world.planning.signed())
    world.story.later(60)
    world.planning.heard(review)
    world.planning.held(review)
    told = run_checkers(world.story.actor, at=world.story.at)
    assert [result.checker.id for result in told if result.findings] == []
    assert len(told) == len(CHECKERS) + 1


def test_the_worker_sees_their_own_files_and_the_coordinator_all_but_the_protected(
    world: World, sheltered: Story, carla: Persona, omar: Persona, maria_herself: Persona
) -> None:
    for story in (world.story, sheltered):
        actions.fix_appointment(
            actor=story.actor,
            pathway_id=story.pathway.id,
            starts_at=story.at + timedelta(hours=1),
            at=story.at,
        )
    later = MOMENT + timedelta(days=2)

    def seen_by(who: Persona | None) -> set[Any]:
        return {finding.pathway for finding in found_by("appointment_past", who, later)}

    assert seen_by(world.story.worker) == {world.story.pathway.id, sheltered.pathway.id}
    assert seen_by(carla) == {world.story.pathway.id}
    assert seen_by(omar) == set()
    assert seen_by(maria_herself) == set()
    assert seen_by(None) == {world.story.pathway.id, sheltered.pathway.id}


def test_the_cost_does_not_grow_with_what_is_found(world: World, carla: Persona) -> None:
    actor = carla.actor
    with CaptureQueriesContext(connection) as before:
        run_checkers(actor, at=world.story.at)
    for _again in range(4):
        _meeting_past(world)
    with CaptureQueriesContext(connection) as after:
        run_checkers(actor, at=world.story.at)
    assert len(after) == len(before)


def test_the_gravest_come_first(world: World, carla: Persona) -> None:
    _meeting_past(world)
    _own_approval(world)
    told = [
        result.checker.severity
        for result in run_checkers(carla.actor_at(world.story.at), at=world.story.at)
        if result.findings
    ]
    assert told[0] == Severity.WRONG
    assert told[-1] == Severity.LOOK


def test_a_lost_file_and_an_orphan_are_told(
    world: World, tmp_path: Path, settings: Any, carla: Persona, ada: Persona
) -> None:
    settings.MEDIA_ROOT = tmp_path / "attachments"
    kept = actions.add_attachment(
        actor=world.story.actor,
        pathway_id=world.story.pathway.id,
        name="a.pdf",
        declared_type="",
        content=PDF,
        at=world.story.at,
    )
    file = tmp_path / "attachments" / f"{kept.id.hex}.sealed"
    at = datetime.now(UTC) + timedelta(minutes=1)
    assert found_by("attachment_missing", carla, at) == []
    orphan = file.rename(file.with_name(f"{'0' * 32}.sealed"))

    (lost,) = found_by("attachment_missing", carla, at)
    assert lost.row == kept.id
    assert found_by("file_orphan", ada, at) == [], "it may still be on its way to a row"
    an_hour_ago = (at - timedelta(hours=2)).timestamp()
    os.utime(orphan, (an_hour_ago, an_hour_ago))
    (found,) = found_by("file_orphan", ada, at)
    assert found.name == orphan.name
    assert found_by("file_orphan", carla, at) == []


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_question_is_asked_in_words(language: str) -> None:
    with translation.override(language):
        assert all(str(checker.question).endswith("?") for checker in CHECKERS)
