"""How many notices came, from where and when: counts for the planning office and its alarms.

Exact numbers: whoever shows them keeps small ones back. Notices joined to another one count once,
those divided count by their parts, and those about protected persons not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from aia.access.terms import Actor, Forbidden, Role
from aia.pathways.queries import protected_needs
from aia.pathways.terms import Domain
from aia.sensing.models import Notice
from aia.sensing.terms import NoticeState
from aia.territory.queries import municipalities_of

COUNTING = (Role.SOCIAL_WORKER, Role.COORDINATOR, Role.PLANNER)
EVERYTHING = ""
"""Stands for all domains together, notices without any included."""

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class WeeklyCounts:
    """Notices by municipality and week, whole weeks only, the oldest first.

    `cells` is by domain (`EVERYTHING` for all): (municipalities, weeks), in the order of `places`
    and `mondays`. `elsewhere` are those whose municipality is not known, or not of the district.
    """

    places: tuple[str, ...]
    mondays: tuple[date, ...]
    cells: Mapping[str, NDArray[np.int64]]
    elsewhere: Mapping[str, NDArray[np.int64]]

    def whole(self, domain: str = EVERYTHING) -> NDArray[np.int64]:
        """Return the district's own series (weeks,), places not known included."""
        total: NDArray[np.int64] = self.cells[domain].sum(axis=0) + self.elsewhere[domain]
        return total


def demand_counting(actor: Actor, district: str) -> None:
    """Raise Forbidden unless the actor may read numbers of the district."""
    if not actor.service and district not in actor.districts(*COUNTING):
        raise Forbidden(_("The numbers of this district are not yours to see."))


def counted_notices(district: str, *, at: datetime) -> QuerySet[Notice]:
    """Return the notices that counts are made of."""
    rows = Notice.objects.filter(district=district)
    rows = rows.exclude(state__in=(NoticeState.MERGED, NoticeState.SPLIT))
    return rows.exclude(Exists(protected_needs(at=at).filter(pk=OuterRef("need"))))


def monday_of(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def begin_of(day: date) -> datetime:
    """Return the moment at which a day begins, by the installation's own clock."""
    return timezone.make_aware(datetime.combine(day, time.min))


def weekly_counts(actor: Actor, district: str, *, weeks: int, at: datetime) -> WeeklyCounts:
    """Return the last whole weeks, that of `at` left out. Raises Forbidden."""
    demand_counting(actor, district)
    until = monday_of(timezone.localdate(at))
    since = until - weeks * _WEEK
    places = tuple(municipalities_of(district).values_list("istat", flat=True).order_by("istat"))
    rows = counted_notices(district, at=at).filter(
        received_at__gte=begin_of(since), received_at__lt=begin_of(until)
    )
    grouped = rows.annotate(week=_week_number(since, weeks)).values(
        "municipality", "domain", "week"
    )
    row_of = {istat: row for row, istat in enumerate(places)}
    names = (EVERYTHING, *Domain.values)
    tables = {name: np.zeros((len(places) + 1, weeks), dtype=np.int64) for name in names}
    for group in grouped.annotate(count=Count("id")).order_by():
        row = row_of.get(group["municipality"], len(places))
        for name in {EVERYTHING, group["domain"] or EVERYTHING}:
            tables[name][row, group["week"]] += group["count"]
    return WeeklyCounts(
        places,
        tuple(since + week * _WEEK for week in range(weeks)),
        {name: table[:-1] for name, table in tables.items()},
        {name: table[-1] for name, table in tables.items()},
    )


def _week_number(since: date, weeks: int) -> Case:
    """Return in which week from `since` a notice came, as comparisons with the weeks' own ends.

    The latest first: most notices are recent. A function of the calendar would be called for each
    row, and costs ten times as much.
    """
    begins = [(week, begin_of(since + week * _WEEK)) for week in range(weeks)]
    later = [When(received_at__gte=begin, then=Value(week)) for week, begin in reversed(begins)]
    return Case(*later, output_field=IntegerField())
