"""The coordinator's look at files opened in an emergency."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from aia.access import actions, queries
from aia.access.rules import Refused
from aia.access.terms import Role
from aia.access.views.shared import actor_with, seen_in
from aia.kit.clock import now


@require_safe
def emergencies(request: HttpRequest) -> HttpResponse:
    """List the files opened in an emergency in one's districts, those to be looked at first."""
    actor = actor_with(request, (Role.COORDINATOR,))
    return render(
        request,
        "access/emergencies.html",
        {"openings": queries.emergencies(actor, at=now())},
    )


@require_POST
def review(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """Record that a coordinator has looked at an emergency opening."""
    actor = actor_with(request, (Role.COORDINATOR,))
    glass = get_object_or_404(queries.emergencies_seen_by(actor), id=glass_id)
    try:
        actions.review_glass(actor=actor, glass=glass, at=now(), seen=seen_in(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Noted: you have looked at it."))
    return redirect("access:emergencies")
