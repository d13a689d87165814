"""The floor as anybody reads it, without signing in: the catalogue, and a page for each thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from aia.access.terms import Actor
from aia.commons import permissions
from aia.commons.models import Resource
from aia.commons.queries import Asked, catalogue, resource_seen, towns_with_some
from aia.commons.queries.directories import told_beside
from aia.commons.terms import Audience, Intensity, ResourceKind, ResourceState, Sharing
from aia.commons.views.shown import Shown, shown, shown_all
from aia.kit.clock import now
from aia.territory.queries import districts, municipalities_of, outline
from aia.web.drawing.maps import Area, Key, areas_map
from aia.web.lists import keyset_urls
from aia.web.terms import Crumb

_CLASSES = ((1, 1), (2, 3), (4, 9), (10, None))
_LONGEST_TEXT = 120


@require_safe
@login_not_required
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """Show what is on the floor: words, filters, a map by municipality."""
    at, asked = now(), _asked(request)
    district = _district(request)
    page = catalogue(asked, district=district, after=request.GET.get("after", ""), at=at)
    counts = towns_with_some(asked, district=district, at=at)
    towns = dict(municipalities_of(district).values_list("istat", "name"))
    title = _("What is on the floor, by municipality")
    context = {
        "asked": asked,
        "filtered": any(asdict(asked).values()),
        "items": shown_all(page.items, at=at),
        "total": sum(counts.values()),
        "choices": _choices(asked, towns, counts),
        "districts": [(one.code, one.name, one.code == district) for one in districts()],
        "map_title": title,
        "map": _map(district, counts, towns, title),
        "map_head": [_("Municipality"), _("Things on the floor")],
        "map_rows": _rows(request, counts, towns),
        "may_offer": _may_offer(request),
        **keyset_urls(request, page.following),
    }
    return render(request, "commons/catalogue.html", context)


@require_safe
@login_not_required
def resource_page(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """Show one thing to anybody; when it was withdrawn, to its keeper and the office alone."""
    at = now()
    try:
        resource = resource_seen(resource_id)
    except Resource.DoesNotExist as error:
        raise Http404(str(error)) from error
    actor: Actor | None = getattr(request, "actor", None)
    keeps = actor is not None and permissions.may(actor, "resource.changed", resource, at=at)
    if resource.state == ResourceState.WITHDRAWN and not keeps:
        return render(request, "commons/gone.html", {"crumbs": crumbs()}, status=410)
    one = shown(resource, at=at)
    context = {
        "one": one,
        "keeps": keeps,
        "thanks": _may_offer(request),
        "beside": told_beside(resource.id),
        "crumbs": [*crumbs(), Crumb(resource.name)],
    }
    return render(request, "commons/resource.html", context)


def crumbs(resource: Resource | None = None, *here: str) -> list[Crumb]:
    """Return the places from the catalogue to a page under it."""
    found = [Crumb(_("The floor"), reverse("commons:catalogue"))]
    if resource is not None:
        found.append(Crumb(resource.name, reverse("commons:resource", args=[resource.id])))
    return [*found, *(Crumb(label) for label in here)]


def _asked(request: HttpRequest) -> Asked:
    def one(name: str, terms: type[models.TextChoices]) -> str:
        told = request.GET.get(name, "")
        return told if told in terms.values else ""

    return Asked(
        text=request.GET.get("q", "").strip()[:_LONGEST_TEXT],
        kind=one("kind", ResourceKind),
        intensity=one("intensity", Intensity),
        sharing=one("sharing", Sharing),
        municipality=request.GET.get("municipality", "")[:6],
        audience=one("audience", Audience),
    )


def _district(request: HttpRequest) -> str:
    """Return the district asked for, else the reader's own, else the installation's first."""
    codes = [one.code for one in districts()]
    actor: Actor | None = getattr(request, "actor", None)
    own = sorted(actor.districts()) if actor else []
    asked = request.GET.get("district", "")
    return next((one for one in (asked, *own, *codes) if one in codes), codes[0] if codes else "")


def _choices(asked: Asked, towns: Mapping[str, str], counts: Mapping[str, int]) -> list[Any]:
    """Return the filters: name, label, and each value with whether it is the one asked for."""
    there = [(istat, name) for istat, name in towns.items() if counts.get(istat)]
    told: tuple[tuple[str, str, list[tuple[Any, Any]]], ...] = (
        ("kind", _("What"), list(ResourceKind.choices)),
        ("municipality", _("Where"), there),
        ("audience", _("For whom"), list(Audience.choices)),
        ("sharing", _("On what terms"), list(Sharing.choices)),
        ("intensity", _("How intense"), list(Intensity.choices)),
    )
    return [
        (name, label, [(value, words, value == getattr(asked, name)) for value, words in values])
        for name, label, values in told
    ]


def _map(
    district: str, counts: Mapping[str, int], towns: Mapping[str, str], title: str
) -> SafeString | None:
    drawing = outline(district) if district else None
    if drawing is None or not counts:
        return None
    areas = {
        istat: Area(towns.get(istat, istat), f"aia-map-{_class(number)}", _number(number))
        for istat, number in counts.items()
    }
    keys = [Key(f"aia-map-{n + 1}", _class_words(*one)) for n, one in enumerate(_CLASSES)]
    return areas_map(drawing.paths, (drawing.width, drawing.height), areas, keys, title)


def _class(number: int) -> int:
    return next(n for n, (_least, most) in enumerate(_CLASSES, 1) if most is None or number <= most)


def _class_words(least: int, most: int | None) -> str:
    if most is None:
        return _("%(least)s or more") % {"least": least}
    return str(least) if least == most else f"{least}–{most}"


def _number(number: int) -> str:
    told = ngettext("%(number)s thing", "%(number)s things", number)
    return told % {"number": number}


def _rows(
    request: HttpRequest, counts: Mapping[str, int], towns: Mapping[str, str]
) -> list[list[Any]]:
    asked = request.GET.copy()
    asked.pop("after", None)

    def address(istat: str) -> str:
        asked["municipality"] = istat
        return f"?{asked.urlencode()}"

    return [
        [format_html('<a href="{}">{}</a>', address(istat), towns.get(istat, istat)), number]
        for istat, number in sorted(counts.items(), key=lambda one: towns.get(one[0], one[0]))
    ]


def _may_offer(request: HttpRequest) -> bool:
    actor: Actor | None = getattr(request, "actor", None)
    return actor is not None and bool(actor.districts(*permissions.OFFERING))


__all__ = ["Shown", "catalogue_page", "crumbs", "resource_page"]
