"""The triage queue: what waits for the office, the earliest day first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.queries import account_names
from aia.access.terms import Actor, Forbidden
from aia.people import queries as people
from aia.sensing import permissions
from aia.sensing.models import Notice
from aia.sensing.queries.paging import (
    MOST_COUNTED,
    Page,
    after_day,
    before_moment,
    day_cursor,
    moment_cursor,
    page_size,
)
from aia.sensing.terms import NoticeLane, NoticeState, Outcome

_SNIPPET = 160
_LIST_FIELDS = (
    "id",
    "district",
    "last_entry_id",
    "door",
    "sensor_id",
    "sensor__name",
    "municipality_id",
    "municipality__name",
    "urgency",
    "awareness",
    "age_band",
    "language",
    "sealed_text",
    "received_at",
    "category",
    "suggested",
    "domain",
    "danger",
    "unread",
    "state",
    "due_on",
    "due_rule",
    "assigned_to",
    "outcome",
    "settled_at",
    "merged_into_id",
    "need_id",
)


@dataclass(frozen=True, kw_only=True)
class QueueFilters:
    """What part of the queue is asked for; None or nothing asks for all."""

    lane: str = NoticeLane.WAITING
    municipality: str | None = None
    domain: str | None = None
    category: str | None = None
    urgency: str | None = None
    door: str | None = None
    sensor: UUID | None = None
    assigned_to: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """A notice in a list: its beginning, where it is about, whose it is, how late it is."""

    notice: Notice
    beginning: str
    municipality: str
    sensor: str
    assignee: str
    days_overdue: int


def triage_queue(
    actor: Actor,
    filters: QueueFilters | None = None,
    *,
    after: str | None = None,
    limit: int = 25,
    at: datetime,
) -> Page[QueueRow]:
    """Return one page of the notices of the actor's districts, the earliest due day first.

    The concluded ones come the latest first. The number of statements does not depend on the
    rows. Raises Forbidden for who is not of an office; Refused for a false cursor.
    """
    asked, limit = filters or QueueFilters(), page_size(limit)
    rows = _filtered(actor, asked, timezone.localdate(at))
    rows = rows.select_related("sensor", "municipality").only(*_LIST_FIELDS)
    done = asked.lane == NoticeLane.DONE
    rows = before_moment(rows, after, "settled_at") if done else after_day(rows, after, "due_on")
    found = list(rows[: limit + 1])
    shown, more = found[:limit], len(found) > limit
    return Page(queue_rows(shown, at=at), _cursor(shown[-1]) if more else None)


def queue_counts(
    actor: Actor, filters: QueueFilters | None = None, *, at: datetime
) -> dict[str, int]:
    """Return how many notices each lane has, in one statement; 100 stands for "99 and more".

    The filters' own lane is left out of account. Raises Forbidden.
    """
    asked, today = filters or QueueFilters(), timezone.localdate(at)
    lanes = [lane for lane in NoticeLane.values if lane != NoticeLane.DONE]
    parts: list[str] = []
    values: list[Any] = []
    for lane in lanes:
        one = QueueFilters(**{**asked.__dict__, "lane": lane})
        rows = _filtered(actor, one, today).order_by("due_on", "id")[: MOST_COUNTED + 1]
        try:
            statement, told = rows.values("pk").query.sql_with_params()
        except EmptyResultSet:
            statement, told = "SELECT 1 WHERE 1 = 0", ()
        parts.append(f"(SELECT count(*) FROM ({statement}) AS lane)")
        values += told
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return dict(zip(lanes, cursor.fetchone(), strict=True))


def queue_rows(notices: Sequence[Notice], *, at: datetime) -> list[QueueRow]:
    """Return notices as a list shows them, for whoever was already let in to them.

    The words of what became somebody's need are in that person's file, no more in lists.
    """
    keys = people.keyring(*(notice.id for notice in notices))
    names = account_names({n.assigned_to for n in notices if n.assigned_to})
    today = timezone.localdate(at)
    return [
        QueueRow(
            notice=notice,
            beginning=""
            if notice.need_id and notice.outcome != Outcome.COMMUNITY_NEED
            else beginning(keys.open(notice.id, notice, "sealed_text")),
            municipality=notice.municipality.name if notice.municipality else "",
            sensor=notice.sensor.name if notice.sensor else "",
            assignee=names.get(notice.assigned_to, "") if notice.assigned_to else "",
            days_overdue=max(0, (today - notice.due_on).days) if notice.due_on else 0,
        )
        for notice in notices
    ]


def beginning(text: str) -> str:
    """Return the first words of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SNIPPET else line[: _SNIPPET - 1].rstrip() + "…"


def districts_of(actor: Actor) -> Collection[str] | None:
    """Return the districts whose notices the actor works on; None stands for every one.

    Raises Forbidden for who works in no office.
    """
    if permissions.works_for_all(actor):
        return None
    found = actor.districts(*permissions.OFFICE_ROLES)
    if not found:
        raise Forbidden(_("Only the social services of a district read its notices."))
    return found


def _filtered(actor: Actor, asked: QueueFilters, today: date) -> QuerySet[Notice]:
    rows = Notice.objects.all()
    districts = districts_of(actor)
    if districts is not None:
        # One district is asked for by its name, so that the index is walked in the list's order.
        rows = (
            rows.filter(district__in=districts)
            if len(districts) > 1
            else rows.filter(district=next(iter(districts)))
        )
    for name in ("municipality", "domain", "urgency", "door", "sensor", "assigned_to"):
        value = getattr(asked, name)
        if value is not None:
            rows = rows.filter(**{name: value})
    if asked.category is not None:
        rows = rows.filter(category=asked.category)
    return _in_lane(rows, actor, asked.lane, today)


def _in_lane(rows: QuerySet[Notice], actor: Actor, lane: str, today: date) -> QuerySet[Notice]:
    conditions: dict[str, dict[str, Any]] = {
        NoticeLane.MINE: {"assigned_to": actor.id},
        NoticeLane.NOBODY: {"assigned_to": None, "state": NoticeState.RECEIVED},
        NoticeLane.DANGER: {"danger": True},
        NoticeLane.ANSWERED: {"unread": True},
        NoticeLane.OVERDUE: {"due_on__lt": today},
    }
    if lane == NoticeLane.DONE:
        return rows.filter(settled_at__isnull=False)
    return rows.filter(due_on__isnull=False, **conditions.get(lane, {}))


def _cursor(last: Notice) -> str | None:
    """Return where the list goes on after a notice: by its day, or by when it was concluded."""
    if last.due_on is not None:
        return day_cursor(last.due_on, last.id)
    return moment_cursor(last.settled_at, last.id) if last.settled_at else None
