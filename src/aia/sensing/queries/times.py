"""How long notices took, and how many were answered in time: figures, never a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden, Role
from aia.sensing import deadlines, permissions
from aia.sensing.models import Notice

_MAY_KNOW = (*permissions.OFFICE_ROLES, Role.PLANNER)
_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, kw_only=True)
class Times:
    """The notices of one domain ("" is all of them, None those without a category).

    `on_time` is the share (0 to 1) of the settled ones that ended by the day that the rules give
    for an answer; `median_days` how long half of them took at most; None without any.
    """

    domain: str | None
    arrived: int
    settled: int
    on_time: float | None
    median_days: float | None


def closing_times(
    actor: Actor, district: str, *, since: datetime, until: datetime
) -> Sequence[Times]:
    """Return the times of the notices that came in between two moments: all, then by domain.

    The rules of today are asked about every notice, so that years compare. Raises Forbidden.
    """
    if not permissions.works_for_all(actor) and district not in actor.districts(*_MAY_KNOW):
        raise Forbidden(_("Only those who work in the district read its times."))
    rows = Notice.objects.filter(
        district=district, received_at__gte=since, received_at__lt=until, merged_into=None
    )
    taken: dict[str | None, list[tuple[float, bool] | None]] = defaultdict(list)
    fields = ("received_at", "settled_at", "urgency", "category", "domain", "danger")
    for received, settled, urgency, category, domain, danger in rows.values_list(
        *fields
    ).iterator():
        due = deadlines.due(
            deadlines.ANSWER,
            received,
            district,
            urgency=urgency,
            category=category,
            domain=domain,
            danger=danger,
        )
        took = None
        if settled is not None:
            days = (settled - received).total_seconds() / _SECONDS_A_DAY
            took = days, timezone.localdate(settled) <= due.on
        taken[domain].append(took)
        taken[""].append(took)
    order = sorted(taken, key=lambda one: (one != "", one is None, one or ""))
    return [_times(domain, taken[domain]) for domain in order]


def _times(domain: str | None, taken: list[tuple[float, bool] | None]) -> Times:
    ended = [one for one in taken if one is not None]
    return Times(
        domain=domain,
        arrived=len(taken),
        settled=len(ended),
        on_time=sum(kept for _days, kept in ended) / len(ended) if ended else None,
        median_days=median(days for days, _kept in ended) if ended else None,
    )
