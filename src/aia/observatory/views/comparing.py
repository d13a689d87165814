"""Two places, or two quarters, side by side: every indicator that tells of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from aia.observatory.publishing.about import FAMILIES, indicator, known
from aia.observatory.publishing.figures import said
from aia.observatory.publishing.labels import Labels
from aia.observatory.publishing.tables import MUNICIPALITY, QUARTER, TOTAL, Table
from aia.observatory.views.drawn import pair
from aia.observatory.views.pages import Tables, page, place_of, tables_of
from aia.observatory.views.serving import public

PLACES, PERIODS = "places", "periods"


@dataclass(frozen=True)
class Line:
    """One indicator for the two that are compared, and for the whole district."""

    name: str
    url: str
    a: str
    b: str
    whole: str
    picture: SafeString | str
    marked: bool


@dataclass(frozen=True)
class Group:
    """The lines of one family."""

    name: str
    lines: list[Line]


@public("what", "a", "b", "indicator")
def compare(
    request: HttpRequest, district: str, what: str, a: str, b: str, indicator: str
) -> HttpResponse:
    """Show every indicator for two places or two quarters of the reader's choice.

    Without a choice: the two largest places, or the last two quarters, that something is told of.
    """
    place, labels = place_of(district), Labels(district)
    what = what if what in {PLACES, PERIODS} else PLACES
    dimension = MUNICIPALITY if what == PLACES else QUARTER
    tables = tables_of(district, breakdown__in=(TOTAL, dimension))
    codes = _codes(tables, dimension, labels)
    a, b = _chosen(codes, a, b, what)
    asked = {"what": what, "a": a, "b": b, "indicator": indicator}
    context = {
        "current": "compare",
        "query": "&".join(f"{name}={value}" for name, value in asked.items() if value),
        "what": what,
        "choices": [(code, labels.name(dimension, code)) for code in codes],
        "a": a,
        "b": b,
        "a_name": labels.name(dimension, a) if a else "",
        "b_name": labels.name(dimension, b) if b else "",
        "groups": list(_groups(tables, dimension, (a, b), indicator)) if a and b else [],
    }
    return page(request, "observatory/compare.html", context, place)


def _codes(tables: Tables, dimension: str, labels: Labels) -> Sequence[str]:
    """Return the places or quarters that some table tells of, as people look for them."""
    told = {
        cell.of[0]
        for table in tables.values()
        if table.breakdown == (dimension,)
        for cell in table.cells
    }
    first = list(labels.municipalities) if dimension == MUNICIPALITY else []
    return [code for code in dict.fromkeys([*first, *sorted(told)]) if code in told]


def _chosen(codes: Sequence[str], a: str, b: str, what: str) -> tuple[str, str]:
    if not codes:
        return "", ""
    first = codes[0] if what == PLACES else codes[-2:][0]
    last = codes[1:2] if what == PLACES else codes[-1:]
    return (
        a if a in codes else first,
        b if b in codes else (last[0] if last else first),
    )


def _groups(
    tables: Tables, dimension: str, chosen: tuple[str, str], marked: str
) -> Iterator[Group]:
    for family, (name, _about) in FAMILIES.items():
        lines = [
            _line(tables[code, dimension], tables.get((code, TOTAL)), chosen, code == marked)
            for code in known()
            if indicator(code).family == family and (code, dimension) in tables
        ]
        if lines:
            yield Group(str(name), lines)


def _line(table: Table, whole: Table | None, chosen: tuple[str, str], marked: bool) -> Line:
    a, b = (table.value(code) for code in chosen)
    values = [cell.value for cell in table.cells if cell.value is not None]
    top = max([*values, 0.0])
    return Line(
        name=indicator(table.indicator).name,
        url=reverse("observatory:indicator", args=[table.district, table.indicator]),
        a=said(a, table.unit),
        b=said(b, table.unit),
        whole=said(whole.value() if whole else None, table.unit),
        picture=pair(a, b, min([*values, 0.0]), top),
        marked=marked,
    )
