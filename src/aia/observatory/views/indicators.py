"""One indicator: its number, its pictures, what it means, what partners read in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from aia.observatory import wording
from aia.observatory.indicators.loading import UnknownIndicator, definition
from aia.observatory.publishing.about import indicator
from aia.observatory.publishing.figures import said
from aia.observatory.publishing.labels import Labels, breakdown_name
from aia.observatory.publishing.tables import MUNICIPALITY, QUARTER, TOTAL, Table, table_of
from aia.observatory.queries import current_releases, editions, readings, release
from aia.observatory.terms import ReleaseState
from aia.observatory.views.drawn import address, figure
from aia.observatory.views.pages import Place, about, newest, page, place_of, tables_of
from aia.observatory.views.serving import public

_FIRST_LOOK = (QUARTER, MUNICIPALITY)


@dataclass(frozen=True)
class Tab:
    """One way to look at the indicator."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Read:
    """What somebody read in an edition."""

    id: UUID
    words: str
    signature: str
    organisation: Any
    written_at: datetime
    edition: int
    url: str
    need_id: UUID | None


@public("by")
def indicator_page(
    request: HttpRequest, district: str, indicator_code: str, by: str
) -> HttpResponse:
    """Show an indicator: at first over time and on the map, then by whatever is asked for."""
    place, labels, code = place_of(district), Labels(district), indicator_code
    tables = {one.code: one for one in tables_of(district, indicator=code).values()}
    if not tables or (by and by not in tables):
        raise Http404(_("Nothing of the kind is published."))
    one = indicator(code)
    shown = [by] if by else [code_ for code_ in _FIRST_LOOK if code_ in tables]
    shown = shown or [code_ for code_ in tables if code_ != TOTAL][:1]
    whole = tables.get(TOTAL)
    context = {
        "indicator": one,
        "crumbs": _crumbs(place, one.name),
        "query": f"by={by}" if by else "",
        "number": said(whole.value() if whole else None, one.unit),
        "as_of": newest(tables.values()),
        "sentences": sentences(code, district, labels),
        "threshold": next((t.threshold for t in tables.values() if t.threshold), None),
        "tabs": _tabs(tables, district, code, by),
        "figures": [figure(tables[code_], one, labels) for code_ in shown],
        "readings": read_in(district, code),
        "origin": origin_of(request),
    }
    return page(request, "observatory/indicator.html", context, place)


@public()
def edition_page(
    request: HttpRequest, district: str, indicator_code: str, breakdown: str, edition: int
) -> HttpResponse:
    """Show one edition of one table, at the address that it keeps for ever."""
    place, labels, code = place_of(district), Labels(district), indicator_code
    found = release(district, code, breakdown, edition)
    if found is None:
        raise Http404(_("This edition does not exist."))
    table, one = table_of(found), indicator(code, found.version)
    withdrawn = found.state == ReleaseState.WITHDRAWN
    whole = editions(district, code, breakdown)
    newer = whole.filter(state=ReleaseState.CURRENT, edition__gt=edition).first()
    context = {
        "indicator": one,
        "release": found,
        "reason": found.get_withdrawn_for_display() if withdrawn else "",
        "newer": address("edition", table_of(newer)) if newer else "",
        "figure": None if withdrawn else figure(table, one, labels),
        "others": [
            (other.edition, other.as_of, address("edition", table_of(other)))
            for other in whole
            if other.edition != edition
        ],
        "crumbs": _crumbs(place, one.name, address("indicator", table), str(edition)),
        "title": _("%(name)s, %(breakdown)s")
        % {"name": one.name, "breakdown": breakdown_name(table.breakdown)},
        "origin": origin_of(request),
    }
    return page(request, "observatory/edition.html", context, place)


@public(embedded=True)
def embed(request: HttpRequest, district: str, indicator_code: str, breakdown: str) -> HttpResponse:
    """Show one table in force, to stand in a page of somebody else."""
    place, labels, code = place_of(district), Labels(district), indicator_code
    found = release(district, code, breakdown)
    if found is None:
        raise Http404(_("Nothing of the kind is published."))
    table = table_of(found)
    one = about(code, table)
    context = {
        "indicator": one,
        "figure": figure(table, one, labels),
        "url": origin_of(request) + address("indicator", table),
    }
    return page(request, "observatory/embed.html", context, place)


def sentences(code: str, district: str, labels: Labels) -> list[str]:
    """Return what the tables of an indicator say, in sentences made by rules."""
    try:
        one = definition(code)
    except UnknownIndicator:
        return []
    contents = [row.told() for row in current_releases(district).filter(indicator=code)]
    return wording.reading(one, contents, names=labels.name)


def read_in(district: str, code: str) -> list[Read]:
    """Return what partners read in an indicator, newest first."""
    return [
        Read(
            id=one.id,
            words=one.words,
            signature=one.signature,
            organisation=one.organisation,
            written_at=one.written_at,
            edition=one.release.edition,
            url=reverse(
                "observatory:edition",
                args=[district, code, one.release.breakdown, one.release.edition],
            ),
            need_id=one.need_id,
        )
        for one in readings(district, code)
    ]


def origin_of(request: HttpRequest) -> str:
    """Return how the reader's address of this site begins."""
    return f"{request.scheme}://{request.get_host()}"


def _crumbs(place: Place, *names: str) -> list[dict[str, str]]:
    above = {"label": place.name, "url": reverse("observatory:home", args=[place.code])}
    if len(names) == 1:
        return [above, {"label": names[0], "url": ""}]
    name, url, edition = names
    last = {"label": _("edition %(edition)s") % {"edition": edition}, "url": ""}
    return [above, {"label": name, "url": url}, last]


def _tabs(tables: dict[str, Table], district: str, code: str, by: str) -> Sequence[Tab]:
    url = reverse("observatory:indicator", args=[district, code])
    found = [Tab(_("At first sight"), url, not by)]
    order = sorted(
        (table for table in tables.values() if table.breakdown),
        key=lambda table: (len(table.breakdown), table.code != QUARTER),
    )
    for table in order:
        label = breakdown_name(table.breakdown)
        found.append(Tab(label[:1].upper() + label[1:], f"{url}?by={table.code}", by == table.code))
    return found
