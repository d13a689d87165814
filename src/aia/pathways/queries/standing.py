"""How somebody stands towards a pathway, for modules above that keep something on its chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.models import Pathway
from aia.pathways.permissions import Standing
from aia.pathways.queries.files import ground
from aia.pathways.terms import State


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
