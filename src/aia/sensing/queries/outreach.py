"""Needs that somebody recognised and nobody has voiced: who tries next, how, what came of it.

Scoped as the worklist is: a worker sees the files of their teams, a coordinator the district;
protected persons only who follows them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from aia.access.queries import account_names
from aia.access.terms import Actor
from aia.pathways import queries as pathways
from aia.pathways.queries import NeedDetail, WorklistItem
from aia.pathways.terms import Lane
from aia.people.queries import keyring
from aia.sensing.models import Outreach, OutreachAttempt
from aia.sensing.queries.paging import Page
from aia.sensing.terms import OutreachState

_MAY_TRY = "need.left_unvoiced"


@dataclass(frozen=True)
class OutreachItem:
    """One need without a voice: for how many days, and who tries next (`outreach`, when open)."""

    item: WorklistItem
    days: int
    outreach: Outreach | None
    next_by: str


@dataclass(frozen=True)
class AttemptText:
    """One attempt with its words, opened for who may read the file."""

    attempt: OutreachAttempt
    words: str
    by: str


@dataclass(frozen=True)
class OutreachDetail:
    """One need, the outreach that is going on, every attempt ever made, the latest first."""

    need: NeedDetail
    days: int
    outreach: Outreach | None
    next_by: str
    attempts: Sequence[AttemptText]
    past: Sequence[Outreach]
    may_try: bool


def outreach_list(
    actor: Actor, *, at: datetime, whose: str | None = None, cursor: str | None = None
) -> Page[OutreachItem]:
    """Return a page of needs that nobody has voiced, what is overdue first.

    `whose` as for the worklist. Raises Refused for a false cursor.
    """
    page = pathways.worklist(actor, at=at, whose=whose, lane=Lane.NEED, cursor=cursor)
    going_on = _open_of([item.row for item in page.items])
    names = account_names(one.next_by for one in going_on.values() if one.next_by)
    rows = [_item(item, going_on.get(item.row), names, at) for item in page.items]
    return Page(rows, page.next_cursor)


def outreach_named(actor: Actor, outreach_id: UUID, *, at: datetime) -> OutreachDetail:
    """Return what was tried for the need of one outreach. Raises Forbidden, DoesNotExist."""
    return outreach_of(actor, Outreach.objects.get(pk=outreach_id).need_id, at=at)


def outreach_of(actor: Actor, need_id: UUID, *, at: datetime) -> OutreachDetail:
    """Return all that was tried for one need. Raises Forbidden, Need.DoesNotExist."""
    detail = pathways.need_detail(actor, need_id, at=at)
    every = list(
        Outreach.objects.filter(need=need_id).select_related("through").order_by("-opened_at")
    )
    going_on = next((one for one in every if one.state == OutreachState.OPEN), None)
    tried = OutreachAttempt.objects.filter(outreach__in=every).order_by("-tried_at", "-id")
    attempts = list(tried)
    told = {going_on.next_by} if going_on and going_on.next_by else set()
    names = account_names({*told, *(one.by for one in attempts)})
    keys = keyring(detail.pathway.subject)
    need = detail.file.need
    return OutreachDetail(
        detail,
        (timezone.localdate(at) - timezone.localdate(need.recognised_at)).days,
        going_on,
        names.get(going_on.next_by, "") if going_on and going_on.next_by else "",
        [
            AttemptText(
                one,
                keys.open(detail.pathway.subject, one, "sealed_words"),
                names.get(one.by, ""),
            )
            for one in attempts
        ],
        [one for one in every if one.state != OutreachState.OPEN],
        detail.may(_MAY_TRY),
    )


def _open_of(needs: Collection[UUID]) -> dict[UUID, Outreach]:
    rows = Outreach.objects.filter(need__in=needs, state=OutreachState.OPEN)
    return {one.need_id: one for one in rows.select_related("through")}


def _item(
    item: WorklistItem, outreach: Outreach | None, names: dict[UUID, str], at: datetime
) -> OutreachItem:
    since = timezone.localdate(item.since) if item.since else timezone.localdate(at)
    next_by = names.get(outreach.next_by, "") if outreach and outreach.next_by else ""
    return OutreachItem(item, (timezone.localdate(at) - since).days, outreach, next_by)
