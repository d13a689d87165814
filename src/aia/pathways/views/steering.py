"""Pages of whoever steers: lists of pathways, what does not hold together, caseloads that move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import account_names, accounts_managed_by, request_actor
from aia.access.terms import Actor, Forbidden, Role
from aia.kit.clock import now
from aia.pathways import actions
from aia.pathways.checkers import Result, run_checkers
from aia.pathways.forms.steering import HandOverForm
from aia.pathways.queries import (
    PathwayRow,
    candidates,
    caseload,
    colleagues,
    list_pathways,
    pathways_named,
)
from aia.pathways.rules import Refused
from aia.pathways.terms import State, Whose
from aia.pathways.views.acts import ActPage
from aia.pathways.views.shared import person_url
from aia.web.lists import keyset_urls
from aia.web.terms import Crumb

_SHOWN_FINDINGS = 10
_TONES = {"wrong": "alert", "late": "care", "look": "info"}
_HANDED_OVER = "handed_over"


def _demand_workers(actor: Actor, *roles: str) -> None:
    if not actor.districts(*(roles or (Role.SOCIAL_WORKER, Role.COORDINATOR))):
        raise Forbidden(gettext("Your role does not allow this."))


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """List the pathways that the reader follows, or those of the district they coordinate."""
    actor, at = request_actor(request), now()
    _demand_workers(actor)
    state, whose = _told(request, "state", State.values), _told(request, "whose", Whose.values)
    coordinates = actor.has(Role.COORDINATOR)
    whose = whose if coordinates and whose else Whose.MINE
    leads = _leads(actor, at) if whose == Whose.DISTRICT else {}
    lead = _lead(request, leads)
    page = list_pathways(
        actor,
        at=at,
        whose=whose,
        state=state or State.OPEN,
        lead=lead,
        cursor=request.GET.get("after"),
    )
    names = account_names({row.pathway.lead for row in page.items if row.pathway.lead})
    context = {
        "rows": [_row(row, names) for row in page.items],
        "states": State.choices,
        "state": state or State.OPEN,
        "whose": whose,
        "coordinates": coordinates,
        "leads": sorted(leads.items(), key=lambda one: one[1]),
        "lead": lead,
        **keyset_urls(request, page.next_cursor),
    }
    return render(request, "pathways/list.html", context)


def _told(request: HttpRequest, name: str, known: list[str]) -> str:
    told = request.GET.get(name, "")
    return told if told in known else ""


def _leads(actor: Actor, at: datetime) -> dict[UUID, str]:
    return {
        id_: name
        for district in sorted(actor.districts(Role.COORDINATOR))
        for id_, name in colleagues(actor, district, at=at).items()
    }


def _lead(request: HttpRequest, known: Mapping[UUID, str]) -> UUID | None:
    return next((id_ for id_ in known if str(id_) == request.GET.get("lead")), None)


def _row(row: PathwayRow, names: Mapping[UUID, str]) -> dict[str, Any]:
    lead = row.pathway.lead
    return {
        "pathway": row.pathway,
        "name": row.name,
        "url": person_url(row.pathway),
        "lead": names.get(lead, "") if lead else "",
    }


@require_safe
def checks_page(request: HttpRequest) -> HttpResponse:
    """Show what does not hold together: every question, how many, and where to mend it."""
    actor, at = request_actor(request), now()
    _demand_workers(actor)
    results = run_checkers(actor, at=at)
    whole = request.GET.get("about", "")
    limits = {r.checker.id: None if r.checker.id == whole else _SHOWN_FINDINGS for r in results}
    shown = {r.checker.id: r.findings[: limits[r.checker.id]] for r in results}
    asked = {f.pathway for found in shown.values() for f in found if f.pathway is not None}
    rows = pathways_named(asked)
    context = {
        "results": [_result(r, shown[r.checker.id], rows) for r in results if r.findings],
        "held": [r.checker.question for r in results if not r.findings],
    }
    return render(request, "pathways/checks.html", context)


def _result(
    result: Result, shown: tuple[Any, ...], rows: Mapping[UUID, PathwayRow]
) -> dict[str, Any]:
    number = len(result.findings)
    return {
        "checker": result.checker,
        "tone": _TONES[result.checker.severity],
        "severity": result.checker.severity.label,
        "count": f"{number}+" if result.more else str(number),
        "hidden": number > len(shown),
        "findings": [
            {
                "finding": finding,
                "name": rows[finding.pathway].name if finding.pathway in rows else finding.name,
                "url": _finding_url(finding, rows),
            }
            for finding in shown
        ],
    }


def _finding_url(finding: Any, rows: Mapping[UUID, PathwayRow]) -> str:
    if finding.pathway not in rows:
        return ""
    address = person_url(rows[finding.pathway].pathway)
    return f"{address}#row-{finding.row}" if finding.row_kind == "pathways.Need" else address


class HandOver(ActPage):
    """Pass a whole caseload to colleagues, in one act."""

    template_name = "pathways/hand_over.html"
    form_class = HandOverForm
    heading = _("Hand a caseload over")
    lead = _("When a colleague leaves, nobody is left alone: every file passes in one act.")
    submit = _("Hand everything over")
    done = _("The caseload has changed hands.")
    district: str
    leaver: Any

    def load(self, *_parts: Any, **_ids: Any) -> None:
        """Read who leaves, among the colleagues of the district that the reader coordinates."""
        _demand_workers(self.actor, Role.COORDINATOR)
        self.district = sorted(self.actor.districts(Role.COORDINATOR))[0]
        told = self.request.GET.get("leaver", "")
        rows = accounts_managed_by(self.actor)
        self.leaver = next((a for a in rows if str(a.id) == told), None) if told else None

    def form_arguments(self) -> dict[str, Any]:
        found = candidates(self.actor, self.district, at=self.at)
        left = self.leaver.id if self.leaver else None
        return {"loads": [one for one in found if one.account != left]}

    def crumbs(self) -> list[Crumb]:
        listed = f"{reverse('pathways:list')}?whose={Whose.DISTRICT}"
        return [Crumb(gettext("Pathways"), listed), Crumb(str(self.heading))]

    def context(self) -> dict[str, Any]:
        there = colleagues(self.actor, self.district, at=self.at)
        context = {
            "leaver": self.leaver,
            "colleagues": sorted(there.items(), key=lambda one: one[1]),
            "back_url": reverse("pathways:list"),
        }
        if self.leaver is not None:
            rows = caseload(self.actor, self.leaver.id, self.district, at=self.at)
            context |= {"led": rows}
        return context

    def perform(self, told: dict[str, Any]) -> dict[UUID, UUID]:
        if self.leaver is None:
            raise Refused(gettext("Choose first who leaves."))
        accounts = accounts_managed_by(self.actor).filter(id__in=told["receivers"])
        return actions.hand_over_caseload(
            actor=self.actor,
            district=self.district,
            leaver=self.leaver,
            receivers=list(accounts),
            at=self.at,
        )

    def after(self, result: dict[UUID, UUID]) -> str:
        taken = Counter(str(account) for account in result.values())
        told = {"leaver": str(self.leaver.id), "taken": dict(taken)}
        self.request.session[_HANDED_OVER] = told
        return reverse("pathways:handed_over")


@require_safe
def handed_over_page(request: HttpRequest) -> HttpResponse:
    """Say who took how much of the caseload that was just handed over."""
    actor = request_actor(request)
    _demand_workers(actor, Role.COORDINATOR)
    told = request.session.get(_HANDED_OVER)
    if told is None:
        return redirect("pathways:hand_over")
    taken = {UUID(account): number for account, number in told["taken"].items()}
    leaver = UUID(told["leaver"])
    names = account_names({leaver, *taken})
    context = {
        "leaver": names.get(leaver, ""),
        "taken": [(account, names.get(account, ""), number) for account, number in taken.items()],
        "total": sum(taken.values()),
    }
    return render(request, "pathways/handed_over.html", context)
