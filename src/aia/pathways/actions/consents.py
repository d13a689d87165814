"""Which consent stands behind an act on a pathway."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from aia.pathways.models import Pathway
from aia.people import queries as people

if TYPE_CHECKING:
    from aia.people.models import Consent


def consent_for(
    pathway: Pathway, purpose: str, *, organisation: UUID | None = None, at: datetime
) -> Consent | None:
    """Return the consent in force of the pathway's person, or of one of its household, or None."""
    for person in _persons(pathway, at):
        found = people.consent_in_force(person, purpose, organisation=organisation, at=at)
        if found is not None:
            return found
    return None


def _persons(pathway: Pathway, at: datetime) -> list[UUID]:
    if pathway.person_id is not None:
        return [pathway.person_id]
    if pathway.household_id is None:
        return []
    members = people.members_of(pathway.household_id, timezone.localdate(at))
    return list(members.values_list("person_id", flat=True))
