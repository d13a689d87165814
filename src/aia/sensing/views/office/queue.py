"""The queue of notices: what waits for the office, the earliest day first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Role
from aia.kit.clock import now
from aia.pathways.queries import taxonomy
from aia.pathways.terms import Domain
from aia.sensing.queries import QueueFilters, QueueRow, queue_counts, triage_queue
from aia.sensing.terms import NoticeDoor, NoticeLane, Urgency
from aia.territory.queries import municipalities_of
from aia.web.lists import keyset_urls

MOST_TOLD = 99
_TONES = {Urgency.NOW: "alert", Urgency.SOON: "care", Urgency.LOW: "neutral"}
_ASKED = ("municipality", "domain", "urgency", "door")


@require_safe
def queue_page(request: HttpRequest) -> HttpResponse:
    """Show one lane of the queue, narrowed by place, area of life, urgency or door."""
    actor, at = request_actor(request), now()
    filters = _filters(request)
    page = triage_queue(actor, filters, after=request.GET.get("after"), at=at)
    context = {
        "rows": [_row(row) for row in page.items],
        "lane": NoticeLane(filters.lane),
        "lanes": _lanes(request, queue_counts(actor, filters, at=at), filters.lane),
        "narrowed": any(request.GET.get(name) for name in _ASKED),
        "choices": _choices(actor.districts(Role.SOCIAL_WORKER, Role.COORDINATOR), filters),
        **keyset_urls(request, page.next_cursor),
    }
    part = "_queue" if request.headers.get("HX-Request") else "queue"
    return render(request, f"sensing/{part}.html", context)


def _filters(request: HttpRequest) -> QueueFilters:
    """Return what is asked for; what no list offers is not asked."""
    known: dict[str, Any] = {
        "lane": NoticeLane.values,
        "domain": Domain.values,
        "urgency": Urgency.values,
        "door": NoticeDoor.values,
    }
    asked: dict[str, Any] = {
        name: request.GET[name] for name in known if request.GET.get(name) in known[name]
    }
    return QueueFilters(municipality=request.GET.get("municipality") or None, **asked)


def _row(row: QueueRow) -> dict[str, object]:
    notice = row.notice
    code = notice.category or notice.suggested
    return {
        "row": row,
        "notice": notice,
        "kind": taxonomy().label(code, timezone.localdate(notice.received_at)) if code else "",
        "guessed": notice.category is None and notice.suggested is not None,
        "urgency": Urgency(notice.urgency),
        "tone": _TONES[Urgency(notice.urgency)],
    }


def _lanes(request: HttpRequest, counts: dict[str, int], chosen: str) -> list[dict[str, object]]:
    """Return every lane with how many notices it has; beyond 99 only "99+" is said."""
    lanes = []
    for lane in NoticeLane:
        asked = request.GET.copy()
        asked.pop("after", None)
        asked["lane"] = lane.value
        count = counts.get(lane)
        told = "" if count is None else f"{MOST_TOLD}+" if count > MOST_TOLD else str(count)
        lanes.append(
            {
                "label": lane.label,
                "count": told,
                "empty": count == 0,
                "url": f"?{asked.urlencode()}",
                "current": lane == chosen,
            }
        )
    return lanes


def _choices(districts: frozenset[str], filters: QueueFilters) -> list[dict[str, object]]:
    """Return the lists to narrow by: name, options, and the one asked for."""
    towns = [
        (town.istat, town.name) for district in districts for town in municipalities_of(district)
    ]
    options = {
        "municipality": sorted(towns, key=lambda town: town[1]),
        "domain": Domain.choices,
        "urgency": Urgency.choices,
        "door": NoticeDoor.choices,
    }
    return [
        {"name": name, "options": shown, "asked": getattr(filters, name) or ""}
        for name, shown in options.items()
    ]
