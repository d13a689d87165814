"""Locks: the table, the project or the need in common first, then what hangs from it."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.community import permissions
from aia.community.models import Project, Table
from aia.community.models.projects import OnProject
from aia.community.models.tables import OnTable
from aia.community.terms import ProjectState, Refused, TableState
from aia.trace.actions import lock

_T = TypeVar("_T", bound=OnTable)
_P = TypeVar("_P", bound=OnProject)


def open_table(
    actor: Actor, verb: str, table_id: UUID, *, seen: int | None = None, at: datetime
) -> Table:
    """Return the table, locked, when the actor may do `verb` there and it still meets."""
    table = lock(permissions.near(actor, Table.objects.all()), table_id, seen=seen)
    permissions.demand(actor, verb, table, at=at)
    if table.state == TableState.CLOSED:
        raise Refused(_("This table is closed: open another one."))
    return table


def row_of_table(
    actor: Actor, verb: str, model: type[_T], row_id: UUID, *, seen: int | None, at: datetime
) -> _T:
    """Return a row of a table, locked, when the actor may do `verb` to it."""
    row = lock(permissions.near(actor, model._default_manager.all()), row_id, seen=seen)
    permissions.demand(actor, verb, row, at=at)
    return row


def going_project(
    actor: Actor, verb: str, project_id: UUID, *, seen: int | None = None, at: datetime
) -> Project:
    """Return the project, locked, when the actor may do `verb` there and it has not ended."""
    project = lock(permissions.near(actor, Project.objects.all()), project_id, seen=seen)
    permissions.demand(actor, verb, project, at=at)
    check_going(project)
    return project


def row_of_project(
    actor: Actor, verb: str, model: type[_P], row_id: UUID, *, seen: int | None, at: datetime
) -> _P:
    """Return a row of a project, locked, when the actor may do `verb` to it."""
    rows = permissions.near(actor, model._default_manager.select_related("project"))
    row = lock(rows, row_id, seen=seen)
    permissions.demand(actor, verb, row, at=at)
    return row


def check_going(project: Project) -> None:
    """Raise Refused when the project has ended."""
    if project.state == ProjectState.ENDED:
        raise Refused(_("This project has ended: what it was stays written."))
