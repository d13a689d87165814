"""Pathways whose own mark of protection lags behind their person or household."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from aia.pathways.models import Pathway
from aia.people.queries import members_on


def out_of_step(*, at: datetime) -> list[UUID]:
    """Return the pathways that are marked as protected and need it no longer, or need it and are
    not marked, for the installation's nightly work: who may look never depends on the mark."""
    sheltered = members_on(timezone.localdate(at)).filter(
        household=OuterRef("household"), person__protected=True
    )
    lagging = (
        Q(person__isnull=False, person__protected=True, protected=False)
        | Q(person__isnull=False, person__protected=False, protected=True)
        | (Q(household__isnull=False, protected=False) & Exists(sheltered))
        | (Q(household__isnull=False, protected=True) & ~Exists(sheltered))
    )
    return list(Pathway.objects.filter(lagging).values_list("id", flat=True))
