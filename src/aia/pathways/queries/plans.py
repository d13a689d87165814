"""Plans and reviews with their texts opened, for who may read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.models import Commitment, Goal, Pathway, Plan, Rating, Review, Support
from aia.pathways.models.line import OnPathway
from aia.people import queries as people

_Part = TypeVar("_Part", Goal, Commitment, Support, Review)


class _Opened(Protocol):
    """Opens a sealed column of a row; its words when no column is named."""

    def __call__(self, row: OnPathway, column: str = ...) -> str: ...


@dataclass(frozen=True)
class GoalText:
    """A goal and its words."""

    goal: Goal
    result: str
    indicator: str


@dataclass(frozen=True)
class CommitmentText:
    """A commitment and its words."""

    commitment: Commitment
    words: str


@dataclass(frozen=True)
class SupportText:
    """A support, its words, and the name of the organisation that gives it ("" when none does)."""

    support: Support
    words: str
    organisation: str


@dataclass(frozen=True)
class RatingPair:
    """One goal seen by the two sides, -2 … +2; None where a side has not said."""

    goal: UUID
    recipient: int | None
    worker: int | None

    @property
    def distance(self) -> int | None:
        """Return how far the worker's rating stands from the recipient's, None without both."""
        if self.recipient is None or self.worker is None:
            return None
        return self.worker - self.recipient


@dataclass(frozen=True)
class ReviewText:
    """A review, what each side said, and how each rated the goals."""

    review: Review
    recipient_words: str
    worker_words: str
    ratings: Sequence[RatingPair]

    @property
    def distances(self) -> dict[UUID, int]:
        """Return, by goal, the distance between the two sides where both have rated."""
        return {pair.goal: pair.distance for pair in self.ratings if pair.distance is not None}


@dataclass(frozen=True)
class PlanText:
    """A plan with everything it holds, in words. Parts taken out of it are left out."""

    plan: Plan
    aims: str
    reply: str
    goals: Sequence[GoalText]
    commitments: Sequence[CommitmentText]
    supports: Sequence[SupportText]
    reviews: Sequence[ReviewText]


def plans_of(actor: Actor, pathway_id: UUID, *, at: datetime) -> list[PlanText]:
    """Return the pathway's plans, the newest first. Raises Forbidden (hidden to strangers).

    The number of statements does not depend on how many there are.
    """
    pathway = Pathway.objects.select_related("person").get(pk=pathway_id)
    permissions.demand(actor, "plan.read", pathway, at=at)
    plans = list(Plan.objects.filter(pathway=pathway).order_by("-starts_on", "-id"))
    return _texts(pathway, plans)


def get_plan(actor: Actor, plan_id: UUID, *, at: datetime) -> PlanText:
    """Return one plan. Raises Plan.DoesNotExist; Forbidden (hidden to strangers)."""
    plan = Plan.objects.select_related("pathway__person").get(pk=plan_id)
    permissions.demand(actor, "plan.read", plan.pathway, at=at)
    return _texts(plan.pathway, [plan])[0]


def get_review(actor: Actor, review_id: UUID, *, at: datetime) -> tuple[PlanText, ReviewText]:
    """Return one review within its plan. Raises Review.DoesNotExist; Forbidden."""
    plan_id = Review.objects.values_list("plan", flat=True).get(pk=review_id)
    text = get_plan(actor, plan_id, at=at)
    return text, next(one for one in text.reviews if one.review.id == review_id)


def _texts(pathway: Pathway, plans: Sequence[Plan]) -> list[PlanText]:
    subject = pathway.subject_id
    keys = people.keyring(subject)

    def opened(row: OnPathway, column: str = "sealed_words") -> str:
        return keys.open(subject, row, column)

    ids = [plan.id for plan in plans]
    goals = _by_plan(Goal.objects.filter(plan__in=ids, dropped_at=None).order_by("id"))
    taken = _by_plan(Commitment.objects.filter(plan__in=ids, dropped_at=None).order_by("id"))
    supports = _by_plan(Support.objects.filter(plan__in=ids, dropped_at=None).order_by("id"))
    reviews = _by_plan(Review.objects.filter(plan__in=ids).order_by("planned_on", "id"))
    pairs, names = _ratings(ids), _givers(supports.values())
    return [
        PlanText(
            plan=plan,
            aims=opened(plan),
            reply=opened(plan, "sealed_reply"),
            goals=[_goal(one, opened) for one in goals[plan.id]],
            commitments=[CommitmentText(one, opened(one)) for one in taken[plan.id]],
            supports=[_support(one, opened, names) for one in supports[plan.id]],
            reviews=[_review(one, opened, pairs[one.id]) for one in reviews[plan.id]],
        )
        for plan in plans
    ]


def _goal(goal: Goal, opened: _Opened) -> GoalText:
    return GoalText(goal, opened(goal, "sealed_result"), opened(goal, "sealed_indicator"))


def _support(support: Support, opened: _Opened, names: Mapping[UUID, str]) -> SupportText:
    giver = names[support.organisation_id] if support.organisation_id else ""
    return SupportText(support, opened(support), giver)


def _review(review: Review, opened: _Opened, pairs: Sequence[RatingPair]) -> ReviewText:
    recipient, worker = opened(review, "sealed_recipient"), opened(review, "sealed_worker")
    return ReviewText(review, recipient, worker, pairs)


def _by_plan(parts: QuerySet[_Part]) -> defaultdict[UUID, list[_Part]]:
    found: defaultdict[UUID, list[_Part]] = defaultdict(list)
    for part in parts:
        found[part.plan_id].append(part)
    return found


def _ratings(plans: Sequence[UUID]) -> defaultdict[UUID, list[RatingPair]]:
    found: defaultdict[UUID, list[RatingPair]] = defaultdict(list)
    for rating in Rating.objects.filter(review__plan__in=plans).order_by("goal_id"):
        pair = RatingPair(rating.goal_id, rating.recipient, rating.worker)
        found[rating.review_id].append(pair)
    return found


def _givers(supports: Iterable[Sequence[Support]]) -> dict[UUID, str]:
    ids = {one.organisation_id for several in supports for one in several if one.organisation_id}
    return people.names_of(organisation_ids=ids)
