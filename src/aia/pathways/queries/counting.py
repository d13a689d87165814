"""How many come forward with which need, and how far they went: counts for the planning office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden, Role
from aia.pathways import permissions
from aia.pathways.models import Need, Pathway
from aia.pathways.terms import Step
from aia.people.queries import members_on
from aia.people.terms import Subject

_COUNTING = (Role.SOCIAL_WORKER, Role.COORDINATOR, Role.PLANNER)
_TAKEN_UP = (Step.ANSWER, Step.REVIEW, Step.GIVE_BACK)


@dataclass(frozen=True)
class NeedCount:
    """How many persons and households have a need of one category in one municipality.

    `voiced` are those of them who have put it into their words, `taken_up` those of them with an
    answer. `municipality` is None when it is not known.
    """

    municipality: str | None
    category: str
    domain: str
    sensed: int
    voiced: int
    taken_up: int


def protected_needs(*, at: datetime) -> QuerySet[Need]:
    """Return the needs of whoever is protected now, so that other modules' counts leave them out.

    For `.exclude(Exists(….filter(pk=OuterRef("need"))))`: nothing in it is to be shown.
    """
    sheltered = members_on(timezone.localdate(at)).filter(
        household=OuterRef("pathway__household"), person__protected=True
    )
    marked = Q(pathway__protected=True) | Q(pathway__person__protected=True)
    return Need.objects.filter(marked | Exists(sheltered))


def protected_pathways(*, at: datetime) -> QuerySet[Pathway]:
    """Return the pathways of whoever is protected now, with needs or without: see above."""
    sheltered = members_on(timezone.localdate(at)).filter(
        household=OuterRef("household"), person__protected=True
    )
    return Pathway.objects.filter(Q(protected=True) | Q(person__protected=True) | Exists(sheltered))


def need_counts(
    actor: Actor, district: str, *, since: datetime, until: datetime, at: datetime
) -> list[NeedCount]:
    """Return the counts of the needs recognised from `since` up to, not with, `until`.

    Each person or household counts once a category; protected ones are left out. Exact numbers:
    whoever shows them keeps small ones back. Raises Forbidden for other roles and districts.
    """
    if not actor.service and district not in actor.districts(*_COUNTING):
        raise Forbidden(_("The numbers of this district are not yours to see."))
    rows = Need.objects.filter(
        district=district,
        recognised_at__gte=since,
        recognised_at__lt=until,
        pathway__kind__in=(Subject.PERSON, Subject.HOUSEHOLD),
    )
    grouped = permissions.unshielded(rows, at=at).values("municipality_id", "category", "domain")
    counted = grouped.annotate(
        sensed=Count("pathway__subject", distinct=True),
        voiced=Count("pathway__subject", filter=~Q(step=Step.NEED), distinct=True),
        taken_up=Count("pathway__subject", filter=Q(step__in=_TAKEN_UP), distinct=True),
    )
    return [
        NeedCount(
            row["municipality_id"],
            row["category"],
            row["domain"],
            row["sensed"],
            row["voiced"],
            row["taken_up"],
        )
        for row in counted.order_by("municipality_id", "category")
    ]
