"""What the pages of the community's acts have in common."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from aia.access.queries import request_actor
from aia.community import actions
from aia.community.models import Project, Table
from aia.community.models.projects import OnProject
from aia.community.models.tables import OnTable
from aia.community.queries import get_on_project, get_on_table, get_project, get_table
from aia.people.queries import organisations
from aia.web.acts import ActPage
from aia.web.terms import Crumb


def district_of(request: HttpRequest, *roles: str) -> str:
    """Return the reader's district for some roles; "" without any."""
    return next(iter(sorted(request_actor(request).districts(*roles))), "")


def bodies_of(district: str) -> list[tuple[UUID, str]]:
    """Return the district's open bodies, to choose from."""
    return [(one.id, one.name) for one in organisations(district)]


def table_crumbs(table: Table | None = None, *here: str) -> list[Crumb]:
    """Return the places from the list of tables to a page under it."""
    found = [Crumb(_("Tables"), reverse("community:tables"))]
    if table is not None:
        found.append(Crumb(table.title, reverse("community:table", args=[table.id])))
    return [*found, *(Crumb(label) for label in here)]


def project_crumbs(project: Project | None = None, *here: str) -> list[Crumb]:
    """Return the places from the list of projects to a page under it."""
    found = [Crumb(_("Projects"), reverse("community:projects"))]
    if project is not None:
        found.append(Crumb(project.title, reverse("community:project", args=[project.id])))
    return [*found, *(Crumb(label) for label in here)]


class _Act(ActPage):
    """Base: the form's fields are the arguments of `action`, beside the row's own id."""

    verb: ClassVar[str]
    action: ClassVar[str]
    makes: ClassVar[bool] = False
    argument: ClassVar[str]
    row: Any

    def seen(self) -> int | None:
        return None if self.makes else self.row.last_entry_id

    def perform(self, told: dict[str, Any]) -> Any:
        seen = told.pop("seen", None)
        told |= {} if self.makes else {"seen": seen}
        act = getattr(actions, self.action)
        return act(actor=self.actor, at=self.at, **{self.argument: self.row.id}, **told)

    def context(self) -> dict[str, Any]:
        return {"back_url": self.after(None)}


class TableAct(_Act):
    """Base of the acts on a table, or on a row of it (`model`)."""

    model: ClassVar[type[OnTable]]
    argument = "table_id"
    table: Table

    def load(self, row_id: UUID, **_ids: Any) -> None:
        """Read what is acted upon, as somebody who may."""
        if self.argument == "table_id":
            self.row = self.table = get_table(self.actor, row_id, self.verb, at=self.at)
        else:
            self.row = get_on_table(self.actor, self.model, row_id, self.verb, at=self.at)
            self.table = self.row.table

    def crumbs(self) -> list[Crumb]:
        return table_crumbs(self.table, str(self.heading))

    def after(self, result: Any) -> str:
        return reverse("community:table", args=[self.table.id])


class ProjectAct(_Act):
    """Base of the acts on a project, or on a row of it (`model`)."""

    model: ClassVar[type[OnProject]]
    argument = "project_id"
    project: Project

    def load(self, row_id: UUID, **_ids: Any) -> None:
        """Read what is acted upon, as somebody who may."""
        if self.argument == "project_id":
            self.row = self.project = get_project(self.actor, row_id, self.verb, at=self.at)
        else:
            self.row = get_on_project(self.actor, self.model, row_id, self.verb, at=self.at)
            self.project = self.row.project

    def crumbs(self) -> list[Crumb]:
        return project_crumbs(self.project, str(self.heading))

    def after(self, result: Any) -> str:
        return reverse("community:project", args=[self.project.id])
