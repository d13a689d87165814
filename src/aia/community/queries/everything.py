"""What the community knows about a person, for their own copy (GDPR art. 15 and 20)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from aia.community.models import (
    Passage,
    PassageAsk,
    PassageWord,
    PlanLink,
    PooledNeed,
    RoleHolder,
    Seat,
    TrialLook,
)
from aia.community.models.passages import OnFile
from aia.people import queries as people
from aia.trace.terms import encode


def export_section(person_ids: tuple[UUID, ...], at: datetime) -> dict[str, Any]:
    """Return the person's seats, parts and passages, and the projects of their plans."""
    seats = Seat.objects.filter(person__in=person_ids).select_related("table").order_by("id")
    parts = RoleHolder.objects.filter(person__in=person_ids).select_related("role", "project")
    links = PlanLink.objects.filter(plan__pathway__person__in=person_ids)
    pooled = PooledNeed.objects.filter(need__pathway__person__in=person_ids)
    return {
        "seats": [
            {"table": one.table.title, "mandate": one.mandate, **_coded(one, _SEAT)}
            for one in seats
        ],
        "parts": [
            {"project": one.project.title, "role": one.role.words, **_coded(one, _PART)}
            for one in parts.order_by("id")
        ],
        "plans": [
            {"project": one.project.title, **_coded(one, ("plan_id", "joined_at", "left_at"))}
            for one in links.select_related("project").order_by("id")
        ],
        "pooled": [
            {"title": one.collective.title, **_coded(one, ("need_id", "agreed"))}
            for one in pooled.select_related("collective").order_by("id")
        ],
        **{name: _on_file(model, person_ids) for name, model in _PASSAGES.items()},
    }


_PASSAGES: dict[str, type[OnFile]] = {
    "passages": Passage,
    "passage_asks": PassageAsk,
    "passage_words": PassageWord,
    "trial_looks": TrialLook,
}
_SEALED = "sealed_"
_NOT_TOLD = frozenset({"last_entry_id", "district"})


def _on_file(model: type[OnFile], person_ids: tuple[UUID, ...]) -> list[dict[str, Any]]:
    """Return what of a kind lies on the person's own files, with the sealed words opened."""
    rows = model._default_manager.filter(pathway__person__in=person_ids)
    return [_opened(row) for row in rows.select_related("pathway").order_by("id")]


def _opened(row: OnFile) -> dict[str, Any]:
    subject = row.pathway.subject_id
    keys, told = people.keyring(subject), dict[str, Any]()
    for field in row._meta.concrete_fields:
        name = field.attname
        if name.startswith(_SEALED):
            told[name.removeprefix(_SEALED)] = keys.open(subject, row, name)
        elif name not in _NOT_TOLD:
            told[name] = encode(getattr(row, name))
    return told


_SEAT = ("state", "since", "until")
_PART = ("hours", "taken_at", "left_at")


def _coded(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: encode(getattr(row, name)) for name in names}
