"""Giving a person everything that is known about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from aia.access.actions import note_reading
from aia.access.terms import Actor, ReadingKind
from aia.people import permissions
from aia.people.actions.rows import PersonRef, id_of
from aia.people.models import Person
from aia.people.queries.export import export_of
from aia.people.queries.visible import grounds


@transaction.atomic
def export_person(*, actor: Actor, person: PersonRef, at: datetime) -> dict[str, Any]:
    """Return everything known about the person, and note who took it out. Raises Forbidden."""
    row = Person.objects.get(pk=id_of(person))
    permissions.demand(actor, "person.exported", row, at=at)
    note_reading(
        actor=actor,
        subject=row.id,
        district=row.district,
        kind=ReadingKind.EXPORT,
        why=grounds(actor, row.id, row.district, at=at),
        at=at,
    )
    return export_of(row.id, at=at)
