"""What one keeps, and what the office looks after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from aia.access.queries import subjects_in_scope
from aia.access.terms import Actor, Forbidden
from aia.commons import permissions
from aia.commons.models import Resource
from aia.people.queries import names_of, organisations, persons_visible_to

_MOST_PERSONS = 200


@dataclass(frozen=True)
class Keeper:
    """Somebody in whose name the actor may put things on the floor."""

    kind: str
    id: UUID
    name: str

    @property
    def code(self) -> str:
        """Return what a form's choice holds."""
        return f"{self.kind}:{self.id}"


def kept_by(actor: Actor) -> QuerySet[Resource]:
    """Return what the actor keeps, for a body or as a person, by state and name."""
    rows = Resource.objects.filter(
        Q(organisation__in=actor.organisations()) | Q(person__in=actor.persons())
    )
    return rows.select_related("municipality", "organisation").order_by("state", "name", "id")


def looked_after(actor: Actor, *, state: str = "") -> QuerySet[Resource]:
    """Return everything of the districts where the actor works in the office, by name."""
    rows = Resource.objects.filter(district__in=actor.districts(*permissions.OFFICE_ROLES))
    if state:
        rows = rows.filter(state=state)
    return rows.select_related("municipality", "organisation").order_by("name", "id")


def get_resource(actor: Actor, resource_id: UUID, verb: str, *, at: datetime) -> Resource:
    """Return a resource to act upon: those of other districts are not there.

    Raises Forbidden, Resource.DoesNotExist.
    """
    rows = permissions.near(actor, Resource.objects.select_related("municipality", "organisation"))
    resource = rows.get(pk=resource_id)
    permissions.demand(actor, verb, resource, at=at)
    return resource


def keepers_for(actor: Actor, district: str, *, at: datetime) -> list[Keeper]:
    """Return in whose name the actor may offer in the district: themselves and their bodies first.

    The office also offers for any body, and for the persons whom it follows. Raises Forbidden
    when there is nobody.
    """
    persons = {g.person for g in actor.grants if g.person and g.district == district}
    bodies = {g.organisation for g in actor.grants if g.organisation and g.district == district}
    found = [Keeper("person", one, _("Myself")) for one in sorted(persons)]
    if district in actor.districts(*permissions.OFFICE_ROLES):
        found += [Keeper("body", body.id, body.name) for body in organisations(district)]
        found += _followed(actor, at)
    else:
        names = names_of(organisation_ids=bodies)
        found += [Keeper("body", one, names[one]) for one in sorted(bodies) if one in names]
    if not found:
        raise Forbidden(_("Things are put on the floor by bodies, people and the social services."))
    return found


def users_for(actor: Actor, *, at: datetime) -> list[Keeper]:
    """Return in whose name the actor may act in any of their districts. Raises Forbidden."""
    found: dict[UUID, Keeper] = {}
    for district in sorted(actor.districts(*permissions.OFFERING)):
        found |= {one.id: one for one in keepers_for(actor, district, at=at)}
    if not found:
        raise Forbidden(_("Here is what bodies and people give each other."))
    return list(found.values())


def _followed(actor: Actor, at: datetime) -> list[Keeper]:
    seen = persons_visible_to(actor, at=at).filter(pk__in=subjects_in_scope(actor, at=at))
    ids = list(seen.values_list("pk", flat=True)[:_MOST_PERSONS])
    names = names_of(person_ids=ids)
    shown = sorted(((names[one], one) for one in ids), key=lambda pair: pair[0])
    return [Keeper("person", one, name) for name, one in shown]
