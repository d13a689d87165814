"""Expected need against need that came forward: the district, and one category town by town."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.kit.clock import now
from aia.pathways.terms import Domain
from aia.sensing.expected import shrinkage
from aia.sensing.expected.rates import Rate, rates
from aia.sensing.expected.standing import Standing, standing
from aia.sensing.funnel.rules import THRESHOLD, Steps, Telling, Told, told, told_steps
from aia.sensing.queries import (
    Expectation,
    OneCategory,
    Overview,
    Town,
    expected_overview,
    one_category,
)
from aia.sensing.views.numbers import (
    Place,
    count_words,
    place_of,
    tabs,
    tenths,
    told_words,
    whole,
)
from aia.territory.queries import outline
from aia.web.drawing.intervals import bar_picture, interval_picture
from aia.web.drawing.maps import Area, Key, areas_map

_LOOKS = {
    Standing.LOWER: "aia-map-lower",
    Standing.LIKE: "aia-map-like",
    Standing.HIGHER: "aia-map-higher",
}


@require_safe
def overview_page(request: HttpRequest) -> HttpResponse:
    """Show the funnel of each domain, and every category with what is expected of it."""
    actor = request_actor(request)
    place = place_of(request, actor)
    told_all = expected_overview(actor, place.code, at=now())
    some = any(steps.sensed for steps in told_all.funnel.values())
    context = {
        "place": place,
        "tabs": tabs("expected", place),
        "since": told_all.since,
        "residents": whole(told_all.residents) if told_all.residents else "",
        "funnel": _funnel(told_all) if some else [],
        "funnel_head": [_("Domain"), _("Sensed"), _("Voiced"), _("Taken up")],
        "funnel_rows": [
            [Domain(code).label, *_step_words(steps)] for code, steps in told_all.funnel.items()
        ],
        "head": [
            _("Need"),
            _("Expected people"),
            _("Sensed"),
            _("Voiced"),
            _("Taken up"),
            _("Voiced, of every 100 expected"),
        ],
        "rows": [_category_row(one, place) for one in told_all.rows if one.rate],
        "without": _without(told_all.rows),
    }
    return render(request, "sensing/expected.html", context)


@require_safe
def category_page(request: HttpRequest, category: str) -> HttpResponse:
    """Show one category town by town: the map, the table, where the rate comes from."""
    actor = request_actor(request)
    place = place_of(request, actor)
    found = one_category(actor, place.code, category, at=now())
    if found is None:
        raise Http404(_("There is no documented rate for this need."))
    above = {"label": _("Expected and voiced"), "url": reverse("sensing:expected") + place.query}
    context = {
        "place": place,
        "tabs": tabs("expected", place),
        "crumbs": [above, {"label": found.whole.label, "url": ""}],
        "one": found.whole,
        "since": found.since,
        "expected": whole(found.whole.expected or 0),
        "voiced": count_words(found.whole.steps.voiced, found.whole.steps.sensed),
        "sensed": count_words(found.whole.steps.sensed),
        "share": _district_share(found.whole),
        "alike": found.levels is not None and found.levels.alike,
        "source": _source(found.whole.rate),
        "link": found.whole.rate.read_at if found.whole.rate else "",
        "quoted": found.whole.rate is not None and found.whole.rate.seen == "quoted",
        **_map_and_table(found, place),
    }
    return render(request, "sensing/expected_category.html", context)


def _map_and_table(found: OneCategory, place: Place) -> dict[str, Any]:
    title = _("How many of those expected have voiced it, in each municipality")
    context: dict[str, Any] = {
        "title": title,
        "head": [
            _("Municipality"),
            _("Residents"),
            _("Expected people"),
            _("Sensed"),
            _("Voiced"),
            _("Of every 100 expected (interval)"),
            _("Against the district"),
        ],
        "rows": [_town_row(town, found) for town in found.towns],
        "map": "",
    }
    drawing = outline(place.code)
    if drawing and found.levels:
        areas = {town.istat: _area(town, found) for town in found.towns}
        keys = [Key(look, _standing_words(one)) for one, look in _LOOKS.items()]
        size = (drawing.width, drawing.height)
        context["map"] = areas_map(drawing.paths, size, areas, keys, title)
    return context


def _area(town: Town, found: OneCategory) -> Area:
    one = standing(town.level)
    return Area(town.name, _LOOKS[one], _standing_words(one))


def _standing_words(one: Standing) -> str:
    return {
        Standing.LOWER: _("fewer than in the district, surely"),
        Standing.LIKE: _("like the district, or too few to say"),
        Standing.HIGHER: _("more than in the district, surely"),
    }[one]


def _town_row(town: Town, found: OneCategory) -> list[object]:
    return [
        town.name,
        whole(town.residents),
        whole(town.expected),
        count_words(town.steps.sensed),
        count_words(town.steps.voiced, town.steps.sensed),
        _level_cell(town, found),
        _standing_words(standing(town.level)) if town.level else "—",
    ]


def _level_cell(town: Town, found: OneCategory) -> SafeString | str:
    """Return the level with its interval and picture; kept back where the count is.

    With the expected number and the levels of the district, a level would give the count away.
    """
    exact = told(town.steps.voiced, town.steps.sensed).telling == Telling.EXACT
    if town.level is None or found.levels is None or not exact:
        return "—"
    highest = max((one.level.high for one in found.towns if one.level), default=1.0)
    level = town.level
    picture = interval_picture(level.low, level.middle, level.high, found.levels.middle, highest)
    return format_html("{} {}", _interval(level), picture)


def _interval(level: shrinkage.Level) -> str:
    return _("%(middle)s (%(low)s to %(high)s)") % {
        "middle": _hundredths(level.middle),
        "low": _hundredths(level.low),
        "high": _hundredths(level.high),
    }


def _hundredths(level: float) -> str:
    return tenths(100 * level)


def _district_share(one: Expectation) -> str:
    """Return how many of every hundred expected have voiced it in the whole district."""
    exact = told(one.steps.voiced, one.steps.sensed).telling == Telling.EXACT
    if not one.expected or not exact:
        return "—"
    whole_district = shrinkage.level(shrinkage.JEFFREYS, one.steps.voiced, one.expected)
    return _interval(whole_district)


def _category_row(one: Expectation, place: Place) -> list[object]:
    address = reverse("sensing:expected_category", args=[one.category]) + place.query
    return [
        format_html('<a href="{}">{}</a>', address, one.label),
        _("not known") if one.expected is None else whole(one.expected),
        *_step_words(one.steps),
        _district_share(one),
    ]


def _step_words(steps: Steps) -> list[str]:
    return [told_words(one) for one in told_steps(steps)]


def _funnel(found: Overview) -> list[dict[str, object]]:
    """Return each domain with its three bars; a kept-back count has a bar of its own look."""
    top = max(THRESHOLD, *(steps.sensed for steps in found.funnel.values()))
    names = (_("Sensed"), _("Voiced"), _("Taken up"))
    looks = ("aia-bar-need", "aia-bar-demand", "aia-bar-answer")
    rows = []
    for code, steps in found.funnel.items():
        counts = (steps.sensed, steps.voiced, steps.taken_up)
        bars = [
            (name, _bar(one, count, whole_part, top, look), told_words(one))
            for name, look, one, count, whole_part in zip(
                names, looks, told_steps(steps), counts, (0, *counts), strict=False
            )
        ]
        rows.append({"domain": Domain(code).label, "bars": bars})
    return rows


def _bar(one: Told, count: int, part_of: int, top: int, look: str) -> SafeString:
    """Return a bar; what is kept back is drawn pale, as long as the most it may be."""
    if one.telling == Telling.EXACT:
        return bar_picture(count, top, look)
    longest = THRESHOLD - 1 if one.telling == Telling.FEW else part_of
    return bar_picture(min(longest, top), top, f"{look} aia-bar-kept")


def _without(rows: Iterable[Expectation]) -> Sequence[tuple[str, str, str]]:
    """Return the needs without a documented rate: name, how many were sensed, why."""
    return [
        (one.label, count_words(one.steps.sensed), rates().why_without(one.category))
        for one in rows
        if one.rate is None
    ]


def _source(rate: Rate | None) -> str:
    if rate is None:
        return ""
    return f"{rate.publisher}, {rate.title} ({rate.where}, {rate.year})"
