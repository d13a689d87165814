"""Silent places: what was foreseen and what was heard, never a ranking."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Role
from aia.kit.clock import now
from aia.sensing.queries import Silences, SilentTown, silent_places
from aia.sensing.silence.rules import Heard, Silence
from aia.sensing.views.numbers import Place, count_words, place_of, tabs, whole
from aia.territory.queries import outline
from aia.web.drawing.maps import Area, Key, areas_map

_OFFICE = (Role.SOCIAL_WORKER, Role.COORDINATOR)
_LOOKS = {
    Heard.QUIET: "aia-map-lower",
    Heard.AS_FORESEEN: "aia-map-like",
    Heard.TOO_SOON: "aia-map-none",
}


@require_safe
def silence_page(request: HttpRequest) -> HttpResponse:
    """Show the places that were heard less than foreseen, and every place by name."""
    actor = request_actor(request)
    place = place_of(request, actor)
    exact = place.code in actor.districts(*_OFFICE)
    found = silent_places(actor, place.code, at=now())
    title = _("Notices received against those foreseen, in each municipality")
    context = {
        "place": place,
        "tabs": tabs("silence", place),
        "since": found.since,
        "quiet": [one for one in found.sensors if one.silence.heard == Heard.QUIET],
        "quiet_towns": [one for one in found.towns if one.silence.heard == Heard.QUIET],
        "some": bool(found.sensors or found.towns),
        "sensors_head": [_("Place"), _("Municipality"), *_columns()],
        "sensors": [
            [
                format_html(
                    '<a href="{}">{}</a>',
                    reverse("sensing:sensor", args=[one.sensor.pk]),
                    one.sensor.name,
                ),
                one.sensor.municipality.name,
                *_cells(one.silence, exact=exact),
            ]
            for one in found.sensors
        ],
        "title": title,
        "map": _map(found, place, title),
        "head": [_("Municipality"), _("Residents"), _("Sensors"), *_columns()],
        "rows": [
            [one.name, whole(one.residents), one.sensors, *_cells(one.silence, exact=exact)]
            for one in found.towns
        ],
    }
    return render(request, "sensing/silence.html", context)


def _columns() -> list[str]:
    return [_("Foreseen (interval)"), _("Received"), _("What can be said")]


def _cells(silence: Silence, *, exact: bool) -> list[object]:
    foreseen = _("%(mean)s (%(low)d to %(high)d)") % {
        "mean": whole(silence.foreseen),
        "low": silence.low,
        "high": silence.high,
    }
    received = whole(silence.received) if exact else count_words(silence.received)
    return [foreseen, received, _heard_words(silence.heard)]


def _heard_words(heard: Heard) -> str:
    return {
        Heard.QUIET: _("quieter than foreseen"),
        Heard.AS_FORESEEN: _("as foreseen"),
        Heard.TOO_SOON: _("too early to say"),
    }[heard]


def _map(found: Silences, place: Place, title: str) -> str:
    drawing = outline(place.code)
    if drawing is None or not found.towns:
        return ""
    areas = {town.istat: _area(town) for town in found.towns}
    keys = [Key(look, _heard_words(heard)) for heard, look in _LOOKS.items()]
    return areas_map(drawing.paths, (drawing.width, drawing.height), areas, keys, title)


def _area(town: SilentTown) -> Area:
    return Area(town.name, _LOOKS[town.silence.heard], _heard_words(town.silence.heard))
