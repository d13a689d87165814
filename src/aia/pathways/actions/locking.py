"""Locks, always in the same order: the pathway where one is needed, the need, what hangs from it.

Two people who act on the same need stand in line there, so neither waits for the other forever.
"""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from aia.pathways.models import Answer, Choice, Demand, Need, Option, Pathway, Referral
from aia.pathways.models.line import OnPathway
from aia.pathways.rules import moves
from aia.trace.actions import RowChanged, lock

_R = TypeVar("_R", bound=OnPathway)

_PATH_TO_NEED: dict[type[OnPathway], str] = {
    Demand: "need",
    Option: "demand__need",
    Choice: "demand__need",
    Answer: "need",
    Referral: "need",
}


def locked_pathway(pathway_id: UUID, *, seen: int | None = None) -> Pathway:
    """Return the pathway, locked. Raises RowChanged, Pathway.DoesNotExist."""
    return lock(Pathway.objects.select_related("person"), pathway_id, seen=seen)


def locked_need(need_id: UUID, *, seen: int | None = None) -> Need:
    """Return the need with its pathway, locked. Raises RowChanged, Need.DoesNotExist."""
    return lock(Need.objects.select_related("pathway__person"), need_id, seen=seen)


def locked_under_need(model: type[_R], row_id: UUID, *, seen: int | None = None) -> tuple[_R, Need]:
    """Return the row and the need that it hangs from, both locked, need first.

    Raises RowChanged when the row changed since `seen`; the model's DoesNotExist.
    """
    path = _PATH_TO_NEED[model]
    need_id: UUID = model._default_manager.values_list(path, flat=True).get(pk=row_id)
    need = locked_need(need_id)
    row = lock(model._default_manager.all(), row_id, seen=seen)
    row.pathway = need.pathway
    return row, need


def check_seen(need: Need, seen: int | None) -> None:
    """Raise RowChanged when the need changed since `seen` (its last entry then)."""
    if seen is not None and need.last_entry_id != seen:
        raise RowChanged(need)


def check_workable(need: Need) -> None:
    """Raise Refused when the need or its pathway is suspended or closed."""
    moves.check_pathway("work", need.pathway.state)
    moves.check_need("work", need.state)
