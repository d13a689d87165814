"""Everything the pathways know about a person, for their own copy (GDPR art. 15 and 20)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db.models import Max
from django.utils import timezone

from aia.pathways.models import Pathway
from aia.pathways.models.line import OnPathway
from aia.pathways.queries.trace import unsaid
from aia.people import queries as people
from aia.trace.terms import encode

if TYPE_CHECKING:
    from aia.people.sealing import Keyring

_SEALED = "sealed_"
_NOT_TOLD = frozenset({"id", "last_entry_id", "district", "pathway_id"})


def export_section(person_ids: tuple[UUID, ...], at: datetime) -> list[dict[str, Any]]:
    """Return the person's own pathways, each with every row on it, sealed words opened.

    Pathways of their household, organisation or community are not here: they are about others
    too. Needs that the person has not said yet are talked about first and handed over in person.
    """
    return [_pathway(pathway) for pathway in Pathway.objects.filter(person__in=person_ids)]


def last_activity(person_ids: Iterable[UUID]) -> dict[UUID, date]:
    """Return, for each person followed, the day of the last entry about their pathway."""
    rows = Pathway.objects.filter(person__in=list(person_ids)).values("person")
    last = rows.annotate(opened=Max("opened_at"), closed=Max("closed_at"))
    return {
        row["person"]: timezone.localdate(max(row["opened"], row["closed"] or row["opened"]))
        for row in last
    }


def _pathway(pathway: Pathway) -> dict[str, Any]:
    keys = people.keyring(pathway.subject)
    told, silent = _told(pathway, pathway.subject, keys), unsaid(pathway)
    for model in apps.get_app_config("pathways").get_models():
        if issubclass(model, OnPathway):
            rows = model._default_manager.filter(pathway=pathway).exclude(pk__in=silent)
            rows = rows.order_by("last_entry")
            told[model._meta.model_name or ""] = [_told(r, pathway.subject, keys) for r in rows]
    return told


def _told(row: Any, subject: UUID, keys: Keyring) -> dict[str, Any]:
    """Return a row's fields by name: sealed words as text, codes as the ledger writes them."""
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        name = field.attname
        if name.startswith(_SEALED):
            told[name.removeprefix(_SEALED)] = keys.open(subject, row, name)
        elif name not in _NOT_TOLD:
            value = getattr(row, name)
            free = isinstance(value, str) and name in row.APART
            told[name] = value if free else encode(value)
    return told
