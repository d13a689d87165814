"""Who follows a pathway: the team's page and the acts that change it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import accounts_by_role, request_actor
from aia.access.terms import Forbidden, Role
from aia.kit.clock import now
from aia.pathways import actions, permissions
from aia.pathways.forms import opening as forms
from aia.pathways.queries import colleagues, glimpse, team_accounts
from aia.pathways.terms import State
from aia.pathways.views.acts import ActPage
from aia.pathways.views.files import or_known
from aia.pathways.views.needs import OnPathway
from aia.pathways.views.shared import crumbs_to, person_url


@require_safe
@or_known
def team_page(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show who follows a pathway, and let the team change it."""
    actor, at = request_actor(request), now()
    known = glimpse(actor, subject, at=at)
    if known is None:
        raise Forbidden(gettext("There is no such pathway."), hidden=True)
    pathway = known.pathway
    permissions.demand(actor, "team.changed", pathway, at=at)
    members = team_accounts(pathway, at=at)
    inside = {member.id for member in members}
    there = colleagues(actor, pathway.district, at=at)
    others = {id_: name for id_, name in there.items() if id_ not in inside}
    leads = {id_: name for id_, name in there.items() if id_ != pathway.lead}
    context = {
        "known": known,
        "pathway": pathway,
        "members": members,
        "reader": actor.id,
        "may_change": pathway.state != State.CLOSED,
        "join": forms.ColleagueForm(colleagues=others, auto_id="join_%s"),
        "lead": forms.ColleagueForm(
            colleagues=leads, auto_id="lead_%s", initial={"seen": pathway.last_entry_id}
        ),
        "crumbs": crumbs_to(pathway, known.name, gettext("Who follows")),
    }
    return render(request, "pathways/team.html", context)


class OnTeam(OnPathway):
    """Base of the acts on a team."""

    verb = "team.changed"
    form_class = forms.ColleagueForm

    def form_arguments(self) -> dict[str, Any]:
        return {"colleagues": colleagues(self.actor, self.known.pathway.district, at=self.at)}

    def load(self, subject: UUID, **_ids: Any) -> None:
        """Read the pathway, as somebody who may change its team."""
        super().load(subject)
        permissions.demand(self.actor, "team.changed", self.known.pathway, at=self.at)

    def after(self, result: Any) -> str:
        return reverse("pathways:team", args=[self.known.pathway.subject])

    def told(self, account: UUID) -> dict[str, Any]:
        """Return the arguments that every act on a team takes."""
        pathway = self.known.pathway
        return {
            "actor": self.actor,
            "pathway_id": pathway.id,
            "account": colleague(pathway.district, account, self),
            "at": self.at,
        }


class JoinTeam(OnTeam):
    """Let a colleague into the team."""

    heading = _("A colleague in the team")
    submit = _("Add to the team")
    done = _("The colleague can open the file from now on.")

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.join_team(**self.told(told["account"]))


class LeaveTeam(OnTeam):
    """Take somebody, or oneself, out of the team."""

    heading = _("Out of the team")
    submit = _("Take out of the team")
    done = _("They no longer open this file.")

    def form_arguments(self) -> dict[str, Any]:
        members = team_accounts(self.known.pathway, at=self.at)
        return {"colleagues": {member.id: member.name for member in members}}

    def perform(self, told: dict[str, Any]) -> Any:
        pathway = self.known.pathway
        members = team_accounts(pathway, at=self.at)
        leaver = next(member for member in members if member.id == told["account"])
        return actions.leave_team(
            actor=self.actor, pathway_id=pathway.id, account=leaver, at=self.at
        )

    def after(self, result: Any) -> str:
        mine = permissions.may(self.actor, "team.changed", self.known.pathway, at=self.at)
        return super().after(result) if mine else person_url(self.known.pathway)


class ChangeLead(OnTeam):
    """Name another lead."""

    heading = _("Another lead")
    submit = _("Change who leads")
    done = _("From now on another colleague leads.")

    def seen(self) -> int | None:
        return self.known.pathway.last_entry_id

    def perform(self, told: dict[str, Any]) -> Any:
        given = self.told(told["account"])
        return actions.change_lead(lead=given.pop("account"), seen=told["seen"], **given)


def colleague(district: str, account: UUID, page: ActPage) -> Any:
    """Return the account of a colleague who may follow people there. Raises Forbidden."""
    for role in (Role.SOCIAL_WORKER, Role.COORDINATOR):
        found = accounts_by_role(district, role, at=page.at).filter(id=account).first()
        if found is not None:
            return found
    raise Forbidden(gettext("This colleague has no role in the district."))
