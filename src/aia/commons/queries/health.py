"""How the floor is doing: what is used, who gives and who takes, what hangs on one body alone.

Persons are counted together and never one by one. Two things are alike when they are of the same
kind, the same intensity and for the same people: coarse, but the same for everybody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from aia.access.terms import Actor, Forbidden, Role
from aia.commons.models import Booking, HourTransfer
from aia.commons.queries.catalogue import on_the_floor
from aia.commons.terms import BookingState, ResourceKind
from aia.people.queries import names_of

LOOKING = (Role.PLANNER, Role.COORDINATOR)
PERIOD = timedelta(days=180)
_USES = (BookingState.CONFIRMED, BookingState.KEPT, BookingState.MISSED)

Alike = tuple[str, str | None, tuple[str, ...]]


@dataclass(frozen=True)
class KindHealth:
    """One kind of things: how many there are, and how many of those that are booked were used."""

    kind: str
    things: int
    booked_here: int
    used: int
    one_body: int

    @property
    def unused(self) -> int:
        """Return how many could have been booked and were not."""
        return self.booked_here - self.used

    @property
    def label(self) -> str:
        """Return the kind in words."""
        return str(ResourceKind(self.kind).label)


@dataclass(frozen=True)
class BodyHealth:
    """A body, or all persons together (`body` None): what it gives, what it takes.

    If it closed, `things` would go; of `lost` there is nothing alike elsewhere in the district;
    in `bare_towns` (ISTAT) nothing at all would be left.
    """

    body: UUID | None
    name: str
    things: int
    given: int
    taken: int
    lost: int
    bare_towns: tuple[str, ...]


@dataclass(frozen=True)
class FloorHealth:
    """A district's floor at a moment, its uses in the `days` before it."""

    district: str
    days: int
    kinds: tuple[KindHealth, ...]
    bodies: tuple[BodyHealth, ...]

    @property
    def things(self) -> int:
        """Return how many things are on the floor."""
        return sum(one.things for one in self.kinds)


@dataclass(frozen=True)
class _Thing:
    id: UUID
    keeper: UUID | None
    alike: Alike
    town: str
    bookable: bool


def health_seen(actor: Actor, district: str, *, at: datetime) -> FloorHealth:
    """Return how the floor of a district is doing. Raises Forbidden."""
    if not actor.service and district not in actor.districts(*LOOKING):
        raise Forbidden("", hidden=district not in actor.districts())
    return floor_health(district, at=at)


def floor_health(district: str, *, at: datetime) -> FloorHealth:
    """Return how the floor of a district is doing, uses counted over the last half year."""
    things = _things(district, at)
    uses = _uses(district, at)
    keepers: dict[Alike, set[UUID | None]] = defaultdict(set)
    for one in things:
        keepers[one.alike].add(one.keeper)
    return FloorHealth(
        district,
        PERIOD.days,
        tuple(_kinds(things, uses, keepers)),
        tuple(_bodies(district, things, uses, keepers, at)),
    )


def _things(district: str, at: datetime) -> list[_Thing]:
    rows = on_the_floor(at).filter(district=district).order_by("id")
    columns = ("id", "organisation", "kind", "intensity", "audience", "municipality", "bookable")
    return [
        _Thing(own, body, (kind, intensity, tuple(audience)), town, bookable)
        for own, body, kind, intensity, audience, town, bookable in rows.values_list(*columns)
    ]


def _recent(district: str, at: datetime) -> QuerySet[Booking]:
    rows = Booking.objects.filter(district=district, state__in=_USES)
    return rows.filter(starts_at__gt=at - PERIOD, starts_at__lte=at)


def _uses(district: str, at: datetime) -> Counter[UUID]:
    """Return how often each thing was used: booked, or thanked for with hours."""
    booked = _recent(district, at).order_by().values_list("resource")
    thanked = HourTransfer.objects.filter(
        district=district, made_at__gt=at - PERIOD, reversed_by=None, reverses=None
    )
    found: Counter[UUID] = Counter()
    for rows in (booked, thanked.exclude(resource=None).order_by().values_list("resource")):
        for thing, number in rows.annotate(number=Count("id")):
            found[thing] += number
    return found


def _kinds(
    things: Iterable[_Thing], uses: Counter[UUID], keepers: dict[Alike, set[UUID | None]]
) -> Iterable[KindHealth]:
    by_kind: dict[str, list[_Thing]] = defaultdict(list)
    for one in things:
        by_kind[one.alike[0]].append(one)
    for kind in ResourceKind.values:
        if found := by_kind.get(kind):
            yield KindHealth(
                kind,
                things=len(found),
                booked_here=sum(one.bookable or uses[one.id] > 0 for one in found),
                used=sum(uses[one.id] > 0 for one in found),
                one_body=sum(_alone(one, keepers) for one in found),
            )


def _alone(thing: _Thing, keepers: dict[Alike, set[UUID | None]]) -> bool:
    """Say whether one body alone keeps things like this one; persons are many."""
    return thing.keeper is not None and keepers[thing.alike] == {thing.keeper}


def _bodies(
    district: str,
    things: list[_Thing],
    uses: Counter[UUID],
    keepers: dict[Alike, set[UUID | None]],
    at: datetime,
) -> Iterable[BodyHealth]:
    taken: Counter[UUID | None] = Counter(
        _recent(district, at).values_list("organisation", flat=True)
    )
    kept: dict[UUID | None, list[_Thing]] = defaultdict(list)
    in_town = Counter(one.town for one in things)
    for one in things:
        kept[one.keeper].append(one)
    ids = {*kept, *taken}
    names = names_of(organisation_ids=[one for one in ids if one is not None])
    for body in ids:
        own = kept.get(body, [])
        towns = Counter(one.town for one in own)
        bare = sorted(town for town, number in towns.items() if number == in_town[town])
        yield BodyHealth(
            body,
            names.get(body, "") if body else "",
            things=len(own),
            given=sum(uses[one.id] for one in own),
            taken=taken[body],
            lost=sum(_alone(one, keepers) for one in own),
            bare_towns=tuple(bare) if body else (),
        )


def in_order(bodies: Iterable[BodyHealth]) -> list[BodyHealth]:
    """Return bodies with those whose end would cost most first, persons last."""
    return sorted(bodies, key=lambda one: (one.body is None, -one.lost, -one.things, one.name))


def as_json(told: FloorHealth) -> dict[str, Any]:
    """Return it as values that JSON has; of persons, only all together."""
    return {
        "district": told.district,
        "days": told.days,
        "things": told.things,
        "kinds": [
            {name: getattr(one, name) for name in ("kind", "things", "booked_here", "used")}
            | {"unused": one.unused, "one_body": one.one_body}
            for one in told.kinds
        ],
        "bodies": [
            {"body": str(one.body) if one.body else None, "name": one.name}
            | {name: getattr(one, name) for name in ("things", "given", "taken", "lost")}
            | {"bare_towns": list(one.bare_towns)}
            for one in in_order(told.bodies)
        ],
    }
