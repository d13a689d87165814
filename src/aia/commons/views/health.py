"""How the floor is doing, for who plans."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Forbidden
from aia.commons.queries.health import LOOKING, BodyHealth, health_seen, in_order
from aia.commons.views.catalogue import crumbs
from aia.kit.clock import now
from aia.territory.queries import municipalities_of
from aia.web.drawing.intervals import bar_picture

_MOST = 50


@require_safe
def health_page(request: HttpRequest) -> HttpResponse:
    """Show what is used, who gives and who takes, and what hangs on one body alone."""
    actor, at = request_actor(request), now()
    districts = sorted(actor.districts(*LOOKING))
    if not districts:
        raise Forbidden(_("This page is for who plans and coordinates."))
    told = health_seen(actor, districts[0], at=at)
    towns = dict(municipalities_of(told.district).values_list("istat", "name"))
    most = max((one.things for one in told.kinds), default=1)
    bodies = in_order(told.bodies)
    context = {
        "told": told,
        "kinds": [(one, bar_picture(one.things, most, "")) for one in told.kinds],
        "bodies": [_shown(one, towns) for one in bodies[:_MOST]],
        "more": max(0, len(bodies) - _MOST),
        "crumbs": crumbs(None, _("How the floor is doing")),
    }
    return render(request, "commons/health.html", context)


def _shown(one: BodyHealth, towns: dict[str, str]) -> dict[str, Any]:
    return {
        "row": one,
        "name": one.name or _("Persons, all together"),
        "bare": ", ".join(towns.get(istat, istat) for istat in one.bare_towns),
    }
