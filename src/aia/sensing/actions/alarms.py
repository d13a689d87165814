"""Alarms about places: raised once, looked at by the planning office, never about persons."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.kit.ids import derived_id
from aia.pathways.queries import taxonomy
from aia.pathways.terms import Domain, Refused
from aia.sensing import permissions
from aia.sensing.models import Alarm
from aia.sensing.rules import values
from aia.sensing.terms import AlarmKind, AlarmState
from aia.sensing.verbs import following as verbs
from aia.territory.queries import municipalities_of
from aia.trace.actions import lock, record


@transaction.atomic
def raise_alarm(
    *,
    actor: Actor,
    district: str,
    kind: str,
    municipalities: Collection[str],
    since: date,
    until: date,
    observed: int,
    expected: Decimal,
    statistic: Decimal,
    p: Decimal | None,
    method: str,
    domain: str | None = None,
    category: str | None = None,
    note: str = "",
    at: datetime,
) -> Alarm:
    """Open a note for the planning office about some municipalities and weeks.

    The same cluster of the same method twice is one alarm. `expected`, `statistic` and `p` are
    decimals; `p` None where the method has none. Raises Forbidden, Refused.
    """
    alarm = Alarm(district=district)
    permissions.demand(actor, "alarm.raised", alarm, at=at)
    towns = tuple(sorted(set(municipalities)))
    known = set(municipalities_of(district).filter(pk__in=towns).values_list("pk", flat=True))
    if not towns or set(towns) - known:
        raise Refused(_("Choose municipalities of the district."), field="municipalities")
    if category is not None and category not in taxonomy().categories:
        raise Refused(_("Choose a category of need from the list."), field="category")
    about = domain or "", category or ""
    origin = derived_id(
        "alarm", district, kind, method, since.isoformat(), until.isoformat(), *about, *towns
    )
    there = Alarm.objects.filter(origin=origin).first()
    if there is not None:
        return there
    alarm.note = values.text(note, "note")
    facts = verbs.AlarmRaised(
        kind=values.code(kind, AlarmKind, "kind"),
        municipalities=towns,
        domain=values.code(domain, Domain, "domain") if domain else None,
        category=category,
        since=since,
        until=until,
        observed=observed,
        expected=_rounded(expected, "0.001"),
        statistic=_rounded(statistic, "0.0001"),
        p=None if p is None else _rounded(p, "0.000001"),
        method=method,
        origin=origin,
        raised_at=at,
    )
    return record(alarm, facts, actor=actor, at=at)


@transaction.atomic
def close_alarm(
    *,
    actor: Actor,
    alarm_id: UUID,
    verdict: str,
    note: str = "",
    seen: int | None = None,
    at: datetime,
) -> Alarm:
    """Say what an alarm was (`AlarmState`, not open). Raises Forbidden, RowChanged, Refused."""
    alarm = lock(Alarm.objects.all(), alarm_id, seen=seen)
    permissions.demand(actor, "alarm.closed", alarm, at=at)
    if alarm.state != AlarmState.OPEN:
        raise Refused(_("Somebody has already said what this alarm was."))
    if values.code(verdict, AlarmState, "verdict") == AlarmState.OPEN:
        raise Refused(_("Say what the alarm turned out to be."), field="verdict")
    alarm.note = values.text(note, "note") or alarm.note
    return record(alarm, verbs.AlarmClosed(state=verdict, closed_at=at), actor=actor, at=at)


def _rounded(value: Decimal, step: str) -> Decimal:
    return Decimal(value).quantize(Decimal(step))
