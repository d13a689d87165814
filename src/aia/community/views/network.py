"""Who works with whom: the picture, its table, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.community import permissions
from aia.community.queries import NetworkSeen, who_with_whom
from aia.community.rules.network import circle
from aia.community.views.base import district_of

_SIZE, _RADIUS, _DOT = 640, 240, 7
_LONGEST_NAME = 24
_THICKEST = 6


@require_safe
def network_page(request: HttpRequest) -> HttpResponse:
    """Show which bodies work together at tables and in projects."""
    actor = request_actor(request)
    seen = who_with_whom(actor, district_of(request, *permissions.AROUND))
    title = _("Who works with whom")
    context = {
        "seen": seen,
        "density": round(100 * seen.read.density),
        "splits": [seen.names[one.id] for one in seen.read.knots if one.splits],
        "title": title,
        "picture": _picture(seen, title),
        "head": [_("Body"), _("Works with"), _("Joins others, %"), _("Without it the network")],
        "rows": [
            [
                seen.names[one.id],
                one.partners,
                round(100 * one.between),
                _("would fall apart") if one.splits else _("would hold"),
            ]
            for one in seen.read.knots
        ],
    }
    return render(request, "community/network.html", context)


def _picture(seen: NetworkSeen, title: str) -> SafeString:
    """Draw bodies on a circle, a line between each two that work together."""
    ids = sorted(seen.names, key=lambda one: (seen.names[one], one))
    places = dict(zip(ids, circle(len(ids), _RADIUS, _SIZE / 2), strict=True))
    splits = {one.id for one in seen.read.knots if one.splits}
    return format_html(
        '<svg class="aia-network" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        _SIZE,
        _SIZE,
        title,
        _lines(seen.read.ties, places),
        format_html_join(
            "", "{}", ((_dot(places[one], seen.names[one], one in splits),) for one in ids)
        ),
    )


def _lines(
    ties: Mapping[tuple[UUID, UUID], int], places: Mapping[UUID, tuple[float, float]]
) -> SafeString:
    return format_html_join(
        "",
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke-width="{}"/>',
        (
            (*_rounded(places[first]), *_rounded(places[second]), min(number, _THICKEST))
            for (first, second), number in sorted(ties.items())
        ),
    )


def _dot(place: tuple[float, float], name: str, splits: bool) -> SafeString:
    x, y = _rounded(place)
    left = x > _SIZE / 2
    return format_html(
        '<g{}><circle cx="{}" cy="{}" r="{}"/><text x="{}" y="{}" text-anchor="{}">{}</text></g>',
        SafeString(' class="aia-network-splits"') if splits else "",
        x,
        y,
        _DOT,
        x + (_DOT + 3 if not left else -_DOT - 3),
        y - _DOT - 4,
        "start" if not left else "end",
        name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…",
    )


def _rounded(place: tuple[float, float]) -> tuple[int, int]:
    return round(place[0]), round(place[1])
