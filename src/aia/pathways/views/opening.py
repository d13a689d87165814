"""Opening a pathway, going on with one, its team, and the emergency door."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aia.access.actions import break_glass
from aia.access.terms import Forbidden
from aia.pathways import actions, permissions
from aia.pathways.forms import opening as forms
from aia.pathways.forms.line import ConfirmForm
from aia.pathways.models import Pathway
from aia.pathways.queries import (
    Beginning,
    beginning,
    candidates,
)
from aia.pathways.terms import Domain
from aia.pathways.views.acts import ActPage
from aia.pathways.views.needs import OnPathway
from aia.pathways.views.shared import person_url
from aia.pathways.views.teams import colleague
from aia.people.terms import Subject
from aia.web.terms import Crumb

_KINDS = (Subject.PERSON, Subject.HOUSEHOLD, Subject.ORGANISATION)


class _Opening(ActPage):
    """Base of opening: colleagues are proposed with their figures, whoever reads decides."""

    template_name = "pathways/open.html"
    submit = _("Open the pathway")
    done = _("The pathway is open.")
    subject: Beginning

    def wanted(self) -> list[str]:
        """Return the domains of need that the reader says it will be about."""
        return [code for code in self.request.GET.getlist("about") if code in Domain.values]

    def form_arguments(self) -> dict[str, Any]:
        found = candidates(self.actor, self.subject.district, self.wanted(), at=self.at)
        return {"candidates": found}

    def initial(self) -> dict[str, Any]:
        return {"lead": self.actor.id}

    def crumbs(self) -> list[Crumb]:
        worklist = Crumb(gettext("Worklist"), reverse("pathways:worklist"))
        return [worklist, Crumb(self.subject.name or str(self.heading))]

    def context(self) -> dict[str, Any]:
        wanted = self.wanted()
        return {
            "subject": self.subject,
            "domains": [(code, label, code in wanted) for code, label in Domain.choices],
            "back_url": reverse("pathways:worklist"),
        }

    def after(self, result: Pathway) -> str:
        return person_url(result)


class OpenPathway(_Opening):
    """Open the pathway of a person, a household or an organisation."""

    form_class = forms.LeadForm
    heading = _("Open the pathway")
    lead = _("From here on everything is dated, and can be read again by whoever has the right.")

    def load(self, kind: str, subject: UUID, **_ids: Any) -> None:
        """Read whose pathway it would be."""
        if kind not in _KINDS:
            raise Pathway.DoesNotExist
        self.subject = beginning(self.actor, kind, subject, at=self.at)

    def perform(self, told: dict[str, Any]) -> Pathway:
        kind, subject = self.subject.kind, self.subject.subject
        return actions.open_pathway(
            actor=self.actor,
            person_id=subject if kind == Subject.PERSON else None,
            household_id=subject if kind == Subject.HOUSEHOLD else None,
            organisation_id=subject if kind == Subject.ORGANISATION else None,
            lead=colleague(self.subject.district, told["lead"], self),
            at=self.at,
        )


class OpenCommunity(_Opening):
    """Open the pathway of a place or a group."""

    form_class = forms.CommunityForm
    heading = _("The pathway of a community")
    lead = _("For needs that belong to a place or a group: no single person is named.")

    def load(self, *_parts: Any, **_ids: Any) -> None:
        """Read the district where the reader works."""
        self.subject = beginning(self.actor, Subject.COMMUNITY, None, at=self.at)

    def perform(self, told: dict[str, Any]) -> Pathway:
        return actions.open_pathway(
            actor=self.actor,
            title=told["title"],
            district=self.subject.district,
            lead=colleague(self.subject.district, told["lead"], self),
            at=self.at,
        )


class ReopenPathway(OnPathway):
    """Go on with a closed pathway."""

    verb = "pathway.reopened"
    form_class = forms.LeadForm
    heading = _("Open the pathway again")
    lead = _("What was written stays; its needs are opened again one by one.")
    submit = _("Open again")
    done = _("The pathway is open again.")

    def seen(self) -> int | None:
        return self.known.pathway.last_entry_id

    def form_arguments(self) -> dict[str, Any]:
        return {"candidates": candidates(self.actor, self.known.pathway.district, at=self.at)}

    def initial(self) -> dict[str, Any]:
        return {"lead": self.actor.id}

    def perform(self, told: dict[str, Any]) -> Pathway:
        pathway = self.known.pathway
        return actions.reopen_pathway(
            actor=self.actor,
            pathway_id=pathway.id,
            lead=colleague(pathway.district, told["lead"], self),
            seen=told["seen"],
            at=self.at,
        )


class ResumePathway(OnPathway):
    """Go on with a pathway that rests."""

    verb = "pathway.resumed"
    form_class = ConfirmForm
    heading = _("Go on with the pathway")
    submit = _("Resume the pathway")
    done = _("The pathway goes on.")

    def seen(self) -> int | None:
        return self.known.pathway.last_entry_id

    def perform(self, told: dict[str, Any]) -> Pathway:
        return actions.resume_pathway(
            actor=self.actor, pathway_id=self.known.pathway.id, **told, at=self.at
        )


class BreakGlass(OnPathway):
    """Open, with a reason, a file that one does not follow."""

    verb = "file.known"
    template_name = "pathways/break_glass.html"
    form_class = forms.EmergencyForm
    heading = _("Open the file in an emergency")
    submit = _("Open the file for four hours")
    done = _("The file is open to you for four hours. The coordinator and the person know.")

    def get(self, request: HttpRequest, **ids: Any) -> HttpResponse:
        """Show the form; who may read the file anyway goes straight to it."""
        if permissions.may(self.actor, "file.read", self.known.pathway, at=self.at):
            return redirect(person_url(self.known.pathway))
        return super().get(request, **ids)

    def load(self, subject: UUID, **_ids: Any) -> None:
        """Read the pathway, as a colleague of the district."""
        super().load(subject)
        if self.known.pathway.district not in self.actor.districts(*permissions.FILE_ROLES):
            raise Forbidden(gettext("Only the district’s social workers may do this."))

    def context(self) -> dict[str, Any]:
        return {**super().context(), "known": self.known}

    def perform(self, told: dict[str, Any]) -> Any:
        pathway = self.known.pathway
        return break_glass(
            actor=self.actor,
            subject=pathway.subject,
            district=pathway.district,
            reason=told["reason"],
            note=told["note"],
            at=self.at,
        )
