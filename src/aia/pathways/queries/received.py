"""What an organisation received: referrals to answer, and only what each one is about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.queries import account_names, scopes_of
from aia.access.terms import Actor, Forbidden
from aia.pathways.models import Referral
from aia.pathways.queries.naming import pathway_names
from aia.pathways.queries.paging import LONGEST_PAGE, Page, following, place_at, read_cursor
from aia.pathways.rules.moves import LIVE_REFERRALS
from aia.pathways.taxonomy import taxonomy
from aia.pathways.terms import ReferralState
from aia.people import queries as people


@dataclass(frozen=True, kw_only=True)
class ReceivedReferral:
    """A referral as the organisation sees it.

    `readable` is false when the file is no longer open to the organisation: the referral is over,
    or the person withdrew the consent. Then name, need and words are empty.
    """

    referral: Referral
    readable: bool
    name: str = ""
    category: str = ""
    severity: int | None = None
    words: str = ""
    reply: str = ""
    asked_for: str = ""
    sent_by: str = ""
    days_overdue: int = 0


def referrals_received(
    actor: Actor,
    *,
    at: datetime,
    state: str | None = None,
    cursor: str | None = None,
    limit: int = 25,
) -> Page[ReceivedReferral]:
    """Return a page of the referrals to the actor's organisations, the earliest reply day first.

    In the list words stay closed: opening one referral is a reading of its own. Raises Refused
    for a false cursor.
    """
    after, limit = read_cursor(cursor), max(1, min(limit, LONGEST_PAGE))
    rows = _received(actor)
    if state is not None:
        rows = rows.filter(state=state)
    page = list(following(rows, after, "due_on")[: limit + 1])
    shown = page[:limit]
    items = _listed(actor, shown, at)
    last = place_at(shown[-1].due_on, shown[-1].id).told() if len(page) > limit else None
    return Page(items, last)


def received_referral(actor: Actor, referral_id: UUID, *, at: datetime) -> ReceivedReferral:
    """Return one referral with its words and the option that it is for.

    Doors call `actions.open_referral`, which also records the reading. Raises
    Forbidden(hidden=True) when it is not to the actor's organisation.
    """
    rows = _received(actor).select_related("option")
    referral = rows.filter(pk=referral_id).first()
    if referral is None:
        raise Forbidden(_("There is no such referral."), hidden=True)
    item = _listed(actor, [referral], at)[0]
    if not item.readable:
        return item
    subject = referral.pathway.subject
    keys = people.keyring(subject)
    option = referral.option
    senders = account_names({referral.pathway.lead}) if referral.pathway.lead else {}
    return replace(
        item,
        words=keys.open(subject, referral, "sealed_words"),
        reply=keys.open(subject, referral, "sealed_reply"),
        asked_for=keys.open(subject, option, "sealed_words") if option else "",
        sent_by=next(iter(senders.values()), ""),
    )


def _received(actor: Actor) -> QuerySet[Referral]:
    rows = Referral.objects.filter(organisation__in=actor.organisations())
    return rows.select_related("pathway", "need")


def _listed(actor: Actor, rows: Collection[Referral], at: datetime) -> list[ReceivedReferral]:
    """Return the referrals with the names and categories of those that are still readable."""
    open_files = scopes_of(actor, at=at).filter(source__in=[row.id for row in rows])
    sources = set(open_files.values_list("source", flat=True)) if rows else set()
    readable = {r.id: r for r in rows if r.state in LIVE_REFERRALS and r.id in sources}
    names = pathway_names((r.pathway.kind, r.pathway.subject) for r in readable.values())
    today = timezone.localdate(at)
    return [
        ReceivedReferral(
            referral=row,
            readable=True,
            name=names.get(row.pathway.subject, row.pathway.title),
            category=taxonomy().label(
                row.need.category, timezone.localdate(row.need.recognised_at)
            ),
            severity=row.need.severity,
            days_overdue=_late(row, today),
        )
        if row.id in readable
        else ReceivedReferral(referral=row, readable=False)
        for row in rows
    ]


def _late(referral: Referral, today: date) -> int:
    """Return for how many days a reply has been late; 0 when there is time or it was given."""
    waiting = referral.state == ReferralState.SENT
    return max((today - referral.due_on).days, 0) if waiting else 0
