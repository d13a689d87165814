"""What is published: the newest editions, older ones, and what partners read in them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max, QuerySet

from aia.observatory.disclosure.tables import breakdown_code
from aia.observatory.models import Reading, Release
from aia.observatory.terms import ReadingState, ReleaseState


def current_releases(district: str) -> QuerySet[Release]:
    """Return the edition in force of every table of the district, by indicator and breakdown."""
    rows = Release.objects.filter(district=district, state=ReleaseState.CURRENT)
    return rows.order_by("indicator", "breakdown")


def release(
    district: str, indicator: str, breakdown: str | Sequence[str] = (), edition: int | None = None
) -> Release | None:
    """Return one edition of a table, the one in force when none is told; None when there is none.

    `breakdown` is its code ("total", "municipality.quarter") or its dimensions. An edition that
    was withdrawn is given only when it is asked for by its number.
    """
    found = editions(district, indicator, breakdown)
    if edition is None:
        return found.filter(state=ReleaseState.CURRENT).first()
    return found.filter(edition=edition).first()


def editions(
    district: str, indicator: str, breakdown: str | Sequence[str] = ()
) -> QuerySet[Release]:
    """Return every edition of a table, newest first."""
    code = breakdown if isinstance(breakdown, str) else breakdown_code(breakdown)
    rows = Release.objects.filter(district=district, indicator=indicator, breakdown=code)
    return rows.order_by("-edition")


def published_before(district: str, indicator: str) -> QuerySet[Release]:
    """Return every edition of every table of an indicator, whatever became of it, oldest first."""
    rows = Release.objects.filter(district=district, indicator=indicator)
    return rows.order_by("breakdown", "edition")


def readings(district: str, indicator: str | None = None) -> QuerySet[Reading]:
    """Return what partners read, newest first: shown ones, each with its release."""
    rows = Reading.objects.filter(district=district, state=ReadingState.SHOWN)
    if indicator is not None:
        rows = rows.filter(release__indicator=indicator)
    return rows.select_related("release", "organisation").order_by("-written_at", "-id")


def stamp(district: str) -> int:
    """Return the newest entry about the district's releases and readings; 0 without any.

    Whatever is shown of them stays as it is while the stamp does.
    """
    found = (
        model._default_manager.filter(district=district).aggregate(last=Max("last_entry"))["last"]
        for model in (Release, Reading)
    )
    return max(one or 0 for one in found)
