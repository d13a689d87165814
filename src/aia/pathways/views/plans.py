"""The plan of a file: its page, its print, and how one begins."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import account_names, request_actor
from aia.access.terms import Actor
from aia.kit.clock import now
from aia.pathways.actions.parts import open_row
from aia.pathways.forms import plans as forms
from aia.pathways.models import Plan
from aia.pathways.printing import print_plan
from aia.pathways.queries.beside import beside
from aia.pathways.queries.parts import FilePart
from aia.pathways.queries.plans import PlanText, plans_of
from aia.pathways.terms import PlanState, State
from aia.pathways.views import plan_pages as pages
from aia.pathways.views.files import or_known
from aia.pathways.views.parts import PLAN, NewInPart, asked_part, part_page

_USUAL_DAYS = 180
_USUAL_REVIEW_DAYS = 90


@require_safe
@or_known
def plans_page(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show the plan that counts now, or what to do when there is none."""
    actor, at = request_actor(request), now()
    part = asked_part(request, subject, at=at)
    found = plans_of(actor, part.pathway.id, at=at)
    live = [one for one in found if one.plan.state != PlanState.ENDED]
    shown = next(iter([*live, *found]), None)
    return _page(request, actor, part, shown, found)


@require_safe
def plan_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Show one plan of a file."""
    actor, at = request_actor(request), now()
    try:
        plan, part = open_row(actor=actor, model=Plan, row_id=row_id, at=at)
    except Plan.DoesNotExist as error:
        raise Http404 from error
    found = plans_of(actor, plan.pathway_id, at=at)
    return _page(request, actor, part, next(o for o in found if o.plan.id == row_id), found)


def _page(
    request: HttpRequest,
    actor: Actor,
    part: FilePart,
    shown: PlanText | None,
    found: list[PlanText],
) -> HttpResponse:
    working = part.pathway.state == State.OPEN
    context: dict[str, Any] = {
        "shown": shown,
        "others": [one for one in found if one is not shown],
        "may_draft": working and part.may("plan.drafted"),
    }
    if shown is not None:
        context |= _plan_context(shown, part, actor)
        context["beside"] = beside("plan", shown.plan, works=part.may("support.agreed"), at=now())
    return part_page(request, "plans.html", part, PLAN, context)


def _plan_context(shown: PlanText, part: FilePart, actor: Actor) -> dict[str, Any]:
    plan = shown.plan
    working = part.pathway.state == State.OPEN
    signers = account_names([one for one in (plan.submitted_by, plan.approved_by) if one])
    return {
        "plan": plan,
        "steps": pages.steps_of(plan),
        "main_act": pages.next_act(shown, part),
        "acts": pages.other_acts(shown, part),
        "term": pages.term_of(plan, timezone.localdate()),
        "sums": pages.sums_of(plan, shown.supports),
        "sides": pages.by_side(shown.commitments),
        "submitted_by": signers.get(plan.submitted_by, "") if plan.submitted_by else "",
        "approved_by": signers.get(plan.approved_by, "") if plan.approved_by else "",
        "own_submission": plan.submitted_by == actor.id,
        "writes": working and plan.state == PlanState.DRAFT and part.may("goal.set"),
        "drops": working
        and plan.state in (PlanState.DRAFT, PlanState.SIGNED)
        and part.may("goal.dropped"),
        "settles": working and plan.state == PlanState.SIGNED and part.may("commitment.settled"),
    }


@require_safe
def plan_pdf(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Serve the plan to be printed and signed, to be read in the browser. The printing is noted."""
    language = "en" if (get_language() or "it").startswith("en") else "it"
    try:
        printed = print_plan(request_actor(request), row_id, language=language, at=now())
    except Plan.DoesNotExist as error:
        raise Http404 from error
    response = HttpResponse(printed.content, content_type="application/pdf")
    shown = content_disposition_header(as_attachment=False, filename=printed.name)
    response["Content-Disposition"] = shown or "inline"
    response["Cache-Control"] = "private, no-store"
    return response


class DraftPlan(NewInPart):
    """Begin a plan."""

    tab, verb, action = PLAN, "plan.drafted", "draft_plan"
    form_class = forms.DraftForm
    heading = _("A plan")
    lead = _("What you want to reach together, between two days, looked at along the way.")
    submit = _("Begin the plan")
    done = _("The plan is begun. Now its goals and commitments.")

    def initial(self) -> dict[str, Any]:
        today = timezone.localdate(self.at)
        return {
            "starts_on": today,
            "ends_on": today + timedelta(days=_USUAL_DAYS),
            "review_days": _USUAL_REVIEW_DAYS,
        }

    def after(self, result: Any) -> str:
        return reverse("pathways:plan", args=[result.pk]) if result else super().after(result)
