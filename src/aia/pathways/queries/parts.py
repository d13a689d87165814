"""The head of a file's part (plan, diary …): whose it is, and what its reader may do there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from aia.access.queries import account_names
from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.models import Pathway
from aia.pathways.models.line import OnPathway
from aia.pathways.permissions import Standing
from aia.pathways.queries.files import ground, name_of, pathways_of

_R = TypeVar("_R", bound=OnPathway)


@dataclass(frozen=True, kw_only=True)
class FilePart:
    """One subject's pathway as the head of a page shows it; `why` is the ground of the reading.

    `pathways` are all of the subject's that the reader may read, that of today first; nothing is
    done any more on one that came before it.
    """

    pathway: Pathway
    name: str
    lead_name: str
    why: str
    standing: frozenset[Standing]
    pathways: Sequence[Pathway] = ()

    @property
    def is_earlier(self) -> bool:
        """Say whether the page shows a pathway that another one followed."""
        return bool(self.pathways) and self.pathway != self.pathways[0]

    def may(self, verb: str) -> bool:
        """Say whether the reader may do `verb` on this pathway: to show or hide a button."""
        return not self.is_earlier and bool(permissions.allowing(verb) & self.standing)


def file_part(
    actor: Actor,
    subject_id: UUID,
    *,
    verb: str = "file.read",
    pathway_id: UUID | None = None,
    at: datetime,
) -> FilePart:
    """Return the head of the subject's file for who may do `verb` on it.

    It is about the pathway of today, or about the one asked for, which may have been closed long
    ago. Raises Pathway.DoesNotExist when there is none; Forbidden (hidden to strangers).
    """
    pathways = pathways_of(actor, subject_id, at=at)
    shown = next((p for p in pathways if pathway_id in (None, p.id)), None)
    if shown is None:
        if pathways:
            permissions.demand(actor, verb, pathways[0], at=at)
        raise Pathway.DoesNotExist
    standing = permissions.demand(actor, verb, shown, at=at)
    return _part(shown, standing, pathways)


def part_of_row(
    actor: Actor, model: type[_R], row_id: UUID, *, verb: str = "file.read", at: datetime
) -> tuple[_R, FilePart]:
    """Return a row of a file and the head of that file, for who may do `verb` to it.

    Raises the model's DoesNotExist; Forbidden (hidden to strangers).
    """
    row = model._default_manager.select_related("pathway__person").get(pk=row_id)
    standing = permissions.demand(actor, verb, row, at=at)
    return row, _part(row.pathway, standing)


def _part(
    pathway: Pathway, standing: frozenset[Standing], pathways: Sequence[Pathway] = ()
) -> FilePart:
    names = account_names([pathway.lead]) if pathway.lead else {}
    return FilePart(
        pathway=pathway,
        name=name_of(pathway),
        lead_name=names.get(pathway.lead, "") if pathway.lead else "",
        why=ground(standing),
        standing=standing,
        pathways=pathways,
    )
