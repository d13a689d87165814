"""Opening one part of a file (its plan, diary, documents …) is recorded like opening the whole."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from aia.access.actions import note_reading
from aia.access.terms import Actor, ReadingKind
from aia.pathways.models.line import OnPathway
from aia.pathways.queries.parts import FilePart, file_part, part_of_row

_R = TypeVar("_R", bound=OnPathway)


def open_part(
    *, actor: Actor, subject_id: UUID, pathway_id: UUID | None = None, at: datetime
) -> FilePart:
    """Return the head of a part of the subject's file and record that the actor opened it.

    Of the pathway of today, or of the one asked for. Raises Pathway.DoesNotExist; Forbidden
    (hidden to strangers).
    """
    part = file_part(actor, subject_id, pathway_id=pathway_id, at=at)
    _note(actor, part, at)
    return part


def open_row(*, actor: Actor, model: type[_R], row_id: UUID, at: datetime) -> tuple[_R, FilePart]:
    """Return a row of a file with the file's head, and record that the actor opened it.

    Raises the model's DoesNotExist; Forbidden (hidden to strangers).
    """
    row, part = part_of_row(actor, model, row_id, at=at)
    _note(actor, part, at)
    return row, part


def _note(actor: Actor, part: FilePart, at: datetime) -> None:
    note_reading(
        actor=actor,
        subject=part.pathway.subject_id,
        district=part.pathway.district,
        kind=ReadingKind.FILE,
        why=part.why,
        at=at,
    )
