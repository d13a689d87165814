"""The lanes of the worklist: what rows each one is made of, read from one place on.

Each lane reads one index from the earliest day on and stops after a page. A worker's rows come
from the files of their teams; a coordinator's from the whole district, protected persons left
out (those of their own teams are under "what I follow").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Model, QuerySet
from django.utils import timezone

from aia.access.queries import emergencies_seen_by, scopes_of
from aia.access.terms import Actor, Role, ScopeKind
from aia.pathways import permissions
from aia.pathways.deadlines import Wait, deadlines
from aia.pathways.models import Appointment, Need, Pathway, Referral, Review
from aia.pathways.models.line import OnPathway
from aia.pathways.queries.paging import Place, following, place_at
from aia.pathways.terms import AppointmentState, Lane, ReferralState, ReviewState, State, Whose

_R = TypeVar("_R", bound=OnPathway)
_M = TypeVar("_M", bound=Model)

NEED_LANES = (Lane.NEED, Lane.DEMAND, Lane.CHOICE, Lane.ANSWER)
_MOST_APPOINTMENTS = 200
# What an item is made of: the list never opens words, and reads no more columns than it shows.
_PATHWAY = tuple(f"pathway__{name}" for name in ("subject", "kind", "title", "lead"))
_ABOUT = ("category", "domain", "severity", "unvoiced", "recognised_at")
_WAITING_REVIEWS = (ReviewState.PLANNED, ReviewState.RECIPIENT)
_WAITING_APPOINTMENTS = (AppointmentState.REQUESTED, AppointmentState.FIXED)


@dataclass(frozen=True, kw_only=True)
class WorklistItem:
    """One thing that waits. `row` is the need's, referral's, review's … id; ids make the links.

    `days_overdue` is negative while there is still time; `since` is when the need was recognised.
    `lead_name` is told in the district's list only.
    """

    lane: str
    row: UUID
    district: str
    pathway: UUID | None
    subject: UUID
    subject_kind: str = ""
    subject_name: str = ""
    due_on: date
    days_overdue: int
    category: str = ""
    domain: str = ""
    severity: int | None = None
    unvoiced: str | None = None
    since: datetime | None = None
    lead: UUID | None = None
    lead_name: str = ""

    @property
    def place(self) -> Place:
        """Return where the item stands in the list."""
        return place_at(self.due_on, self.row)


class LaneReader:
    """Reads the lanes for one actor, each from the same place on and up to the same length."""

    def __init__(
        self, actor: Actor, at: datetime, whose: str, after: Place | None, length: int
    ) -> None:
        self.actor, self.at, self.whose = actor, at, whose
        self.after, self.length = after, length
        self.today = timezone.localdate(at)
        ahead = deadlines().terms[Wait.LOOK_AHEAD].days
        self.horizon = self.today + timedelta(days=ahead)
        self.until = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
        self.until += timedelta(days=ahead + 1)

    def items(self, lane: str | None) -> Iterator[WorklistItem]:
        """Yield the first items of each lane, or of the one asked for."""
        if lane is None or lane in (*NEED_LANES, Lane.REST):
            yield from map(self._need, self._page(self._needs(lane), "due_on"))
        if lane in (None, Lane.REFERRAL):
            yield from map(self._referral, self._page(self._referrals(), "due_on"))
        if lane in (None, Lane.REVIEW):
            for rows in self._reviews():
                yield from map(self._review, self._page(rows, "planned_on"))
        if lane in (None, Lane.APPOINTMENT):
            yield from self._after(map(self._appointment, self._appointments()))
        if lane in (None, Lane.EMERGENCY) and self.whose == Whose.DISTRICT:
            yield from self._after(self._emergencies())

    def sources(self) -> dict[str, list[QuerySet[Model]]]:
        """Return the rows behind each lane, to be counted.

        What one worker follows is not many: `followed_needs` counts those needs at once.
        """
        found: dict[str, list[QuerySet[Model]]] = {}
        for lane in (*NEED_LANES, Lane.REST):
            found[lane] = [self._needs(lane)] if self.whose == Whose.DISTRICT else []
        found[Lane.REFERRAL] = [self._referrals()]
        found[Lane.REVIEW] = list(self._reviews())
        found[Lane.APPOINTMENT] = [self._appointments()]
        if self.whose == Whose.DISTRICT:
            found[Lane.EMERGENCY] = [self._glasses()]
        return found

    def followed_needs(self) -> dict[str, int]:
        """Return how many needs wait in each lane among the files that the actor follows."""
        found: dict[str, int] = {}
        rows = self._needs(None).order_by().values_list("state", "step")
        for state, step, count in rows.annotate(count=Count("pk")):
            lane = Lane.REST if state == State.SUSPENDED else step
            found[lane] = found.get(lane, 0) + count
        return found

    def _scoped(self, rows: QuerySet[_R]) -> QuerySet[_R]:
        """Return the rows of open pathways that this list is about."""
        rows = rows.filter(pathway__state=State.OPEN).select_related("pathway")
        if self.whose == Whose.DISTRICT:
            districts = self.actor.districts(Role.COORDINATOR)
            return permissions.unshielded(rows.filter(district__in=districts), at=self.at)
        return rows.filter(pathway__subject__in=self._team_subjects)

    @cached_property
    def _team_subjects(self) -> QuerySet[Any, Any]:
        """Return whose files the actor follows, as a subquery that every lane shares."""
        return scopes_of(self.actor, at=self.at).filter(kind=ScopeKind.TEAM).values("subject")

    @cached_property
    def _waiting_needs(self) -> QuerySet[Need]:
        rows = self._scoped(Need.objects.filter(due_on__isnull=False))
        return rows.only("district", "state", "step", "due_on", *_ABOUT, *_PATHWAY)

    def _needs(self, lane: str | None) -> QuerySet[Need]:
        """Return the needs of one lane, or of all of them.

        In the whole district's list suspended needs have only their own lane: two states at once
        would make the database sort them all.
        """
        rows = self._waiting_needs
        if lane == Lane.REST:
            return rows.filter(state=State.SUSPENDED)
        if lane is None and self.whose == Whose.MINE:
            return rows.filter(state__in=(State.OPEN, State.SUSPENDED))
        rows = rows.filter(state=State.OPEN)
        return rows.filter(step=lane) if lane else rows

    def _referrals(self) -> QuerySet[Referral]:
        rows = self._scoped(Referral.objects.filter(state=ReferralState.SENT))
        told = (f"need__{name}" for name in _ABOUT)
        return rows.select_related("need").only("district", "due_on", *told, *_PATHWAY)

    def _reviews(self) -> list[QuerySet[Review]]:
        """Return the reviews near their day: one list a state, so that each walks its index."""
        near = self._scoped(Review.objects.filter(planned_on__lte=self.horizon))
        near = near.only("district", "planned_on", *_PATHWAY)
        if self.whose == Whose.MINE:
            return [near.filter(state__in=_WAITING_REVIEWS)]
        return [near.filter(state=state) for state in _WAITING_REVIEWS]

    def _appointments(self) -> QuerySet[Appointment]:
        """Return the actor's own appointments up to the horizon, also past ones not closed."""
        rows = Appointment.objects.filter(
            account=self.actor.id,
            state__in=_WAITING_APPOINTMENTS,
            starts_at__lt=self.until,
            pathway__state=State.OPEN,
        )
        rows = rows.filter(pathway__subject__in=self._team_subjects)
        return rows.select_related("pathway").order_by("starts_at", "id")[:_MOST_APPOINTMENTS]

    def _glasses(self) -> QuerySet[Model]:
        rows = emergencies_seen_by(self.actor).filter(reviewed_at=None)
        return rows.exclude(account=self.actor.id)

    def _page(self, rows: QuerySet[_M], day: str) -> QuerySet[_M]:
        return following(rows, self.after, day)[: self.length]

    def _after(self, items: Iterable[WorklistItem]) -> Iterator[WorklistItem]:
        return (item for item in items if self.after is None or item.place > self.after)

    def _item(self, lane: str, row: OnPathway, due: date) -> WorklistItem:
        return WorklistItem(
            lane=lane,
            row=row.id,
            district=row.district,
            pathway=row.pathway_id,
            subject=row.pathway.subject,
            subject_kind=row.pathway.kind,
            subject_name=row.pathway.title,
            due_on=due,
            days_overdue=(self.today - due).days,
            lead=row.pathway.lead,
        )

    def _need(self, need: Need) -> WorklistItem:
        lane = Lane.REST if need.state == State.SUSPENDED else need.step
        return self._about(need, self._item(lane, need, need.due_on or self.today))

    def _referral(self, referral: Referral) -> WorklistItem:
        item = self._item(Lane.REFERRAL, referral, referral.due_on)
        return self._about(referral.need, item)

    def _review(self, review: Review) -> WorklistItem:
        return self._item(Lane.REVIEW, review, review.planned_on)

    def _appointment(self, appointment: Appointment) -> WorklistItem:
        day = timezone.localdate(appointment.starts_at)
        return self._item(Lane.APPOINTMENT, appointment, day)

    def _about(self, need: Need, item: WorklistItem) -> WorklistItem:
        return replace(
            item,
            category=need.category,
            domain=need.domain,
            severity=need.severity,
            unvoiced=need.unvoiced,
            since=need.recognised_at,
        )

    def _emergencies(self) -> Iterator[WorklistItem]:
        """Yield the emergency openings that nobody has looked at, due the day they were made."""
        rows = list(emergencies_seen_by(self.actor).filter(reviewed_at=None)[: self.length])
        rows = [row for row in rows if row.account_id != self.actor.id]
        subjects = {row.subject for row in rows}
        known = Pathway.objects.filter(subject__in=subjects)
        open_ones = permissions.unshielded(known, at=self.at, path="") if subjects else ()
        pathways = {pathway.subject: pathway for pathway in open_ones}
        for row in rows:
            day = timezone.localdate(row.opened_at)
            pathway = pathways.get(row.subject)
            yield WorklistItem(
                lane=Lane.EMERGENCY,
                row=row.id,
                district=row.district,
                pathway=pathway.id if pathway else None,
                subject=row.subject,
                subject_kind=pathway.kind if pathway else "",
                due_on=day,
                days_overdue=(self.today - day).days,
                lead=row.account_id,
            )
