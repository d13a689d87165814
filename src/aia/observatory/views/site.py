"""The public site's own pages: which district, the district in one look, how numbers are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from aia.observatory.publishing.about import FAMILIES, FIVE_R, indicator, known
from aia.observatory.publishing.figures import unit_name
from aia.observatory.publishing.labels import Labels, breakdown_name
from aia.observatory.publishing.tables import MUNICIPALITY, QUARTER, TOTAL, Table
from aia.observatory.views import river
from aia.observatory.views.drawn import address, district_map, head, rows
from aia.observatory.views.pages import Tables, Tile, newest, page, place_of, tables_of, tile
from aia.observatory.views.serving import public
from aia.territory.queries import districts

# The number that speaks for each step of the line, the first that is published.
_OF_STEP: dict[str, tuple[str, ...]] = {
    "notice": ("notices_received",),
    "need": ("needs_recognised",),
    "demand": ("needs_voiced_share",),
    "choice": ("options_per_demand",),
    "answer": ("answers_begun",),
    "review": ("goals_reached_share", "goals_recipient"),
    "give_back": ("yield_give_backs", "give_backs"),
}
_ON_MAP = ("needs_rate", "needs_recognised")


@dataclass(frozen=True)
class OnLine:
    """A step of the line with the number that speaks for it."""

    step: str
    tile: Tile | None


@dataclass(frozen=True)
class Group:
    """Indicators that answer the same sort of question."""

    code: str
    name: str
    about: str
    tiles: list[Tile]


@public()
def index(request: HttpRequest) -> HttpResponse:
    """Lead to the only district, or let the reader choose one."""
    found = list(districts())
    if len(found) == 1:
        return redirect("observatory:home", district=found[0].code)
    return page(request, "observatory/index.html", {"districts": found})


@public()
def home(request: HttpRequest, district: str) -> HttpResponse:
    """Show the district in one look: the line, the map, the five questions, every indicator."""
    place = place_of(district)
    labels = Labels(district)
    tables = tables_of(district, breakdown__in=(TOTAL, QUARTER, MUNICIPALITY, river.STEP))
    tiles = {code: found for code in known() if (found := tile(code, tables, labels))}
    context = {
        "current": "home",
        "as_of": newest(tables.values()),
        "line": [OnLine(step, _speaks_for(step, tiles)) for step in _OF_STEP],
        "map": _map(tables, labels),
        "river": _river(tables),
        "five": _five(tiles),
        "families": _groups(tiles),
    }
    return page(request, "observatory/home.html", context, place)


@public()
def method(request: HttpRequest) -> HttpResponse:
    """Say in plain words how numbers are made and how people are protected."""
    return page(request, "observatory/method.html", {"current": "method"})


@public()
def data(request: HttpRequest) -> HttpResponse:
    """Say what can be taken away and how: files, catalogue, API, notebook."""
    origin = f"{request.scheme}://{request.get_host()}"
    context = {"current": "data", "origin": origin, "districts": list(districts())}
    return page(request, "observatory/data.html", context)


def _speaks_for(step: str, tiles: dict[str, Tile]) -> Tile | None:
    named = (tiles[code] for code in _OF_STEP[step] if code in tiles)
    return next(named, None) or next((one for one in tiles.values() if one.step == step), None)


def _groups(tiles: dict[str, Tile]) -> list[Group]:
    found = []
    for code, (name, words) in FAMILIES.items():
        ones = [one for one in tiles.values() if indicator(one.code).family == code]
        if ones:
            found.append(Group(code, str(name), str(words), ones))
    return found


def _five(tiles: dict[str, Tile]) -> list[dict[str, Any]]:
    found = []
    for code, name in FIVE_R.items():
        ones = [one for one in tiles.values() if indicator(one.code).five_r == code]
        if ones:
            found.append({"name": name, "tiles": ones})
    return found


def _map(tables: Tables, labels: Labels) -> dict[str, Any] | None:
    """Return the map of the first of `_ON_MAP` that is told by municipality."""
    table = next((t for code in _ON_MAP if (t := tables.get((code, MUNICIPALITY)))), None)
    if table is None:
        return None
    about = indicator(table.indicator)
    title = _("%(name)s, %(breakdown)s") % {
        "name": about.name,
        "breakdown": breakdown_name(table.breakdown),
    }
    picture = district_map(table, labels, title)
    if not picture:
        return None
    return {
        "title": title,
        "note": unit_name(table.unit),
        "map": picture,
        "head": head(table),
        "rows": rows(table, labels),
        "names": 1,
        "source": about.source,
        "url": _indicator_url(table),
    }


def _river(tables: Tables) -> dict[str, Any] | None:
    """Return how far needs came, drawn; None when it is not told."""
    steps = river.reaches(tables)
    if not steps:
        return None
    table, about = tables[river.INDICATOR, river.STEP], indicator(river.INDICATOR)
    return {
        "title": about.name,
        "picture": river.river(steps, about.name),
        "head": [_("Step"), _("Came so far"), _("Rest or ended here")],
        "rows": [one.told for one in steps],
        "names": 1,
        "source": about.source,
        "url": _indicator_url(table),
    }


def _indicator_url(table: Table) -> str:
    return address("indicator", table)
