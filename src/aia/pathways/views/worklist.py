"""The worklist: what waits for whoever reads it, overdue first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Forbidden, Role
from aia.kit.clock import now
from aia.pathways.queries import WorklistItem, counted_worklist
from aia.pathways.taxonomy import taxonomy
from aia.pathways.terms import Lane, Whose
from aia.web.lists import keyset_urls

MOST_TOLD = 99


@require_safe
def worklist_page(request: HttpRequest) -> HttpResponse:
    """Show what waits, in every lane or in one, a page at a time."""
    actor, at = request_actor(request), now()
    if not (actor.has(Role.SOCIAL_WORKER) or actor.has(Role.COORDINATOR)):
        raise Forbidden(_("The worklist is the social workers'."))
    lane = request.GET.get("lane") or None
    lane = lane if lane in Lane.values else None
    whose = request.GET.get("whose") or None
    after = request.GET.get("after")
    page, counts = counted_worklist(actor, at=at, whose=whose, lane=lane, cursor=after)
    context = {
        "rows": [_row(item) for item in page.items],
        "lanes": _lanes(counts, lane, whose),
        "lane": Lane(lane) if lane else None,
        "whose": whose or (Whose.DISTRICT if actor.has(Role.COORDINATOR) else Whose.MINE),
        "coordinates": actor.has(Role.COORDINATOR),
        "leads": actor.has(Role.SOCIAL_WORKER),
        **keyset_urls(request, page.next_cursor),
    }
    part = "_worklist" if request.headers.get("HX-Request") else "worklist"
    return render(request, f"pathways/{part}.html", context)


def _row(item: WorklistItem) -> dict[str, object]:
    """Return an item with the words and the links of its row."""
    return {
        "item": item,
        "lane": Lane(item.lane),
        "category": taxonomy().label(item.category) if item.category else "",
        "url": _url(item),
    }


def _url(item: WorklistItem) -> str:
    if item.lane == Lane.EMERGENCY:
        return reverse("access:emergencies")
    if item.lane == Lane.REVIEW:
        return reverse("pathways:review", args=[item.row])
    return f"{reverse('pathways:person', args=[item.subject])}#row-{item.row}"


def _lanes(
    counts: dict[str, int], chosen: str | None, whose: str | None
) -> list[dict[str, object]]:
    """Return the lanes with how many things wait in each; beyond 99 only "99+" is said."""
    suffix = f"&whose={whose}" if whose else ""
    return [
        {
            "label": Lane(lane).label,
            "count": f"{MOST_TOLD}+" if count > MOST_TOLD else str(count),
            "empty": count == 0,
            "url": f"?lane={lane}{suffix}",
            "current": lane == chosen,
            "code": lane,
        }
        for lane, count in counts.items()
    ]
