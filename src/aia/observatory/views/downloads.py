"""The files of an edition: numbers in four formats, its chart as a picture by itself."""

from __future__ import annotations

import re
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from aia.observatory.models import Release
from aia.observatory.publishing import pictures
from aia.observatory.publishing.alone import alone
from aia.observatory.publishing.alternatives import alternative
from aia.observatory.publishing.files import csv_file, json_stat, parquet_file
from aia.observatory.publishing.labels import Labels, breakdown_name
from aia.observatory.publishing.plans import colour_of, plan_of
from aia.observatory.publishing.tables import Table, table_of
from aia.observatory.queries import release
from aia.observatory.terms import ReleaseState
from aia.observatory.views.drawn import address
from aia.observatory.views.indicators import origin_of
from aia.observatory.views.pages import about
from aia.observatory.views.serving import public

_NUMBER = re.compile("[1-9][0-9]{0,5}")
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "excel.csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}


@public(shared=True)
def file(
    request: HttpRequest,
    district: str,
    indicator_code: str,
    breakdown: str,
    edition: str,
    file_kind: str,
) -> HttpResponse:
    """Return the numbers of an edition as a file; `latest` is the one in force."""
    found = _found(district, indicator_code, breakdown, edition)
    if file_kind not in _TYPES:
        raise Http404(_("This edition does not exist."))
    if found.state == ReleaseState.WITHDRAWN:
        return _gone()
    table, labels = table_of(found), Labels(district)
    body = _made(request, table, labels, file_kind)
    answer = HttpResponse(body, content_type=_TYPES[file_kind])
    name = f"{district}-{indicator_code}-{table.code}-{table.edition}.{file_kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@public(shared=True)
def picture(
    request: HttpRequest, district: str, indicator_code: str, breakdown: str, edition: str
) -> HttpResponse:
    """Return the chart of an edition by itself: with its title, its unit and its source."""
    found = _found(district, indicator_code, breakdown, edition)
    if found.state == ReleaseState.WITHDRAWN:
        return _gone()
    table, labels = table_of(found), Labels(district)
    one = about(indicator_code, table)
    svg = pictures.drawn(district, plan_of(table, labels, colour=colour_of(one.part_of_line)))
    if svg is None:
        raise Http404(_("This chart has not been drawn yet."))
    title = _title(one.name, table)
    words = alternative(table, labels, title)
    url = origin_of(request) + address("edition", table)
    return HttpResponse(
        alone(svg, table, title=title, source=one.source, url=url, alt=words),
        content_type="image/svg+xml",
    )


def _found(district: str, code: str, breakdown: str, edition: str) -> Release:
    latest, numbered = edition == "latest", _NUMBER.fullmatch(edition)
    found = None
    if latest or numbered:
        found = release(district, code, breakdown, None if latest else int(edition))
    if found is None:
        raise Http404(_("This edition does not exist."))
    return found


def _gone() -> HttpResponse:
    words = _("This edition was withdrawn.")
    return HttpResponse(words, status=HTTPStatus.GONE, content_type="text/plain; charset=utf-8")


def _made(request: HttpRequest, table: Table, labels: Labels, kind: str) -> bytes:
    if kind == "parquet":
        return parquet_file(table, labels)
    if kind == "json":
        one = about(table.indicator, table)
        url = origin_of(request) + address("file", table, file_kind="json")
        return json_stat(
            table, labels, title=_title(one.name, table), source=one.source, address=url
        )
    return csv_file(table, labels, spreadsheet=kind == "excel.csv")


def _title(name: str, table: Table) -> str:
    told = {"name": name, "breakdown": breakdown_name(table.breakdown)}
    return _("%(name)s, %(breakdown)s") % told
