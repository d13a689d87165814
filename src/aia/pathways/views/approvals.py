"""For whoever oversees: the plans approved by who had sent them. Never whose plans."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Actor, Forbidden, Role
from aia.pathways.queries.approvals import OVERSEERS, approved_alone
from aia.pathways.terms import OwnApproval


def oversees(actor: Actor) -> bool:
    """Say whether the page is on the actor's menu: planners and administrators look at it."""
    return actor.has(Role.PLANNER) or actor.has(Role.ADMINISTRATOR)


@require_safe
def approved_alone_page(request: HttpRequest) -> HttpResponse:
    """List the plans approved without a second look: when, by whom and why."""
    actor = request_actor(request)
    if not actor.districts(*OVERSEERS):
        raise Forbidden(gettext("Your role does not allow this."))
    rows = [(one, OwnApproval(one.reason).label) for one in approved_alone(actor)]
    return render(request, "pathways/approved_alone.html", {"rows": rows})
