"""Community projects as the whole district may read them: persons are counted, never named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden
from aia.commons.queries import on_the_floor
from aia.community import permissions
from aia.community.models import (
    Aim,
    PlanLink,
    Pocket,
    Project,
    ProjectGift,
    ProjectResource,
    ProjectRole,
    Result,
    RoleHolder,
)
from aia.community.models.projects import OnProject
from aia.community.queries.tables import UndertakingSeen, tasks_of
from aia.community.rules.pooling import LEAST, at_least
from aia.community.terms import ProjectState
from aia.pathways.terms import GiveBackKind

_P = TypeVar("_P", bound=OnProject)
_MOST = 200


@dataclass(frozen=True)
class HolderSeen:
    """Who plays a part: a body by name, a person as one; whether it is the reader."""

    row: RoleHolder
    who: str
    own: bool
    acts: bool


@dataclass(frozen=True)
class RoleSeen:
    """A part to play, who plays it, how many places are left, whether the reader may take it."""

    row: ProjectRole
    holders: list[HolderSeen]
    left: int
    open_to_reader: bool


@dataclass(frozen=True)
class ProjectSeen:
    """A project whole; euro for money, hours for hours; `plans` is told in words."""

    row: Project
    aims: list[Aim]
    tasks: list[UndertakingSeen]
    roles: list[RoleSeen]
    resources: list[ProjectResource]
    pockets: list[Pocket]
    promised: Decimal
    spent: Decimal
    hours: Decimal
    results: list[Result]
    plans: str
    gifts: list[tuple[str, str]]
    acts: bool
    reads_table: bool


def projects_of(actor: Actor, *, state: str) -> list[Project]:
    """Return the projects of the actor's districts, by title. Raises Forbidden."""
    districts = actor.districts(*permissions.ALL_AROUND)
    if not districts:
        raise Forbidden(_("Projects are of who works, lives and helps in the district."))
    rows = Project.objects.filter(district__in=districts, state=state)
    return list(rows.select_related("collective").order_by("title", "id")[:_MOST])


def get_project(actor: Actor, project_id: UUID, verb: str, *, at: datetime) -> Project:
    """Return a project for who may do `verb`. Raises Forbidden, Project.DoesNotExist."""
    rows = permissions.near(actor, Project.objects.select_related("table", "collective"))
    project = rows.get(pk=project_id)
    permissions.demand(actor, verb, project, at=at)
    return project


def get_on_project(actor: Actor, model: type[_P], row_id: UUID, verb: str, *, at: datetime) -> _P:
    """Return a row of a project to act upon. Raises Forbidden, the model's DoesNotExist."""
    rows = permissions.near(actor, model._default_manager.select_related("project__table"))
    row = rows.get(pk=row_id)
    permissions.demand(actor, verb, row, at=at)
    return row


def project_seen(actor: Actor, project_id: UUID, *, at: datetime) -> ProjectSeen:
    """Return a project with all that belongs to it. Raises Forbidden, Project.DoesNotExist."""
    project = get_project(actor, project_id, "project.read", at=at)
    pockets = list(project.pockets.select_related("organisation").order_by("id"))
    acts = permissions.may(actor, "aim.set", project, at=at)
    roles = _roles(actor, project, acts=acts, at=at)
    return ProjectSeen(
        row=project,
        aims=list(project.aims.order_by("id")),
        tasks=tasks_of(project, at=at),
        roles=roles,
        resources=list(project.projectresources.select_related("resource").order_by("id")),
        pockets=pockets,
        promised=sum((one.promised for one in pockets), Decimal(0)),
        spent=sum((one.spent for one in pockets), Decimal(0)),
        hours=project.roleholders.aggregate(sum=Sum("hours"))["sum"] or Decimal(0),
        results=list(project.results.order_by("-told_on", "-id")[:_MOST]),
        plans=_plans(project),
        gifts=_gifts(project),
        acts=acts and project.state == ProjectState.GOING,
        reads_table=permissions.may(actor, "table.read", project.table, at=at),
    )


def floor_choices(district: str, *, at: datetime) -> list[tuple[UUID, str]]:
    """Return what is on the district's floor, to choose from."""
    rows = on_the_floor(at).filter(district=district).order_by("name", "id")
    return list(rows.values_list("id", "name")[:1_000])


def going_in(district: str) -> list[Project]:
    """Return the projects that go on in a district, by title."""
    rows = Project.objects.filter(district=district, state=ProjectState.GOING)
    return list(rows.order_by("title", "id"))


def links_of(plan_id: UUID) -> list[PlanLink]:
    """Return the projects in which a plan takes part, to who may read the plan."""
    rows = PlanLink.objects.filter(plan=plan_id, left_at=None).select_related("project")
    return list(rows.order_by("joined_at", "id"))


def _roles(actor: Actor, project: Project, *, acts: bool, at: datetime) -> list[RoleSeen]:
    playing: dict[UUID, list[RoleHolder]] = {}
    rows = project.roleholders.filter(left_at=None).select_related("organisation", "project")
    for one in rows.order_by("taken_at", "id"):
        playing.setdefault(one.role_id, []).append(one)
    going = project.state == ProjectState.GOING
    seen = []
    for role in project.projectroles.order_by("id"):
        holders = [_holder(actor, one, acts) for one in playing.get(role.id, [])]
        left = max(role.places - len(holders), 0)
        mine = (bool(actor.persons()) and role.for_recipients) or bool(actor.organisations())
        free = going and left > 0 and mine and not any(one.own for one in holders)
        seen.append(RoleSeen(role, holders, left, free))
    return seen


def _holder(actor: Actor, row: RoleHolder, acts: bool) -> HolderSeen:
    own = permissions.is_own(actor, row)
    who = row.organisation.name if row.organisation else _("you") if own else _("a person")
    return HolderSeen(row, who, own, own or acts)


def _plans(project: Project) -> str:
    """Return how many plans take part, in words: a few are not counted."""
    number = project.planlinks.filter(left_at=None).count()
    if number >= LEAST:
        told = {"number": at_least(number)}
        return _("At least %(number)s personal plans take part in it.") % told
    return _("Fewer than %(least)s personal plans take part in it.") % {"least": LEAST}


def _gifts(project: Project) -> list[tuple[str, str]]:
    """Return what was given back in it, by kind; a few are not counted."""
    rows = ProjectGift.objects.filter(project=project).order_by("give_back__kind")
    counted = Counter(rows.values_list("give_back__kind", flat=True))
    few = _("fewer than %(least)s") % {"least": LEAST}
    return [
        (
            str(GiveBackKind(kind).label),
            few if number < LEAST else _("at least %(number)s") % {"number": at_least(number)},
        )
        for kind, number in counted.items()
    ]
