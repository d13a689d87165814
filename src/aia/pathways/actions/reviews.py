"""Looking together at what changed: the recipient speaks first, then the worker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.actions.advancing import advance_if_may
from aia.pathways.actions.plan_locking import locked_needs_of, locked_part
from aia.pathways.actions.texts import seal_texts
from aia.pathways.models import Plan, Rating, Review
from aia.pathways.rules import moves, values
from aia.pathways.rules import reviews as rules
from aia.pathways.rules.voice import check_own_voice
from aia.pathways.terms import ReviewOutcome, ReviewState, Step, UnheardReason, Voice
from aia.pathways.verbs import plan as verbs
from aia.trace.actions import record


@transaction.atomic
def give_recipient_view(
    *,
    actor: Actor,
    review_id: UUID,
    ratings: Mapping[UUID, int | None],
    words: str = "",
    voice: str = Voice.PERSON,
    seen: int | None = None,
    at: datetime,
) -> Review:
    """Record how the recipient judges the goals (-2 … +2, by goal id) and their words.

    The recipient writes it, or the worker writes down what was said; `voice` is who spoke. It can
    be given again, whole, until the review is held. Raises Forbidden, RowChanged or Refused.
    """
    review = locked_part(Review, review_id, seen=seen)
    pathway = review.pathway
    standing = permissions.demand(actor, "review.recipient_heard", pathway, at=at)
    if permissions.Standing.TEAM not in standing:
        check_own_voice(voice)
    moves.check_pathway("work", pathway.state)
    rules.check_review("hear", review.state)
    rules.check_recipient_voice(pathway.kind, voice)
    told = values.text(words, "words")
    given = rules.check_ratings(ratings, _goals_of(review.plan), whole=False)
    rules.check_something_said(told, given)
    seal_texts(pathway, review, sealed_recipient=told)
    facts = verbs.ReviewRecipientHeard(recipient_voice=voice, recipient_at=at)
    record(review, facts, actor=actor, at=at)
    _keep_recipient_ratings(review, given, actor=actor, at=at)
    return review


@transaction.atomic
def hold_review(
    *,
    actor: Actor,
    review_id: UUID,
    ratings: Mapping[UUID, int | None],
    outcome: str,
    words: str = "",
    unheard: str | None = None,
    seen: int | None = None,
    at: datetime,
) -> Review:
    """Record the worker's ratings of every goal, their words and what is done now.

    The recipient must have spoken before, unless `unheard` (`UnheardReason`) says why they could
    not. The needs of the plan's goals that have an answer advance to the step of review.
    """
    needs = locked_needs_of(review_id)
    review = locked_part(Review, review_id, seen=seen)
    pathway = review.pathway
    permissions.demand(actor, "review.held", pathway, at=at)
    moves.check_pathway("work", pathway.state)
    rules.check_review("hold", review.state)
    if unheard is not None:
        values.code(unheard, UnheardReason, "unheard")
    rules.check_recipient_first(heard=review.state == ReviewState.RECIPIENT, unheard=unheard)
    given = rules.check_ratings(ratings, _goals_of(review.plan), whole=True)
    seal_texts(pathway, review, sealed_worker=values.text(words, "words"))
    facts = verbs.ReviewHeld(
        held_at=at, outcome=values.code(outcome, ReviewOutcome, "outcome"), unheard=unheard
    )
    record(review, facts, actor=actor, at=at)
    _keep_worker_ratings(review, given, actor=actor, at=at)
    for need in needs:
        advance_if_may(need, Step.REVIEW, cause=review, actor=actor, at=at)
    return review


@transaction.atomic
def move_review(
    *, actor: Actor, review_id: UUID, planned_on: date, seen: int | None = None, at: datetime
) -> Review:
    """Put a planned review on another day, from today to the plan's end."""
    review = locked_part(Review, review_id, seen=seen)
    permissions.demand(actor, "review.moved", review.pathway, at=at)
    rules.check_review("move", review.state)
    rules.check_day(planned_on, ends_on=review.plan.ends_on, today=timezone.localdate(at))
    return record(review, verbs.ReviewMoved(planned_on=planned_on), actor=actor, at=at)


def plan_reviews(plan: Plan, *, actor: Actor, at: datetime) -> list[Review]:
    """Plan and cancel reviews until they are those that the signed plan's dates ask for.

    Part of signing and of changing a plan, inside their transaction. Returns the new reviews;
    called again it changes nothing.
    """
    if plan.signed_on is None:
        return []
    reviews = list(Review.objects.filter(plan=plan).order_by("planned_on"))
    planned = {one.planned_on: one for one in reviews if one.state == ReviewState.PLANNED}
    begun = (ReviewState.RECIPIENT, ReviewState.HELD)
    todo = rules.replan(
        rules.review_dates(plan.signed_on, plan.ends_on, plan.review_days),
        planned=planned,
        looked_at=(one.planned_on for one in reviews if one.state in begun),
        today=timezone.localdate(at),
    )
    for day in todo.to_cancel:
        record(planned[day], verbs.ReviewCancelled(), actor=actor, at=at, caused_by=plan)
    return [
        record(
            Review(district=plan.district),
            verbs.ReviewPlanned(pathway=plan.pathway_id, plan=plan.id, planned_on=day),
            actor=actor,
            at=at,
            caused_by=plan,
        )
        for day in todo.to_plan
    ]


def cancel_planned_reviews(plan: Plan, *, actor: Actor, at: datetime) -> None:
    """Cancel the reviews that nobody has begun: part of ending a plan."""
    waiting = Review.objects.filter(plan=plan, state=ReviewState.PLANNED)
    for review in waiting.order_by("planned_on"):
        record(review, verbs.ReviewCancelled(), actor=actor, at=at, caused_by=plan)


def _goals_of(plan: Plan) -> list[UUID]:
    return list(plan.goals.filter(dropped_at=None).values_list("id", flat=True))


def _keep_recipient_ratings(
    review: Review, given: Mapping[UUID, int], *, actor: Actor, at: datetime
) -> None:
    there = {rating.goal_id: rating for rating in review.ratings.all()}
    for goal, rating in there.items():
        if rating.recipient != given.get(goal):
            facts = verbs.RatingChanged(recipient=given.get(goal))
            record(rating, facts, actor=actor, at=at, caused_by=review)
    for goal in given.keys() - there.keys():
        _rate(review, goal, recipient=given[goal], worker=None, actor=actor, at=at)


def _keep_worker_ratings(
    review: Review, given: Mapping[UUID, int], *, actor: Actor, at: datetime
) -> None:
    there = {rating.goal_id: rating for rating in review.ratings.all()}
    for goal, worker in given.items():
        if goal in there:
            facts = verbs.RatingAnswered(worker=worker)
            record(there[goal], facts, actor=actor, at=at, caused_by=review)
        else:
            _rate(review, goal, recipient=None, worker=worker, actor=actor, at=at)


def _rate(
    review: Review,
    goal: UUID,
    *,
    recipient: int | None,
    worker: int | None,
    actor: Actor,
    at: datetime,
) -> None:
    facts = verbs.RatingGiven(
        pathway=review.pathway_id, review=review.id, goal=goal, recipient=recipient, worker=worker
    )
    record(Rating(district=review.district), facts, actor=actor, at=at, caused_by=review)
