"""Needs that are alike, for what becomes collective: counted by home, and never shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.models import Need, Plan
from aia.pathways.terms import State
from aia.people.queries import members_on
from aia.people.terms import Subject


@dataclass(frozen=True)
class Alike:
    """One need of many: of what sort, where, and in which home (a household, or one's own)."""

    need: UUID
    category: str
    municipality: str | None
    home: UUID


def alike_needs(
    district: str, *, since: datetime, categories: Collection[str] = (), at: datetime
) -> list[Alike]:
    """Return the open needs of persons and households recognised since a moment.

    Those of protected people are left out. Who lives together is one home, so that five homes are
    never fewer than five people. For counts and for pooling: nobody reads them one by one.
    """
    rows = Need.objects.filter(
        district=district,
        state=State.OPEN,
        recognised_at__gte=since,
        pathway__kind__in=(Subject.PERSON, Subject.HOUSEHOLD),
    )
    if categories:
        rows = rows.filter(category__in=categories)
    return _told(permissions.unshielded(rows, at=at), at)


def needs_behind(pathway_id: UUID, *, at: datetime) -> list[Alike]:
    """Return the open needs of a pathway."""
    return _told(Need.objects.filter(pathway=pathway_id, state=State.OPEN), at)


def homes_of(need_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, UUID]:
    """Return in which home each need is."""
    rows = Need.objects.filter(pk__in=list(need_ids))
    return {one.need: one.home for one in _told(rows, at)}


def plan_worked(actor: Actor, plan_id: UUID, *, at: datetime) -> Plan:
    """Return a plan on which the actor works. Raises Plan.DoesNotExist; Forbidden."""
    plan = Plan.objects.select_related("pathway__person").get(pk=plan_id)
    permissions.demand(actor, "support.agreed", plan.pathway, at=at)
    return plan


def need_worked(actor: Actor, need_id: UUID, *, at: datetime) -> Need:
    """Return a need on which the actor works. Raises Need.DoesNotExist; Forbidden."""
    need = Need.objects.select_related("pathway__person").get(pk=need_id)
    permissions.demand(actor, "need.regraded", need, at=at)
    return need


def _told(rows: QuerySet[Need], at: datetime) -> list[Alike]:
    told = list(
        rows.values_list(
            "id", "category", "municipality_id", "pathway__person", "pathway__subject"
        ).order_by("id")
    )
    # Asked for by the same question, not by a list of ids: in a large district they are many.
    persons = rows.order_by().values("pathway__person")
    places = members_on(timezone.localdate(at)).filter(person__in=persons)
    homes = dict(places.order_by("since", "id").values_list("person", "household"))
    return [
        Alike(need, category, town, homes.get(person, subject))
        for need, category, town, person, subject in told
    ]
