"""How somebody stands towards a pathway, for modules above that keep something on its chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from aia.access.queries import scopes_of
from aia.access.terms import Actor, Role, ScopeKind
from aia.pathways import permissions
from aia.pathways.models import Pathway
from aia.pathways.permissions import Standing
from aia.pathways.queries.files import ground
from aia.pathways.terms import State
from aia.trace.traced import Traced

_Row = TypeVar("_Row", bound=Traced)


@dataclass(frozen=True)
class Stood:
    """A pathway and what somebody is to it.

    `reads` its file, `works` in its team, or is its person (`own`); `known` says whether they may
    know of it at all. `why` is the ground on which they read (`ReadingWhy`). `going`: something
    can still be done on it.
    """

    pathway: Pathway
    reads: bool
    works: bool
    own: bool
    known: bool
    why: str
    going: bool


def stood(actor: Actor, pathway_id: UUID, *, at: datetime) -> Stood:
    """Return how the actor stands towards a pathway. Raises Pathway.DoesNotExist."""
    pathway = Pathway.objects.select_related("person").get(pk=pathway_id)
    service = bool(actor.service)
    standing = frozenset(Standing) if service else permissions.standings(actor, pathway, at=at)
    return Stood(
        pathway=pathway,
        reads=bool(permissions.allowing("file.read") & standing),
        works=bool(permissions.allowing("need.regraded") & standing),
        own=Standing.SELF in standing,
        known=bool(permissions.allowing("file.known") & standing),
        why=ground(standing) if standing else "",
        going=pathway.state == State.OPEN,
    )


def followed(actor: Actor, rows: QuerySet[_Row], *, at: datetime) -> QuerySet[_Row]:
    """Return those of a module's rows that lie on files which the actor follows or coordinates.

    The rows have a `pathway`. Files of protected people are their team's alone.
    """
    teams = scopes_of(actor, at=at).filter(kind=ScopeKind.TEAM).values("subject")
    coordinated = rows.filter(district__in=actor.districts(Role.COORDINATOR))
    open_ones = permissions.unshielded(coordinated, at=at).values("pk")
    return rows.filter(Q(pathway__subject__in=teams) | Q(pk__in=open_ones))
