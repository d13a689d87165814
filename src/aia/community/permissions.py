"""Who may do what at tables, in projects and with needs in common. One policy for every door.

A verb is the ledger's name of the act. Everybody stands somewhere towards a row; a verb says which
standings allow it. The office and who sits at a table have the same rights there: the public body
brings people together, it does not preside.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden, Role
from aia.community.models import CollectiveNeed, PooledNeed, Project, RoleHolder, Seat, Table
from aia.community.models.projects import OnProject
from aia.community.models.tables import OnTable
from aia.community.terms import SeatState

Row = Table | OnTable | Project | OnProject | CollectiveNeed | PooledNeed
_Row = TypeVar("_Row", bound=Row)

OFFICE_ROLES = (Role.SOCIAL_WORKER, Role.COORDINATOR, Role.PLANNER)
FILE_ROLES = (Role.SOCIAL_WORKER, Role.COORDINATOR)
AROUND = (*OFFICE_ROLES, Role.PARTNER_OPERATOR)
"""Roles that open tables and see which there are; citizens see those where they sit."""
ALL_AROUND = (*AROUND, Role.CITIZEN)
"""Roles that may read what a project is and play a part in it."""


class Standing(Enum):
    """How an actor stands towards a row."""

    OFFICE = "office"
    FILES = "files"
    SEATED = "seated"
    INVITED = "invited"
    SELF = "self"
    AROUND = "around"
    NEIGHBOUR = "neighbour"


_S = Standing
_AT_TABLE = frozenset({_S.OFFICE, _S.SEATED})
_POLICY: Mapping[str, frozenset[Standing]] = {
    "table.opened": frozenset({_S.AROUND}),
    "table.read": _AT_TABLE | {_S.INVITED},
    "seat.taken": frozenset({_S.OFFICE, _S.SELF}),
    "seat.declined": frozenset({_S.OFFICE, _S.SELF}),
    "project.read": frozenset({_S.NEIGHBOUR}),
    "role.taken": _AT_TABLE | {_S.SELF},
    "role.worked": _AT_TABLE | {_S.SELF},
    "role.left": _AT_TABLE | {_S.SELF},
    "collective.read": frozenset({_S.AROUND}),
    "collective.gathered": frozenset({_S.FILES}),
    "collective.recognised": frozenset({_S.FILES}),
    "need.pooled": frozenset({_S.NEIGHBOUR}),
    "plan_link.joined": frozenset({_S.FILES}),
    "plan_link.left": frozenset({_S.FILES}),
    "project_gift.arose": frozenset({_S.FILES}),
}


def may(actor: Actor, verb: str, row: Row, *, at: datetime) -> bool:
    """Say whether the actor may do `verb` to `row` (a new, unsaved row for what creates one)."""
    return bool(actor.service) or bool(allowing(verb) & standings(actor, row, at=at))


def demand(actor: Actor, verb: str, row: Row, *, at: datetime) -> None:
    """Raise Forbidden when the actor may not do `verb` to `row`; hidden from other districts."""
    if may(actor, verb, row, at=at):
        return
    hidden = row.district not in actor.districts()
    raise Forbidden(_("This is of who sits at the table: ask to be invited."), hidden=hidden)


def near(actor: Actor, rows: QuerySet[_Row]) -> QuerySet[_Row]:
    """Return the rows of the actor's districts: the others do not exist."""
    return rows if actor.service else rows.filter(district__in=actor.districts())


def allowing(verb: str) -> frozenset[Standing]:
    """Return the standings that allow a verb: the office's and those at the table unless told."""
    return _POLICY.get(verb, _AT_TABLE)


def standings(actor: Actor, row: Row, *, at: datetime) -> frozenset[Standing]:
    """Return every way in which the actor stands towards a row."""
    found = _by_role(actor, row.district)
    table = _table_of(row)
    if table is not None and row.district in actor.districts():
        states = set(own_seats(actor, at=at).filter(table=table).values_list("state", flat=True))
        found |= {_S.SEATED} if SeatState.TAKEN in states else set()
        found |= {_S.INVITED} if SeatState.OFFERED in states else set()
    if isinstance(row, Seat | RoleHolder) and is_own(actor, row):
        found.add(_S.SELF)
    return frozenset(found)


def own_seats(actor: Actor, *, at: datetime) -> QuerySet[Seat]:
    """Return the seats of the actor or of their bodies that hold today, offered or taken."""
    today = timezone.localdate(at)
    mine = Q(organisation__in=actor.organisations()) | Q(person__in=actor.persons())
    holds = Q(until=None) | Q(until__gte=today)
    return Seat.objects.filter(mine, holds, state__in=(SeatState.OFFERED, SeatState.TAKEN))


def is_own(actor: Actor, row: Seat | RoleHolder) -> bool:
    """Say whether a seat or a part is the actor's, or of a body of theirs."""
    body = row.organisation_id is not None and row.organisation_id in actor.organisations()
    return body or (row.person_id is not None and row.person_id in actor.persons())


def _by_role(actor: Actor, district: str) -> set[Standing]:
    roles = (
        (_S.OFFICE, OFFICE_ROLES),
        (_S.FILES, FILE_ROLES),
        (_S.AROUND, AROUND),
        (_S.NEIGHBOUR, ALL_AROUND),
    )
    return {standing for standing, told in roles if district in actor.districts(*told)}


def _table_of(row: Row) -> UUID | None:
    if isinstance(row, Table):
        return row.id
    if isinstance(row, OnTable | Project):
        return row.table_id
    return row.project.table_id if isinstance(row, OnProject) else None
