"""Looking for what may be happening in places, and telling the planning office once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np

from aia.access.terms import Actor, service_actor
from aia.kit.ids import derived_id
from aia.sensing.actions.alarms import raise_alarm
from aia.sensing.alarms.looking import Finding, Notices, Told, findings, known
from aia.sensing.alarms.reading import alarm_rules
from aia.sensing.models import Alarm
from aia.sensing.queries.counts import WeeklyCounts, weekly_counts
from aia.sensing.terms import AlarmState
from aia.territory.queries import centres, districts


def look_for_alarms(*, at: datetime) -> str:
    """Look in every district, as the installation does each night; tell how many were raised."""
    actor = service_actor("nightly")
    raised = [alarm for one in districts() for alarm in look_in(one.code, actor=actor, at=at)]
    return f"{len(raised)} alarms raised"


def look_in(district: str, *, actor: Actor, at: datetime) -> list[Alarm]:
    """Look at the district's last whole weeks and return the alarms raised now.

    Looking again changes nothing: the chance of the scan hangs on district, domain and week, and
    what was told before is not told anew. Raises Forbidden.
    """
    rules = alarm_rules()
    counts = weekly_counts(actor, district, weeks=rules.weeks, at=at)
    notices = Notices(
        counts.places, counts.mondays, counts.cells, counts.elsewhere, centres(district)
    )

    def rng_for(domain: str) -> np.random.Generator:
        seed = derived_id("scan", district, domain, counts.mondays[-1].isoformat())
        return np.random.default_rng(seed.int)

    before = _told(district, counts)
    raised = []
    for finding in findings(notices, rules, rng_for):
        if not known(finding, before, rules.same):
            raised.append(_raise(finding, counts, district, actor, at))
    return raised


def _told(district: str, counts: WeeklyCounts) -> list[Told]:
    """Return the alarms whose weeks may touch those looked at."""
    rows: Iterable[Alarm] = Alarm.objects.filter(
        district=district, until__gte=counts.mondays[0] - timedelta(weeks=1)
    )
    everywhere = set(counts.places)
    return [
        Told(
            alarm.kind,
            () if everywhere <= set(alarm.municipalities) else tuple(alarm.municipalities),
            alarm.since,
            alarm.until,
            alarm.state != AlarmState.OPEN,
        )
        for alarm in rows
    ]


def _raise(
    finding: Finding, counts: WeeklyCounts, district: str, actor: Actor, at: datetime
) -> Alarm:
    return raise_alarm(
        actor=actor,
        district=district,
        kind=finding.kind,
        municipalities=finding.places or counts.places,
        domain=finding.domain or None,
        since=finding.since,
        until=finding.until,
        observed=finding.observed,
        expected=Decimal(repr(finding.expected)),
        statistic=Decimal(repr(finding.statistic)),
        p=None if finding.p is None else Decimal(repr(finding.p)),
        method=finding.method,
        at=at,
    )
