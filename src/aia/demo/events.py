"""What happens in a district besides the people's own lines: places, communities, emergencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from aia.access import actions as access
from aia.access.terms import EmergencyReason, ReadingWhy
from aia.demo.clockwork import Journey
from aia.demo.lines import need_line
from aia.demo.scenario import Shared
from aia.demo.world import Someone, Thread, World, demo_actor
from aia.pathways import actions as pathways
from aia.pathways.terms import Severity, Voice
from aia.people import actions as people
from aia.people import queries as persons
from aia.territory.actions import Position, add_place

if TYPE_CHECKING:
    from aia.territory.models import Municipality

_PLACES_NEAR = Decimal("0.002")
_DOUBLES = 3
_LEAVES_IN_DAYS = 21
_BODY_AT, _DOUBLES_BEFORE = 0.4, 0.05


def open_places(world: World, towns: Sequence[Municipality]) -> None:
    """Put the invented places on the map, some in each of the largest towns."""
    for number, spot in enumerate(world.scenario.places * 2):
        town = towns[number % len(towns)]
        east, north = _middle(town)
        step = _PLACES_NEAR * (number - len(world.scenario.places))
        add_place(
            actor=demo_actor(),
            district=world.district,
            name=spot.name,
            kind=spot.kind,
            municipality=town.istat,
            position=Position(latitude=north, longitude=east + step),
            at=world.start,
        )


def _middle(town: Municipality) -> tuple[Decimal, Decimal]:
    """Return about the middle of a municipality: longitude, latitude."""
    points = [point for ring in town.outline or () for point in ring]
    east, north = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return round(Decimal(east), 5), round(Decimal(north), 5)


def community_journey(world: World, need: Shared, share: float) -> Journey:
    """A need of a whole community, recognised when `share` of the time has passed."""
    at = world.working(world.start + (world.end - world.start) * share)
    yield at
    worker = world.worker_for(need.domain)
    pathway = pathways.open_pathway(
        actor=worker.actor, title=need.title, district=world.district, lead=worker.account, at=at
    )
    yield from _shared_line(world, need, worker, pathway.id, pathway.subject, at)


def body_journey(world: World, need: Shared) -> Journey:
    """A need of an organisation itself."""
    at = world.working(world.start + (world.end - world.start) * _BODY_AT)
    yield at
    worker = world.worker_for(need.domain)
    body = next(helper for helper in world.helpers if helper.name == need.organisation)
    pathway = pathways.open_pathway(
        actor=worker.actor, organisation_id=body.id, lead=worker.account, at=at
    )
    yield from _shared_line(world, need, worker, pathway.id, pathway.subject, at)


def _shared_line(
    world: World, need: Shared, worker: Someone, pathway: UUID, subject: UUID, at: datetime
) -> Journey:
    row = pathways.recognise_need(
        actor=worker.actor,
        pathway_id=pathway,
        category=need.category,
        severity=Severity.MODERATE,
        words_of=Voice.NEIGHBOUR,
        expressed=True,
        words=need.words,
        at=at,
    )
    thread = Thread(row.id, pathway, subject, None, need.domain, worker, need.words)
    yield from need_line(world, thread, at)


def emergencies(world: World) -> Journey:
    """Two files are opened in an emergency: one is looked at by the coordinator, one waits."""
    for days, reason, looked_at in (
        (12.0, EmergencyReason.COLLEAGUE_AWAY, True),
        (0.1, EmergencyReason.DANGER, False),
    ):
        at = world.end - timedelta(days=days)
        if at <= world.start:
            continue
        yield at
        open_paths = [path for path in world.paths if not path.protected]
        if not open_paths:
            continue
        path = world.pick(open_paths)
        other = next(one for one in world.workers if one is not path.worker)
        glass = access.break_glass(
            actor=other.actor,
            subject=path.subject,
            district=world.district,
            reason=reason,
            note=world.scenario.emergencies[0 if looked_at else 1],
            at=at,
        )
        world.looks(other, path.subject, ReadingWhy.BREAK_GLASS, at)
        if looked_at:
            at = min(world.working(at + timedelta(days=1)), world.end)
            yield at
            access.review_glass(actor=world.coordinator.actor, glass=glass, at=at)


def doubles(world: World) -> Journey:
    """Some people are written down twice, a little differently: likely duplicates to look at."""
    at = world.before(world.end - (world.end - world.start) * _DOUBLES_BEFORE)
    yield at
    for path in [path for path in world.paths if not path.protected][:_DOUBLES]:
        known = persons.get_person(path.worker.actor, path.person.id, at=at)
        identity = persons.identity_of(known)
        people.register_person(
            actor=world.workers[-1].actor,
            district=world.district,
            identity=replace(identity, given_name=_misheard(identity.given_name), phone=""),
            sex=known.sex,
            municipality=known.municipality_id,
            at=at,
        )


def _misheard(name: str) -> str:
    """Return a name as somebody in a hurry writes it: a letter twice, or one too few."""
    middle = len(name) // 2
    return name[:middle] + name[middle : middle + 1] + name[middle:]


def worker_leaves(world: World) -> Journey:
    """The last of the workers has told that they leave: somebody must take their caseload."""
    at = world.before(world.end - timedelta(days=2))
    yield at
    access.end_role(
        actor=demo_actor(),
        grant=world.workers[-1].grant,
        on=world.day(at) + timedelta(days=_LEAVES_IN_DAYS),
        at=at,
    )


def find_doubles(world: World) -> None:
    """Compare everybody, so that the likely duplicates stand in their list."""
    people.scan_duplicates(actor=demo_actor(), district=world.district, at=world.end)
