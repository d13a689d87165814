"""What does not hold together: one way to break the district for each checker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction

from aia.access.actions import close_scopes
from aia.access.terms import service_actor
from aia.pathways import actions
from aia.pathways.models import Goal
from aia.pathways.tests.planning import ENDS, Planning, first_review
from aia.pathways.tests.story import Story
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
