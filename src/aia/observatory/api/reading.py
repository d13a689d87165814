"""Reading what is published: districts, indicators, tables, every edition, what partners read."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query

from aia.observatory.api.routing import opens
from aia.observatory.api.shapes import (
    DistrictOut,
    IndicatorOut,
    IndicatorRowOut,
    ReadingOut,
    ReleaseRowOut,
    TableOut,
    WordsOut,
)
from aia.observatory.indicators.loading import Definition, UnknownIndicator, Words, definition
from aia.observatory.models import Release
from aia.observatory.publishing.tables import TOTAL, table_of
from aia.observatory.queries import current_releases, readings, release
from aia.observatory.terms import ReleaseState
from aia.territory.queries import districts
from aia.web.api import cursors
from aia.web.api.schemas import Asked, Cursor, Limit, PageOf

_Edition = Annotated[
    int | None, Query(ge=1, le=999_999, description="Which edition; without it, the one in force.")
]


@opens("/observatory/districts", answer=list[DistrictOut])
def observatory_districts(request: HttpRequest) -> list[dict[str, Any]]:
    """List the districts of this installation."""
    return [
        {"code": one.code, "name": one.name, "page": reverse("observatory:home", args=[one.code])}
        for one in districts()
    ]


@opens("/observatory/{district}/indicators", answer=list[IndicatorRowOut])
def observatory_indicators(request: HttpRequest, district: Asked) -> list[dict[str, Any]]:
    """List the published indicators of a district, each with its number for all of it."""
    rows: dict[str, list[Release]] = {}
    for row in current_releases(district):
        rows.setdefault(row.indicator, []).append(row)
    found = []
    for code, ones in rows.items():
        whole = next((one for one in ones if one.breakdown == TOTAL), None)
        known = _known(code)
        found.append(
            {
                "code": code,
                "family": known.family if known else "",
                "part_of_line": known.part_of_line if known else "",
                "unit": known.unit if known else "",
                "name": _words(known.name) if known else WordsOut(it=code, en=code),
                "value": table_of(whole).value() if whole else None,
                "as_of": whole.as_of if whole else None,
                "breakdowns": [one.breakdown for one in ones],
            }
        )
    return found


@opens("/observatory/{district}/indicators/{indicator_code}", answer=IndicatorOut)
def observatory_indicator(
    request: HttpRequest, district: Asked, indicator_code: Asked
) -> dict[str, Any]:
    """Read an indicator: its definition in both languages, its tables in force."""
    known = _known(indicator_code)
    tables = list(current_releases(district).filter(indicator=indicator_code).defer("content"))
    if known is None or not tables:
        raise _nothing()
    texts = ("name", "question", "meaning", "formula", "source")
    return {
        **{name: _words(getattr(known, name)) for name in texts},
        **{
            name: getattr(known, name)
            for name in ("code", "family", "part_of_line", "unit", "version")
        },
        "history": [
            {"version": one.version, "since": one.since, "words": _words(one.words)}
            for one in known.history
        ],
        "tables": [_row(one) for one in tables],
    }


@opens("/observatory/{district}/indicators/{indicator_code}/tables/{breakdown}", answer=TableOut)
def observatory_table(
    request: HttpRequest,
    district: Asked,
    indicator_code: Asked,
    breakdown: Asked,
    edition: _Edition = None,
) -> dict[str, Any]:
    """Read a table with its numbers: `total`, `municipality`, `domain.age_band` …"""
    return _table(release(district, indicator_code, breakdown, edition))


@opens("/observatory/releases/{release_id}", answer=TableOut)
def observatory_release(request: HttpRequest, release_id: UUID) -> dict[str, Any]:
    """Read an edition by its id, which always names the same numbers."""
    return _table(Release.objects.filter(pk=release_id).first())


@opens("/observatory/{district}/releases", answer=PageOf[ReleaseRowOut])
def observatory_releases(
    request: HttpRequest, district: Asked, cursor: Cursor = None, limit: Limit = 25
) -> dict[str, Any]:
    """List every edition that was ever published of a district, newest first."""
    rows = Release.objects.filter(district=district).defer("content").order_by("-last_entry_id")
    after = cursors.read(cursor, of="observatory.releases")
    if after is not None:
        rows = rows.filter(last_entry_id__lt=int(after))
    found = list(rows[: limit + 1])
    more = len(found) > limit
    following = found[limit - 1].last_entry_id if more else None
    return {
        "items": [_row(one) for one in found[:limit]],
        "next": cursors.told(following, of="observatory.releases"),
    }


@opens("/observatory/{district}/readings", answer=list[ReadingOut])
def observatory_readings(
    request: HttpRequest, district: Asked, indicator: Asked | None = None
) -> list[dict[str, Any]]:
    """List what partners read in the numbers, newest first."""
    return [
        {
            "id": one.id,
            "indicator": one.release.indicator,
            "release_id": one.release_id,
            "words": one.words,
            "signature": one.signature,
            "organisation": one.organisation.name if one.organisation else None,
            "written_at": one.written_at,
            "became_need": one.need_id is not None,
        }
        for one in readings(district, indicator)
    ]


def _known(code: str) -> Definition | None:
    try:
        return definition(code)
    except UnknownIndicator:
        return None


def _words(words: Words) -> WordsOut:
    return WordsOut(it=words.it, en=words.en)


def _row(row: Release) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ReleaseRowOut.model_fields}


def _table(row: Release | None) -> dict[str, Any]:
    """Return an edition with its numbers; a withdrawn one is there no more."""
    if row is None or row.state == ReleaseState.WITHDRAWN:
        raise _nothing()
    told = row.told()
    return {
        **_row(row),
        "district": row.district,
        "dimensions": told["breakdown"],
        "unit": told["unit"],
        "rounded_to": told["rounded_to"],
        "values": told["cells"],
    }


def _nothing() -> ObjectDoesNotExist:
    return ObjectDoesNotExist(_("Nothing of the kind is published."))
