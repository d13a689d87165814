"""What the floor has for somebody's need: found by its words, weighed by the engine.

The engine orders and gives reasons; it decides nothing. Who may read the need was asked before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from aia.access.terms import Actor
from aia.commons.models import Booking, Proposal, Resource, ResourceWord
from aia.commons.queries.catalogue import on_the_floor
from aia.commons.rules import booking, calendar, meeting
from aia.commons.rules.meeting import EVERYTHING, Past, Sought, Wish
from aia.commons.terms import HOLDING, ResourceKind
from aia.kit.clock import age_on
from aia.matching.queries import Weighed, read_problem, weighed
from aia.pathways import queries as pathways
from aia.pathways.terms import AnswerState, OptionState, State
from aia.people import queries as people
from aia.people.terms import Subject
from aia.territory.queries import centres

_MOST = 200
_AHEAD = 14
_STEP = timedelta(hours=1)
# What is given to one at a time for as long as they use it, unlike what is booked by the hour.
_LASTING = (ResourceKind.PLACE, ResourceKind.SERVICE)


@dataclass(frozen=True)
class Met:
    """A thing of the floor against a need: how it fits, and what became of it if once proposed.

    `words` are those in common; `free_at` is when it is next free, when it is booked by the hour;
    `left` how many of its places are left, when it is given for a longer time.
    """

    resource: Resource
    how: Weighed
    words: tuple[str, ...]
    proposal: Proposal | None
    free_at: datetime | None
    left: int | None

    @property
    def standing(self) -> bool:
        """Say whether it is among the options now, offered or taken."""
        states = (OptionState.OFFERED, OptionState.TAKEN)
        return self.proposal is not None and self.proposal.option.state in states


@dataclass(frozen=True)
class Meeting:
    """A need face to face with the floor; `sought` is what is known of who has it."""

    detail: pathways.NeedDetail
    sought: Sought
    met: Sequence[Met]
    declined: Sequence[Proposal]


def meeting_of(actor: Actor, need_id: UUID, wish: Wish = EVERYTHING, *, at: datetime) -> Meeting:
    """Return what the floor has for a need, what fits best first.

    Raises Forbidden, Need.DoesNotExist.
    """
    detail = pathways.need_detail(actor, need_id, at=at)
    proposals = proposals_for(need_id)
    declined = [one for one in proposals if one.option.state == OptionState.DECLINED]
    demand = detail.file.demand
    stems = meeting.stems_for(detail.file.need.category, demand.words if demand else "", wish.words)
    common = _common(detail.pathway.district, stems, [one.resource_id for one in proposals], at)
    sought = _sought(actor, detail, at)
    found = _resources(common)
    left = _places_left(found)
    free = _next_free(found, wish, at)
    told = meeting.problem(
        sought,
        wish,
        found,
        free={str(one.id): _open_places(one, left, free) for one in found},
        common={str(one): words for one, words in common.items()},
        past=_past(declined),
        centres=centres(detail.pathway.district),
    )
    rows, last = {str(one.id): one for one in found}, {one.resource_id: one for one in proposals}
    met = [
        Met(
            resource=rows[str(one.resource)],
            how=one,
            words=common[rows[str(one.resource)].id],
            proposal=last.get(rows[str(one.resource)].id),
            free_at=free.get(rows[str(one.resource)].id),
            left=left.get(rows[str(one.resource)].id),
        )
        for one in weighed(read_problem(told), "need")
    ]
    return Meeting(detail, sought, met, declined)


def proposals_for(need_id: UUID) -> list[Proposal]:
    """Return what of the floor was put before somebody for a need, the oldest first."""
    rows = Proposal.objects.filter(need=need_id).select_related("option", "resource")
    return list(rows.order_by("proposed_at", "id"))


def behind_option(actor: Actor, option_id: UUID, *, at: datetime) -> Proposal | None:
    """Return the thing of the floor behind an option, None when it came from elsewhere.

    For whoever may read the option: its person, and who reads the file. Raises Forbidden,
    Option.DoesNotExist.
    """
    mine = pathways.my_path(actor, at=at)
    own = (one for need in mine.needs for one in need.demands) if mine else ()
    if not any(one.option.id == option_id for demand in own for one in demand.options):
        option: Any = Proposal._meta.get_field("option").related_model
        pathways.need_detail_of(actor, option, option_id, at=at)
    return Proposal.objects.filter(option=option_id).select_related("resource").first()


def _sought(actor: Actor, detail: pathways.NeedDetail, at: datetime) -> Sought:
    need, today = detail.file.need, timezone.localdate(at)
    born = None
    if detail.pathway.person_id is not None:
        person = people.get_person(actor, detail.pathway.person_id, at=at)
        born = people.identity_of(person).birth_date
    return Sought(
        urgency=need.severity + 1,
        waiting_days=max((today - timezone.localdate(need.recognised_at)).days, 0),
        age=None if born is None else age_on(born, today),
        town=need.municipality_id or detail.pathway.municipality_id,
        is_body=detail.pathway.kind == Subject.ORGANISATION,
    )


def _common(
    district: str, stems: Mapping[str, str], also: Collection[UUID], at: datetime
) -> dict[UUID, tuple[str, ...]]:
    """Return the words in common with each thing on the floor that has some, the most first.

    `also` are things already proposed, which are looked at again whatever their words.
    """
    rows = ResourceWord.objects.filter(district=district, stem__in=list(stems))
    there = rows.filter(resource__in=on_the_floor(at).values("pk"))
    counted = there.values("resource").annotate(number=Count("id")).order_by("-number", "resource")
    wanted = [one["resource"] for one in counted[:_MOST]]
    wanted += on_the_floor(at).filter(pk__in=set(also) - set(wanted)).values_list("pk", flat=True)
    found: dict[UUID, list[str]] = {one: [] for one in wanted}
    for resource, stem in rows.filter(resource__in=wanted).values_list("resource", "stem"):
        found[resource].append(stems[stem])
    order = {word: number for number, word in enumerate(stems.values())}
    return {one: tuple(sorted(words, key=order.__getitem__)) for one, words in found.items()}


def _resources(ids: Iterable[UUID]) -> list[Resource]:
    rows = Resource.objects.filter(pk__in=list(ids)).select_related("municipality", "organisation")
    return list(rows.defer("municipality__outline").order_by("id"))


def _past(declined: Iterable[Proposal]) -> list[Past]:
    return [
        Past(str(one.resource_id), meeting.keeper_of(one.resource), one.option.declined_for or "")
        for one in declined
    ]


def _places_left(found: Iterable[Resource]) -> dict[UUID, int]:
    """Return how many places are left of what is given for a longer time.

    A place is held from the choice until the answer, or the need, comes to its end.
    """
    lasting = {one.id: one.capacity for one in found if one.kind in _LASTING and not one.bookable}
    held = Proposal.objects.filter(resource__in=lasting, option__state=OptionState.TAKEN)
    held = held.exclude(need__state=State.CLOSED)
    ended = Q(option__choices__answers__state=AnswerState.ENDED)
    counted = held.exclude(ended).values("resource").annotate(number=Count("id", distinct=True))
    taken = {one["resource"]: one["number"] for one in counted.order_by()}
    return {one: max(capacity - taken.get(one, 0), 0) for one, capacity in lasting.items()}


def _next_free(found: Iterable[Resource], wish: Wish, at: datetime) -> dict[UUID, datetime | None]:
    """Return when each thing that is booked is next free for an hour, on a day that is wanted."""
    booked = {one.id: one for one in found if one.bookable}
    rows = Booking.objects.filter(resource__in=booked, state__in=HOLDING, ends_at__gt=at)
    held: dict[UUID, list[booking.Held]] = {one: [] for one in booked}
    for one in rows.only("resource_id", "starts_at", "ends_at", "places"):
        held[one.resource_id].append(booking.Held(one.starts_at, one.ends_at, one.places))
    return {one: _first_free(row, held[one], wish, at) for one, row in booked.items()}


def _first_free(
    row: Resource, held: Sequence[booking.Held], wish: Wish, at: datetime
) -> datetime | None:
    days = calendar.of(row, row.municipality.province)
    today = timezone.localdate(at)
    for day in (today + timedelta(days=number) for number in range(_AHEAD)):
        if wish.days and day.isoweekday() not in wish.days:
            continue
        if row.paused_until is not None and day < row.paused_until:
            continue
        for begin, end in calendar.openings(days, day):
            start = begin
            while start + _STEP <= end:
                if start >= at and booking.has_room(
                    held, start=start, end=start + _STEP, places=1, capacity=row.capacity
                ):
                    return start
                start += _STEP
    return None


def _open_places(
    row: Resource, left: Mapping[UUID, int], free: Mapping[UUID, datetime | None]
) -> int:
    """Return how many places the engine may count on: none where everything is taken."""
    if row.id in left:
        return left[row.id]
    return row.capacity if free.get(row.id, row.offered_at) is not None else 0
