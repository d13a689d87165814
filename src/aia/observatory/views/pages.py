"""What the public pages have in common: the district, its tables, its indicators in few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aia.observatory.publishing.about import Indicator, indicator
from aia.observatory.publishing.figures import said
from aia.observatory.publishing.labels import Labels
from aia.observatory.publishing.tables import QUARTER, TOTAL, Table, table_of
from aia.observatory.queries import current_releases
from aia.observatory.views.drawn import spark
from aia.territory.queries import districts
from aia.web.simulation import is_simulated

Tables = Mapping[tuple[str, str], Table]
"""The tables of a district by indicator and breakdown."""


@dataclass(frozen=True)
class Place:
    """The district that a page is about."""

    code: str
    name: str


@dataclass(frozen=True)
class Tile:
    """An indicator in a few words: its name, its number, its way over time."""

    code: str
    name: str
    step: str
    number: str
    spark: SafeString | str
    url: str


def place_of(district: str) -> Place:
    """Return the district of an address; one that only its tables are known of has its code for
    a name. Raises Http404 when nothing is known of it."""
    name = districts().filter(code=district).values_list("name", flat=True).first()
    if name is None and not current_releases(district).exists():
        raise Http404(_("There is no such district."))
    return Place(district, name or district)


def tables_of(district: str, **more: Any) -> dict[tuple[str, str], Table]:
    """Return the tables in force of a district, as far as they are asked for."""
    rows = current_releases(district).filter(**more)
    return {(one.indicator, one.breakdown): table_of(one) for one in rows}


def tile(code: str, tables: Tables, labels: Labels) -> Tile | None:
    """Return an indicator in a few words; None when it has no table for the whole district."""
    whole = tables.get((code, TOTAL))
    if whole is None:
        return None
    about = indicator(code)
    over_time = tables.get((code, QUARTER))
    return Tile(
        code=code,
        name=about.name,
        step=about.part_of_line,
        number=said(whole.value(), whole.unit),
        spark=spark(over_time, labels),
        url=reverse("observatory:indicator", args=[whole.district, code]),
    )


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], place: Place | None = None
) -> HttpResponse:
    """Return a public page. It knows nothing of who reads it: everybody gets the same."""
    told = {
        "language": (get_language() or "it")[:2],
        "path": request.path,
        "simulated": is_simulated(),
        "place": place,
        **context,
    }
    return HttpResponse(render_to_string(template, told))


def newest(tables: Iterable[Table]) -> Any:
    """Return the latest day that some of the tables speaks of; None without any."""
    return max((table.as_of for table in tables), default=None)


def about(code: str, table: Table) -> Indicator:
    """Return an indicator as its table's version had it, or as its code alone."""
    return indicator(code, table.version)
