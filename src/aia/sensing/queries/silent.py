"""Places that were heard less than foreseen: sensors by their own past, towns by their people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from aia.access.terms import Actor
from aia.sensing.models import Sensor
from aia.sensing.queries.counts import (
    begin_of,
    counted_notices,
    demand_counting,
    monday_of,
)
from aia.sensing.silence.rules import Exposure, Silence, silences
from aia.sensing.terms import SensorKind, SensorState
from aia.territory.queries import municipalities_of, residents

RECENT = 12
"""How many whole weeks are looked at."""

PAST = 40
"""How many weeks before those tell what a place usually sends."""

_RESUMED = "sensor.resumed"


@dataclass(frozen=True)
class SilentSensor:
    """A place or an organisation that speaks, and what can be said of its last weeks."""

    sensor: Sensor
    silence: Silence


@dataclass(frozen=True)
class SilentTown:
    """A municipality, its residents, its sensors, and what can be said of its last weeks."""

    istat: str
    name: str
    residents: int
    sensors: int
    silence: Silence


@dataclass(frozen=True)
class Silences:
    """What was heard from `since` up to, not with, `until`, places and towns by name."""

    since: date
    until: date
    sensors: Sequence[SilentSensor]
    towns: Sequence[SilentTown]


def silent_places(actor: Actor, district: str, *, at: datetime) -> Silences:
    """Return what can be said of each active place and each municipality. Raises Forbidden.

    Sensors that are persons are in the towns' counts only: nobody is held up against others.
    """
    demand_counting(actor, district)
    until = monday_of(timezone.localdate(at))
    since = until - timedelta(weeks=RECENT)
    window = _Window(since - timedelta(weeks=PAST), since, until)
    return Silences(since, until, _sensors(district, window, at), _towns(district, window, at))


@dataclass(frozen=True)
class _Window:
    """The weeks before, and the weeks looked at."""

    begin: date
    since: date
    until: date

    def weeks(self, born: date) -> tuple[float, float]:
        """Return how many weeks before and how many of those looked at lie after a day."""
        before = max((self.since - max(self.begin, born)).days, 0) / 7
        return before, max((self.until - max(self.since, born)).days, 0) / 7

    def counted(self) -> dict[str, Count]:
        """Return what counts notices before and in the weeks looked at."""
        begin, since, until = map(begin_of, (self.begin, self.since, self.until))
        return {
            "before": Count("id", filter=Q(received_at__gte=begin, received_at__lt=since)),
            "received": Count("id", filter=Q(received_at__gte=since, received_at__lt=until)),
        }


def _sensors(district: str, window: _Window, at: datetime) -> list[SilentSensor]:
    rows = Sensor.objects.filter(district=district, state=SensorState.ACTIVE)
    rows = rows.exclude(kind=SensorKind.PERSON)
    known = list(
        rows.select_related("municipality", "last_entry")
        .defer("municipality__outline")
        .order_by("name", "id")
    )
    counts = _grouped(district, window, at, "sensor")
    told = {}
    for sensor in known:
        weeks_before, weeks = window.weeks(_speaks_since(sensor))
        before, received = counts.get(sensor.pk, (0, 0))
        told[sensor.pk] = Exposure(before, weeks_before, received, weeks)
    found = silences({key: row for key, row in told.items() if row.exposure > 0})
    return [SilentSensor(one, found[one.pk]) for one in known if one.pk in found]


def _speaks_since(sensor: Sensor) -> date:
    """Return since when the sensor could speak: it may have rested until a moment ago."""
    if sensor.last_entry.verb == _RESUMED:
        return timezone.localdate(sensor.last_entry.happened_at)
    return timezone.localdate(sensor.registered_at)


def _towns(district: str, window: _Window, at: datetime) -> list[SilentTown]:
    first = counted_notices(district, at=at).aggregate(first=Min("received_at"))["first"]
    if first is None:
        return []
    weeks_before, weeks = window.weeks(timezone.localdate(first))
    counts = _grouped(district, window, at, "municipality")
    active = Sensor.objects.filter(district=district, state=SensorState.ACTIVE)
    sensors = dict(active.values_list("municipality").annotate(n=Count("id")).order_by())
    told, people = {}, {}
    for one in residents(municipalities_of(district).defer("outline")):
        if one.total:
            thousands = one.total / 1000
            before, received = counts.get(one.municipality.pk, (0, 0))
            told[one.municipality.pk] = Exposure(
                before, weeks_before * thousands, received, weeks * thousands
            )
            people[one.municipality.pk] = (one.municipality.name, one.total)
    return [
        SilentTown(istat, *people[istat], sensors.get(istat, 0), silence)
        for istat, silence in silences(told).items()
    ]


def _grouped(
    district: str, window: _Window, at: datetime, by: str
) -> Mapping[object, tuple[int, int]]:
    """Return notices before and in the weeks looked at, by sensor or by municipality."""
    rows = counted_notices(district, at=at).filter(
        received_at__gte=begin_of(window.begin), received_at__lt=begin_of(window.until)
    )
    grouped = rows.exclude(**{by: None}).values(by).annotate(**window.counted()).order_by()
    return {row[by]: (row["before"], row["received"]) for row in grouped}
