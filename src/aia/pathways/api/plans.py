"""Plans as they stand, and their reviews: the recipient speaks first."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from aia.access.actions import note_reading
from aia.access.terms import Actor, ClientScope, ReadingKind
from aia.kit.clock import now
from aia.pathways import actions, queries
from aia.pathways.api import telling, told
from aia.pathways.api.shapes import PlanOut, ReviewOut
from aia.pathways.models import Pathway
from aia.pathways.queries.attachments import grounds
from aia.web.api.operations import Found, actor_of, reads, writes
from aia.web.api.schemas import PageOf

router = Router(tags=["plans"])
_READ, _WRITE = ClientScope.PATHWAYS_READ, ClientScope.PATHWAYS_WRITE


@reads(router, "/pathways/{pathway_id}/plans", scope=_READ, answer=PageOf[PlanOut])
def plans(request: HttpRequest, pathway_id: UUID) -> dict[str, Any]:
    """Open the plans of a pathway, the newest first; the person can see that they were opened."""
    actor, at = actor_of(request), now()
    found = queries.plans_of(actor, pathway_id, at=at)
    _note(actor, Pathway.objects.get(pk=pathway_id), at)
    return {"items": [telling.plan(text) for text in found]}


@reads(router, "/plans/{plan_id}", scope=_READ, answer=PlanOut, single=True)
def plan(request: HttpRequest, plan_id: UUID) -> Found:
    """Open one plan; the person can see that it was opened."""
    actor, at = actor_of(request), now()
    text = queries.get_plan(actor, plan_id, at=at)
    _note(actor, text.plan.pathway, at)
    return Found(text.plan, telling.plan(text))


@reads(router, "/reviews/{review_id}", scope=_READ, answer=ReviewOut, single=True)
def review(request: HttpRequest, review_id: UUID) -> Found:
    """Open one review; the person can see that it was opened."""
    actor, at = actor_of(request), now()
    plan_text, text = queries.get_review(actor, review_id, at=at)
    _note(actor, plan_text.plan.pathway, at)
    return Found(text.review, telling.review(text))


def _note(actor: Actor, pathway: Pathway, at: datetime) -> None:
    note_reading(
        actor=actor,
        subject=pathway.subject_id,
        district=pathway.district,
        kind=ReadingKind.FILE,
        why=grounds(actor, pathway.subject_id, at=at),
        at=at,
    )


_REVIEW = "/reviews/{review_id}"
writes(
    router,
    f"{_REVIEW}/recipient-view",
    actions.give_recipient_view,
    told.RecipientView,
    scope=_WRITE,
    sees="review",
)
writes(router, f"{_REVIEW}/hold", actions.hold_review, told.HoldReview, scope=_WRITE, sees="review")
writes(router, f"{_REVIEW}/move", actions.move_review, told.MoveReview, scope=_WRITE, sees="review")
