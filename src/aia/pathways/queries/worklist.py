"""The worklist: what waits for whoever reads it, what is overdue first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

from aia.access.queries import account_names
from aia.access.terms import Actor, Role
from aia.pathways.queries.lanes import LaneReader, WorklistItem
from aia.pathways.queries.naming import pathway_names
from aia.pathways.queries.paging import LONGEST_PAGE, Page, read_cursor
from aia.pathways.terms import Whose

MOST_COUNTED = 99
SHOWN = 25


def worklist(
    actor: Actor,
    *,
    at: datetime,
    whose: str | None = None,
    lane: str | None = None,
    cursor: str | None = None,
    limit: int = SHOWN,
) -> Page[WorklistItem]:
    """Return one page of what waits, overdue first, of every lane or of one.

    `whose` is `Whose`; without it, coordinators see the district and workers what they follow.
    The number of statements does not depend on the rows. Raises Refused for a false cursor.
    """
    after, limit = read_cursor(cursor), max(1, min(limit, LONGEST_PAGE))
    return _page(LaneReader(actor, at, _whose(actor, whose), after, limit + 1), lane)


def lane_counts(actor: Actor, *, at: datetime, whose: str | None = None) -> dict[str, int]:
    """Return how many things wait in each lane; 100 stands for "99 and more"."""
    return _counts(LaneReader(actor, at, _whose(actor, whose), None, 0))


def counted_worklist(
    actor: Actor,
    *,
    at: datetime,
    whose: str | None = None,
    lane: str | None = None,
    cursor: str | None = None,
) -> tuple[Page[WorklistItem], dict[str, int]]:
    """Return `worklist` and `lane_counts` at once: what both ask is written only once."""
    after = read_cursor(cursor)
    reader = LaneReader(actor, at, _whose(actor, whose), after, SHOWN + 1)
    return _page(reader, lane), _counts(reader)


def _page(reader: LaneReader, lane: str | None) -> Page[WorklistItem]:
    limit = reader.length - 1
    found = sorted(reader.items(lane), key=lambda item: item.place)
    shown = _named(found[:limit], with_leads=reader.whose == Whose.DISTRICT)
    more = len(found) > limit
    return Page(shown, shown[-1].place.told() if more else None)


def _counts(reader: LaneReader) -> dict[str, int]:
    most = MOST_COUNTED + 1
    sources = reader.sources()
    found = dict.fromkeys(sources, 0)
    if reader.whose == Whose.MINE:
        found |= reader.followed_needs()
    lanes = [(lane, rows[:most]) for lane, lists in sources.items() for rows in lists]
    for (lane, _rows), count in zip(lanes, _counted([rows for _, rows in lanes]), strict=True):
        found[lane] += count
    return {lane: min(most, count) for lane, count in found.items()}


def _counted(lists: Sequence[QuerySet[Model]]) -> Sequence[int]:
    """Return the length of each list, all asked for at once."""
    parts: list[str] = []
    values: list[Any] = []
    for rows in lists:
        try:
            statement, told = rows.values("pk").query.sql_with_params()
        except EmptyResultSet:
            statement, told = "SELECT 1 WHERE 1 = 0", ()
        parts.append(f"(SELECT count(*) FROM ({statement}) AS lane)")
        values += told
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        counts: Sequence[int] = cursor.fetchone()
    return counts


def _whose(actor: Actor, asked: str | None) -> str:
    """Return whose work is shown: the district's only to its coordinators."""
    if asked == Whose.MINE or not actor.has(Role.COORDINATOR):
        return Whose.MINE
    return Whose.DISTRICT


def _named(items: list[WorklistItem], *, with_leads: bool) -> list[WorklistItem]:
    """Return the items with their subjects' names, and the leads' where they are shown."""
    names = pathway_names((item.subject_kind, item.subject) for item in items)
    leads = account_names({i.lead for i in items if i.lead}) if with_leads else {}
    return [
        replace(
            item,
            subject_name=item.subject_name or names.get(item.subject, ""),
            lead_name=leads.get(item.lead, "") if item.lead else "",
        )
        for item in items
    ]
