"""The network of bodies that work together: at tables and in projects of today."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden
from aia.community import permissions
from aia.community.models import Pocket, ProjectResource, RoleHolder, Seat
from aia.community.rules.network import Network, network
from aia.community.terms import ProjectState, SeatState, TableState
from aia.people.queries import names_of


@dataclass(frozen=True)
class NetworkSeen:
    """The network and what its bodies are called."""

    read: Network
    names: dict[UUID, str]


def who_with_whom(actor: Actor, district: str) -> NetworkSeen:
    """Return who works with whom in the district: bodies only, never persons. Raises Forbidden."""
    if district not in actor.districts(*permissions.AROUND):
        raise Forbidden(_("The network is read by who works in the district."))
    read = network(_groups(district))
    ids = [knot.id for knot in read.knots]
    return NetworkSeen(read, names_of(organisation_ids=ids))


def _groups(district: str) -> list[set[UUID]]:
    """Return the bodies of each open table, and those of each project that goes on."""
    groups: defaultdict[UUID, set[UUID]] = defaultdict(set)
    seats = Seat.objects.filter(
        district=district,
        state=SeatState.TAKEN,
        organisation__isnull=False,
        table__state=TableState.OPEN,
    )
    for table, body in seats.values_list("table", "organisation"):
        groups[table].add(body)
    going = {"project__district": district, "project__state": ProjectState.GOING}
    told = (
        RoleHolder.objects.filter(**going, left_at=None).values_list("project", "organisation"),
        Pocket.objects.filter(**going).values_list("project", "organisation"),
        ProjectResource.objects.filter(**going).values_list("project", "resource__organisation"),
    )
    for rows in told:
        for project, body in rows:
            if body is not None:
                groups[project].add(body)
    return [groups[key] for key in sorted(groups)]
