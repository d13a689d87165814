"""The head of a file's part (plan, diary …): whose it is, and what its reader may do there."""

from __future__ import annotations

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
from aia.pathways.queries.files import glimpse, ground, name_of

_R = TypeVar("_R", bound=OnPathway)


@dataclass(frozen=True, kw_only=True)
class FilePart:
    """One subject's pathway as the head of a page shows it; `why` is the ground of the reading."""

    pathway: Pathway
    name: str
    lead_name: str
    why: str
    standing: frozenset[Standing]

    def may(self, verb: str) -> bool:
        """Say whether the reader may do `verb` on this pathway: to show or hide a button."""
        return bool(permissions.allowing(verb) & self.standing)


def file_part(actor: Actor, subject_id: UUID, *, verb: str = "file.read", at: datetime) -> FilePart:
    """Return the head of the subject's file for who may do `verb` on it.

    Raises Pathway.DoesNotExist when no pathway was ever opened; Forbidden (hidden to strangers).
    """
    known = glimpse(actor, subject_id, at=at)
    if known is None:
        raise Pathway.DoesNotExist
    standing = permissions.demand(actor, verb, known.pathway, at=at)
    return FilePart(
        pathway=known.pathway,
        name=known.name,
        lead_name=known.lead_name,
        why=ground(standing),
        standing=standing,
    )


def part_of_row(
    actor: Actor, model: type[_R], row_id: UUID, *, verb: str = "file.read", at: datetime
) -> tuple[_R, FilePart]:
    """Return a row of a file and the head of that file, for who may do `verb` to it.

    Raises the model's DoesNotExist; Forbidden (hidden to strangers).
    """
    row = model._default_manager.select_related("pathway__person").get(pk=row_id)
    standing = permissions.demand(actor, verb, row, at=at)
    pathway = row.pathway
    names = account_names([pathway.lead]) if pathway.lead else {}
    part = FilePart(
        pathway=pathway,
        name=name_of(pathway),
        lead_name=names.get(pathway.lead, "") if pathway.lead else "",
        why=ground(standing),
        standing=standing,
    )
    return row, part
