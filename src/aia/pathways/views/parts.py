"""The parts of a file beside its path: plan, autonomy, diary, documents. One head, many tabs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aia.access.queries import request_actor
from aia.pathways import actions
from aia.pathways.actions.parts import open_part
from aia.pathways.models import Pathway
from aia.pathways.models.line import OnPathway
from aia.pathways.queries.parts import FilePart, file_part, part_of_row
from aia.pathways.views.acts import ActPage
from aia.pathways.views.shared import crumbs_to
from aia.web.forms import ActForm
from aia.web.terms import Crumb


class Act(NamedTuple):
    """What can be done next: its words and the address of its page."""

    label: str | Promise
    url: str


@dataclass(frozen=True)
class Tab:
    """A part of a file: its code in `_file_tabs.html`, its name and the name of its address."""

    here: str
    label: str | Promise
    url_name: str


PLAN = Tab("plan", pgettext_lazy("part of the file", "Plan"), "pathways:plans")
AUTONOMY = Tab("assessments", _("Autonomy"), "pathways:assessments")
DIARY = Tab("diary", _("Diary"), "pathways:diary")
DOCUMENTS = Tab("documents", _("Documents"), "pathways:attachments")


def asked_part(request: HttpRequest, subject: UUID, *, at: datetime) -> FilePart:
    """Open the part of the file that the address asks for; `of` names an earlier pathway.

    Raises Forbidden; Http404 when there is no such pathway.
    """
    try:
        return open_part(
            actor=request_actor(request),
            subject_id=subject,
            pathway_id=asked_pathway(request),
            at=at,
        )
    except Pathway.DoesNotExist as error:
        raise Http404 from error


def asked_pathway(request: HttpRequest) -> UUID | None:
    """Return the pathway that the address asks for, None for that of today. Raises Http404."""
    told = request.GET.get("of")
    try:
        return UUID(told) if told else None
    except ValueError as error:
        raise Http404 from error


def tab_url(tab: Tab, part: FilePart) -> str:
    """Return the address of a part of somebody's file."""
    return reverse(tab.url_name, args=[part.pathway.subject_id])


def row_act(label: str | Promise, name: str, row: OnPathway) -> Act:
    """Return the act of that name on a row."""
    return Act(label, reverse(f"pathways:{name}", args=[row.pk]))


def part_page(
    request: HttpRequest, template: str, part: FilePart, tab: Tab, context: dict[str, Any]
) -> HttpResponse:
    """Show a part of a file under its head."""
    crumbs = [*crumbs_to(part.pathway, part.name), Crumb(str(tab.label), tab_url(tab, part))]
    crumbs += [Crumb(str(context["here_label"]))] if "here_label" in context else []
    head = {"part": part, "pathway": part.pathway, "here": tab.here, "tab": tab, "crumbs": crumbs}
    head |= {"of": f"?of={part.pathway.id}" if part.is_earlier else ""}
    return render(request, f"pathways/{template}", {**head, **context})


class PartAct(ActPage):
    """Base of the acts in one part of a file; `verb` is what the policy is asked for."""

    template_name = "pathways/act_on_part.html"
    tab: ClassVar[Tab]
    verb: ClassVar[str]
    action: ClassVar[str]
    part: FilePart

    def crumbs(self) -> list[Crumb]:
        tab = Crumb(str(self.tab.label), tab_url(self.tab, self.part))
        return [*crumbs_to(self.part.pathway, self.part.name), tab, Crumb(str(self.heading))]

    def after(self, result: Any) -> str:
        return tab_url(self.tab, self.part)

    def back(self) -> str:
        """Return where to go without acting."""
        return self.after(None)

    def context(self) -> dict[str, Any]:
        return {"part": self.part, "back_url": self.back()}


class NewInPart(PartAct):
    """Base of the acts that begin something in a part of a subject's file.

    The form's fields are the action's arguments, beside the pathway.
    """

    def load(self, subject: UUID, **_ids: Any) -> None:
        """Read the head of the file as who may do the act."""
        self.part = file_part(self.actor, subject, verb=self.verb, at=self.at)

    def perform(self, told: dict[str, Any]) -> Any:
        told.pop("seen", None)
        act = getattr(actions, self.action)
        return act(actor=self.actor, pathway_id=self.part.pathway.id, at=self.at, **told)


class OnPartRow(PartAct):
    """Base of the acts on a row of a part: `row_id` in the address.

    The form's fields are the arguments of `action`, beside the row's own (`argument`).
    """

    model: ClassVar[type[OnPathway]]
    argument: ClassVar[str]
    form_class: ClassVar[type[ActForm]]
    row: Any

    def load(self, row_id: UUID, **_ids: Any) -> None:
        """Read the row and the head of its file as who may do the act."""
        self.row, self.part = part_of_row(
            self.actor, self.model, row_id, verb=self.verb, at=self.at
        )

    def seen(self) -> int | None:
        return int(self.row.last_entry_id)

    def perform(self, told: dict[str, Any]) -> Any:
        act = getattr(actions, self.action)
        return act(actor=self.actor, at=self.at, **{self.argument: self.row.pk}, **told)
