"""How fresh the figures are and what they leave out, for those who plan and coordinate."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Forbidden, Role
from aia.observatory.facts.freshness import Freshness, freshness
from aia.observatory.indicators.loading import UnknownIndicator, definition
from aia.territory.queries import districts

_LOOKING = (Role.PLANNER, Role.COORDINATOR)


@require_safe
def freshness_page(request: HttpRequest) -> HttpResponse:
    """Tell, for each district that the reader looks after, how fresh its figures are.

    Raises Forbidden for whoever neither plans nor coordinates.
    """
    mine = request_actor(request).districts(*_LOOKING)
    if not mine:
        raise Forbidden(_("These pages are for those who plan and coordinate in the district."))
    names = {one.code: one.name for one in districts()}
    context = {"told": [_told(names.get(one, one), freshness(one)) for one in sorted(mine)]}
    return render(request, "observatory/freshness.html", context)


def _told(name: str, one: Freshness) -> dict[str, Any]:
    return {
        "name": name,
        "code": one.district,
        "built_at": parse_datetime(one.built_at) if one.built_at else None,
        "as_of": parse_date(one.as_of) if one.as_of else None,
        "entries": one.entries,
        "behind": one.behind,
        "tables": one.tables,
        "protected": one.protected,
        "simulated": one.simulated,
        "mended": len(one.mended),
        "refused": [_named(code) for code in one.refused],
        "failed": [_named(code) for code in one.failed],
        "rows": sorted(one.rows.items()),
    }


def _named(code: str) -> str:
    try:
        return str(definition(code).name)
    except UnknownIndicator:
        return code
