"""Alarms about places as the planning office reads them: never about persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import numpy as np
from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone
from numpy.typing import NDArray

from aia.access.terms import Actor
from aia.sensing import permissions
from aia.sensing.alarms import ears
from aia.sensing.alarms.reading import alarm_rules
from aia.sensing.models import Alarm
from aia.sensing.queries.counts import EVERYTHING, demand_counting, monday_of, weekly_counts
from aia.sensing.terms import AlarmState
from aia.territory.queries import municipalities_of

SHOWN = 26
"""How many weeks a chart shows."""


@dataclass(frozen=True)
class WeekCount:
    """One week of a chart: its Monday, its notices, and the limits when they are known."""

    monday: date
    count: int
    usual: float | None
    limit: float | None


@dataclass(frozen=True)
class AlarmRow:
    """An alarm with the names of its municipalities; `everywhere` when it is the whole district."""

    alarm: Alarm
    names: Sequence[str]
    everywhere: bool


@dataclass(frozen=True)
class AlarmDetail:
    """An alarm, its places by ISTAT code, and the weeks of what it is about."""

    row: AlarmRow
    places: dict[str, str]
    weeks: Sequence[WeekCount]


def alarms_of(actor: Actor, district: str) -> list[AlarmRow]:
    """Return the district's alarms, those to be looked at first, then the latest.

    Raises Forbidden.
    """
    demand_counting(actor, district)
    first = Case(When(state=AlarmState.OPEN, then=Value(0)), default=Value(1))
    rows: QuerySet[Alarm] = Alarm.objects.filter(district=district)
    names = _names(district)
    return [_row(alarm, names) for alarm in rows.order_by(first, "-until", "-raised_at", "id")]


def alarm_of(actor: Actor, alarm_id: UUID, *, at: datetime) -> AlarmDetail:
    """Return one alarm with its weeks. Raises Forbidden, Alarm.DoesNotExist."""
    alarm = Alarm.objects.get(pk=alarm_id)
    permissions.demand(actor, "alarm.read", alarm, at=at)
    names = _names(alarm.district)
    return AlarmDetail(
        _row(alarm, names),
        {istat: names.get(istat, istat) for istat in alarm.municipalities},
        _weeks_of(actor, alarm, at),
    )


def district_weeks(actor: Actor, district: str, *, at: datetime) -> list[WeekCount]:
    """Return the last weeks of the whole district with what is usual and the limit of the chart.

    Raises Forbidden.
    """
    counts = weekly_counts(actor, district, weeks=2 * SHOWN, at=at)
    return _charted(counts.whole(), counts.mondays)


def _weeks_of(actor: Actor, alarm: Alarm, at: datetime) -> list[WeekCount]:
    """Return the weeks up to a little after those of the alarm, in its places and domain."""
    last = min(alarm.until + timedelta(weeks=5), timezone.localdate(at))
    back = (monday_of(timezone.localdate(at)) - monday_of(last)).days // 7
    counts = weekly_counts(actor, alarm.district, weeks=2 * SHOWN + back, at=at)
    inside = np.isin(counts.places, alarm.municipalities)
    domain = alarm.domain or EVERYTHING
    everywhere = bool(inside.all())
    series = counts.whole(domain) if everywhere else counts.cells[domain][inside].sum(axis=0)
    kept = slice(None, len(series) - back if back else None)
    return _charted(series[kept], counts.mondays[kept])


def _charted(series: NDArray[np.int64], mondays: Sequence[date]) -> list[WeekCount]:
    chart = ears.chart(series)
    limits = chart.limit(alarm_rules().chart.note)
    weeks = zip(mondays, series, chart.middle, limits, strict=True)
    return [
        WeekCount(monday, int(count), _known(usual), _known(limit))
        for monday, count, usual, limit in list(weeks)[-SHOWN:]
    ]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _names(district: str) -> dict[str, str]:
    return dict(municipalities_of(district).values_list("istat", "name"))


def _row(alarm: Alarm, names: dict[str, str]) -> AlarmRow:
    told = sorted(names.get(istat, istat) for istat in alarm.municipalities)
    return AlarmRow(alarm, told, set(names) <= set(alarm.municipalities))
