"""The simulated floor: things are put in common, booked, lent, handed out; hours pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings

from aia.access.terms import Actor
from aia.commons import actions as commons
from aia.commons.terms import (
    BookingState,
    CareBy,
    CareKind,
    Condition,
    Refused,
    ResourceKind,
    StockMoveKind,
)
from aia.demo.clockwork import Journey
from aia.demo.commoning import Skill, Thing, commoning
from aia.demo.world import World

if TYPE_CHECKING:
    from aia.commons.models import Resource

_DAYS_A_MONTH = 30.4
_PEOPLE_FROM, _PEOPLE_BETWEEN = 0.15, 0.1
_MISSED, _WORN, _REPAIRED = 0.07, 0.15, 0.3
_LENT_DAYS = (2, 7)
_FIRST_STOCK = 120
_USES_OF_HOURS = 2.0


@dataclass(frozen=True)
class _User:
    """For whom something is used, and who says so for them."""

    actor: Actor
    ids: dict[str, Any]


def floor(world: World, town: str) -> Iterator[Journey]:
    """Yield the journeys of what is put in common in the municipality (ISTAT code)."""
    told = commoning()
    for thing in told.things:
        yield _thing(world, thing, town)
    for number, skill in enumerate(told.hours):
        yield _skill(world, skill, town, _PEOPLE_FROM + number * _PEOPLE_BETWEEN)


def _thing(world: World, thing: Thing, town: str) -> Journey:
    """A body puts something on the floor; others use it, until now."""
    yield (at := world.working(world.start + timedelta(days=float(world.rng.uniform(1, 20)))))
    body = next(helper for helper in world.helpers if helper.name == thing.keeper)
    partner = world.partners.get(body.id)
    keeper = partner.actor if partner else world.coordinator.actor
    resource = commons.offer_resource(
        actor=keeper,
        district=world.district,
        kind=thing.kind,
        said=_said(thing, town),
        organisation_id=body.id,
        at=at,
    )
    _rules(thing, resource, keeper, at)
    if thing.kind == ResourceKind.STOCK:
        yield from _stocked(world, thing, resource, keeper)
    elif thing.kind == ResourceKind.TOOL:
        yield from _lent(world, thing, resource, keeper)
    elif thing.uses:
        yield from _booked(world, thing, resource, keeper)


def _said(thing: Thing, town: str) -> commons.Said:
    same = ("name", "about", "sharing", "cost_words", "intensity", "capacity")
    return commons.Said(
        **{name: getattr(thing, name) for name in same},
        for_whom=commons.ForWhom(
            audience=thing.audience, min_age=thing.min_age, max_age=thing.max_age
        ),
        municipality=town,
    )


def _rules(thing: Thing, resource: Resource, keeper: Actor, at: datetime) -> None:
    about: dict[str, Any] = {"actor": keeper, "resource_id": resource.id, "at": at}
    if thing.hours:
        commons.set_calendar(hours=thing.hours, **about)
        commons.set_booking_rules(
            bookable=True,
            approval=thing.approval,
            cap_minutes=thing.cap_hours and thing.cap_hours * 60,
            cap_days=thing.cap_hours and 30,
            **about,
        )
    if thing.repairs_by or thing.cleans_by:
        commons.agree_care(repairs_by=thing.repairs_by, cleans_by=thing.cleans_by, **about)


def _booked(world: World, thing: Thing, resource: Resource, keeper: Actor) -> Journey:
    """It is booked again and again; after each time, hours pass when that was the agreement."""
    at = world.start
    while True:
        yield (at := _next(world, at, thing.uses))
        start = _opening(world, thing, at)
        user = _user(world)
        asked: dict[str, Any] = {"starts_at": start, "ends_at": start + timedelta(hours=thing.each)}
        try:
            booking = commons.book_resource(
                actor=user.actor, resource_id=resource.id, declared=True, at=at, **asked, **user.ids
            )
        except Refused:
            continue
        if booking.state == BookingState.ASKED:
            yield (at := world.working(at + timedelta(hours=20)))
            if at >= start:
                continue
            commons.confirm_booking(actor=keeper, booking_id=booking.id, at=at)
        yield (at := max(at, start) + timedelta(hours=thing.each))
        missed = world.rng.random() < _MISSED
        act = commons.mark_missed if missed else commons.mark_kept
        act(actor=keeper, booking_id=booking.id, at=at)
        if not missed:
            _care(world, thing, resource, keeper, at)


def _lent(world: World, thing: Thing, resource: Resource, keeper: Actor) -> Journey:
    """It is lent, and comes back some days later."""
    at = world.start + timedelta(days=21)
    while True:
        yield (at := _next(world, at, thing.uses))
        days = int(world.rng.integers(*_LENT_DAYS))
        user = _user(world, by=world.coordinator.actor)
        try:
            loan = commons.lend_resource(
                actor=user.actor,
                resource_id=resource.id,
                due_at=at + timedelta(days=days),
                at=at,
                **user.ids,
            )
        except Refused:
            continue
        yield (at := world.working(at + timedelta(days=days - 1)))
        worn = world.rng.random() < _WORN
        commons.return_loan(
            actor=keeper,
            loan_id=loan.id,
            condition=Condition.WORN if worn else Condition.GOOD,
            at=at,
        )
        _care(world, thing, resource, keeper, at)


def _stocked(world: World, thing: Thing, resource: Resource, keeper: Actor) -> Journey:
    """It comes in, and is given out."""
    at, kind, quantity = world.start + timedelta(days=21), StockMoveKind.CAME_IN, _FIRST_STOCK
    while True:
        yield (at := _next(world, at, thing.uses))
        try:
            commons.move_stock(
                actor=keeper,
                resource_id=resource.id,
                kind=kind,
                quantity=quantity,
                unit=thing.unit,
                at=at,
            )
        except Refused:
            kind, quantity = StockMoveKind.CAME_IN, _FIRST_STOCK
        else:
            kind, quantity = StockMoveKind.GIVEN, int(world.rng.integers(5, 40))


def _skill(world: World, skill: Skill, town: str, share: float) -> Journey:
    """Somebody puts hours of what they can do on the floor; who receives them thanks in hours."""
    yield (at := world.working(world.start + (world.end - world.start) * share))
    known = [path for path in world.paths if not path.protected]
    if not known:
        return
    giver = known[0] if share == _PEOPLE_FROM else world.pick(known)
    resource = commons.offer_resource(
        actor=giver.worker.actor,
        district=world.district,
        kind=ResourceKind.HOURS,
        said=commons.Said(
            name=skill.name, about=skill.about, sharing="reciprocity", municipality=town
        ),
        person_id=giver.person.id,
        at=at,
    )
    while True:
        yield (at := _next(world, at, _USES_OF_HOURS))
        user = _user(world)
        if user.ids == {"person_id": giver.person.id}:
            continue
        try:
            commons.thank_keeper(
                actor=user.actor,
                resource_id=resource.id,
                minutes=30 * int(world.rng.integers(1, 6)),
                at=at,
                **user.ids,
            )
        except Refused:
            continue


def _care(world: World, thing: Thing, resource: Resource, keeper: Actor, at: datetime) -> None:
    if not thing.repairs_by or world.rng.random() >= _REPAIRED:
        return
    kind = world.pick((CareKind.REPAIR, CareKind.CLEANING, CareKind.CHECK, CareKind.SUPPLIES))
    cleaned = kind == CareKind.CLEANING
    by = thing.cleans_by if cleaned else thing.repairs_by
    commons.note_care(
        actor=keeper,
        resource_id=resource.id,
        kind=kind,
        by=by or CareBy.KEEPER,
        done_on=world.day(at),
        minutes=30 * int(world.rng.integers(1, 5)),
        spent=Decimal(0 if cleaned else int(world.rng.integers(5, 120))),
        at=at,
    )


def _user(world: World, *, by: Actor | None = None) -> _User:
    """Draw a body, or a person whom somebody follows."""
    known = [path for path in world.paths if not path.protected]
    if known and world.rng.random() < 1 / 2:
        path = world.pick(known)
        return _User(path.worker.actor, {"person_id": path.person.id})
    return _User(by or world.coordinator.actor, {"organisation_id": world.pick(world.helpers).id})


def _next(world: World, at: datetime, uses: float) -> datetime:
    """Return a working moment when it is used again, `uses` times a month on average."""
    days = world.rng.gamma(2.0, _DAYS_A_MONTH / max(uses, 1.0) / 2.0)
    return world.working(at + timedelta(days=max(days, 0.1)))


def _opening(world: World, thing: Thing, at: datetime) -> datetime:
    """Return a moment at which it opens, some days later."""
    weekday, _colon, span = world.pick(thing.hours).partition(":")
    day = world.day(at) + timedelta(days=2)
    day += timedelta(days=(int(weekday) - day.isoweekday()) % 7)
    return datetime.combine(day, time(int(span[:2]), int(span[2:4])), ZoneInfo(settings.TIME_ZONE))
