"""The passages that wait for somebody: a yes, a handover, the end of a trial, a way back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from aia.access.queries import scopes_of
from aia.access.terms import Actor, ScopeKind
from aia.community.models import Passage
from aia.community.queries.passages import days_left
from aia.community.rules.passages import way_of
from aia.community.terms import LIVE_PASSAGES, PassageState, PassageWay
from aia.pathways.queries import followed, pathway_names

SOON_DAYS = 14
_MOST = 200


@dataclass(frozen=True)
class Waiting:
    """A passage under way, whose it is, and the days that are left where some are counted."""

    row: Passage
    name: str
    way: PassageWay
    days: int | None


@dataclass(frozen=True)
class Passing:
    """What is under way: trials and ways back that end soon, what waits, other trials."""

    soon: Sequence[Waiting]
    asked: Sequence[Waiting]
    ready: Sequence[Waiting]
    trying: Sequence[Waiting]

    @property
    def empty(self) -> bool:
        """Say whether nothing is under way."""
        return not (self.soon or self.asked or self.ready or self.trying)


def passing(actor: Actor, *, at: datetime) -> Passing:
    """Return the passages under way on the files that the actor follows or coordinates.

    And those of which the actor's body is a side, while a referral opens it the file.
    """
    rows = Passage.objects.filter(state__in=LIVE_PASSAGES)
    mine = followed(actor, rows, at=at).values("pk")
    found = rows.filter(Q(pk__in=mine) | _of_side(actor, at)).select_related("pathway")
    today = timezone.localdate(at)
    ordered = _waiting(found.order_by("trial_until", "id")[:_MOST], at)
    until = today + timedelta(days=SOON_DAYS)
    soon = [one for one in ordered if one.days is not None and one.row.trial_until <= until]
    rest = [one for one in ordered if one not in soon]
    return Passing(
        soon=soon,
        asked=_in(rest, PassageState.PROPOSED),
        ready=_in(rest, PassageState.AGREED),
        trying=_in(rest, PassageState.TRIAL),
    )


def _of_side(actor: Actor, at: datetime) -> Q:
    """Return the condition on passages of which a body of the actor is a side."""
    found = Q(pk__in=())
    referred = scopes_of(actor, at=at).filter(kind=ScopeKind.REFERRAL)
    for body in actor.organisations():
        opened = referred.filter(organisation=body).values("subject")
        found |= (Q(giving=body) | Q(receiving=body)) & Q(pathway__subject__in=opened)
    return found


def _waiting(rows: QuerySet[Passage], at: datetime) -> list[Waiting]:
    found, today = list(rows), timezone.localdate(at)
    names = pathway_names((one.pathway.kind, one.pathway.subject) for one in found)
    return [
        Waiting(
            one,
            names.get(one.pathway.subject, one.pathway.title),
            way_of(one.from_intensity, one.to_intensity),
            days_left(one, today),
        )
        for one in found
    ]


def _in(rows: Collection[Waiting], state: PassageState) -> list[Waiting]:
    return [one for one in rows if one.row.state == state]
