"""Who may give a plan its second look, and the plans that were approved without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from aia.access.queries import account_names, accounts_by_role, actor_for
from aia.access.terms import Actor, Role
from aia.pathways import permissions
from aia.pathways.models import Pathway, Plan

OVERSEERS = (Role.PLANNER, Role.ADMINISTRATOR, Role.COORDINATOR)
_MOST = 100


@dataclass(frozen=True)
class ApprovedAlone:
    """A plan approved by who had sent it. Whose plan it is, is not told."""

    at: datetime
    by: str
    reason: str


def other_approvers(pathway: Pathway, *, besides: UUID, at: datetime) -> Sequence[Any]:
    """Return the accounts of the coordinators, besides one, who may approve the pathway's plans."""
    chiefs = accounts_by_role(pathway.district, Role.COORDINATOR, at=at).exclude(pk=besides)
    return [
        one
        for one in chiefs
        if permissions.may(actor_for(one, at=at), "plan.approved", pathway, at=at)
    ]


def approved_alone(actor: Actor) -> list[ApprovedAlone]:
    """Return the latest plans of the actor's districts approved by who had sent them.

    Those of protected persons are among them: the line tells of an approval, never of a person.
    """
    rows = Plan.objects.filter(district__in=actor.districts(*OVERSEERS), own_approval__isnull=False)
    told = list(rows.order_by("-approved_at", "-id")[:_MOST])
    names = account_names({plan.approved_by for plan in told if plan.approved_by})
    return [
        ApprovedAlone(plan.approved_at, names.get(plan.approved_by, ""), plan.own_approval)
        for plan in told
        if plan.approved_at and plan.approved_by and plan.own_approval
    ]
