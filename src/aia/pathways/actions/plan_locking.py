"""Locks around a plan, always in the same order: needs, the plan, then what it holds.

All rows are locked before the first entry is recorded, because recording holds the pathway's
chain: whoever held it and then waited for a row could wait forever.
"""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from aia.pathways.models import Commitment, Goal, Need, Plan, Review, Support
from aia.pathways.terms import State
from aia.trace.actions import lock

_Part = TypeVar("_Part", Goal, Commitment, Support, Review)


def locked_plan(plan_id: UUID, *, seen: int | None = None) -> Plan:
    """Return the plan with its pathway, locked. Raises Plan.DoesNotExist or RowChanged."""
    return lock(Plan.objects.select_related("pathway__person"), plan_id, seen=seen)


def locked_part(model: type[_Part], part_id: UUID, *, seen: int | None = None) -> _Part:
    """Return a part of a plan, locked after its plan. Raises DoesNotExist or RowChanged."""
    plan_id: UUID = model._default_manager.values_list("plan", flat=True).get(pk=part_id)
    plan = locked_plan(plan_id)
    part = lock(model._default_manager.all(), part_id, seen=seen)
    part.plan, part.pathway = plan, plan.pathway
    return part


def locked_needs_of(review_id: UUID) -> list[Need]:
    """Return the open needs that the goals of the review's plan are about, locked."""
    goals = Goal.objects.filter(plan__reviews=review_id, dropped_at=None, need__isnull=False)
    needs = Need.objects.filter(id__in=goals.values("need"), state=State.OPEN)
    return list(needs.select_for_update(no_key=True).order_by("id"))
