"""What the person reads of their plans: those put before them, and the reviews that await them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from aia.access.terms import Actor
from aia.pathways.models import Note, Pathway, Review
from aia.pathways.queries.plans import PlanText, plans_of
from aia.pathways.terms import PlanState, ReviewState, State

# A plan is the person's to read once it is put before them to sign.
_AGREED = (PlanState.APPROVED, PlanState.SIGNED, PlanState.ENDED)
_EARLY_DAYS = 30
"""From how many days before a review the person is asked for their view."""


@dataclass(frozen=True)
class NoteText:
    """A diary note, its words ("" once blanked) and its author's name."""

    note: Note
    words: str
    author: str


def shared_plans(actor: Actor, pathway_id: UUID, *, at: datetime) -> list[PlanText]:
    """Return the plans put before the person, the newest first. Raises Forbidden.

    What the coordinator replied to the worker, and what the worker wrote of a review that was not
    held yet, is not there.
    """
    plans = plans_of(actor, pathway_id, at=at)
    return [_agreed(text) for text in plans if text.plan.state in _AGREED]


def awaited_reviews(pathway: Pathway, *, at: datetime) -> list[Review]:
    """Return the reviews on which the person is asked for their view, or may still change it.

    For whoever was already let in to the pathway.
    """
    soon = timezone.localdate(at) + timedelta(days=_EARLY_DAYS)
    asked = Q(state=ReviewState.RECIPIENT) | Q(state=ReviewState.PLANNED, planned_on__lte=soon)
    rows = Review.objects.filter(asked, pathway=pathway, plan__state=PlanState.SIGNED)
    return list(rows.order_by("planned_on", "id"))


def goes_on(pathway: Pathway) -> bool:
    """Say whether something can still be done on the pathway."""
    return pathway.state == State.OPEN


def _agreed(text: PlanText) -> PlanText:
    reviews = [
        one if one.review.state == ReviewState.HELD else replace(one, worker_words="")
        for one in text.reviews
        if one.review.state != ReviewState.CANCELLED
    ]
    return replace(text, reply="", reviews=reviews)
