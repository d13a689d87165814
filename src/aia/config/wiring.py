"""What upper modules answer to `access`, which may not import them (see `aia.access.ports`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from aia.access.terms import Actor
from aia.pathways.terms import Domain
from aia.people import queries as people
from aia.territory import queries as territory


def subject_names(actor: Actor, subjects: Iterable[UUID], *, at: datetime) -> dict[UUID, str]:
    """Return the names of the persons, households and organisations that the actor may see."""
    wanted = list(subjects)
    persons = people.persons_visible_to(actor, at=at).filter(id__in=wanted)
    households = people.households_visible_to(actor, at=at).filter(id__in=wanted)
    organisations = people.organisations_visible_to(actor).filter(id__in=wanted)
    return people.names_of(
        person_ids=persons.values_list("id", flat=True),
        household_ids=households.values_list("id", flat=True),
        organisation_ids=organisations.values_list("id", flat=True),
    )


def organisation_names(actor: Actor) -> dict[UUID, str]:
    """Return the names of the open organisations of the actor's districts."""
    return dict(people.organisations_visible_to(actor).values_list("id", "name"))


def district_names() -> dict[str, str]:
    """Return the names of the districts of the installation, by code."""
    return dict(territory.districts().values_list("code", "name"))


def competences() -> list[tuple[str, str]]:
    """Return what a social worker can be good at: the domains of life, by code and label."""
    return [(domain.value, str(domain.label)) for domain in Domain]
