"""The simulated tables: bodies and people meet, undertake, and start a project together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import yaml

from aia.access.terms import Actor
from aia.community import actions, queries
from aia.community.terms import PocketSource, UndertakingState
from aia.demo.clockwork import Journey
from aia.demo.world import World
from aia.pathways.queries import alike_needs, plans_of
from aia.pathways.terms import GiveBackKind, PlanState

if TYPE_CHECKING:
    from aia.community.models import Project, Seat, Table

_FILE = Path(__file__).with_name("together.yaml")
_BETWEEN, _SECOND_BODY = timedelta(days=28), 2
_PROJECT_FROM, _MOST_PLANS, _LENGTH = 0.4, 8, timedelta(days=240)
_MOVED, _MISSED = 0.25, 0.12
_FEWEST = 2
_OF_MANY = "Lo cercano in molti, ognuno per conto suo (simulato)."
_MONEY = (
    (PocketSource.PUBLIC, 1800),
    (PocketSource.FOUNDATION, 1200),
    (PocketSource.CITIZENS, 350),
)


@dataclass(frozen=True)
class _Around:
    """A table and who acts there."""

    table: Table
    seats: list[Seat]
    actor: Actor
    told: Mapping[str, Any]


@cache
def _told() -> list[dict[str, Any]]:
    return list(yaml.safe_load(_FILE.read_text(encoding="utf-8"))["tables"])


def together(world: World) -> Iterator[Journey]:
    """Yield the journey of each table."""
    for number, told in enumerate(_told()):
        yield _table(world, told, number)


def _table(world: World, told: Mapping[str, Any], number: int) -> Journey:
    """A table is opened, meets every four weeks, and may start a project."""
    yield (at := world.working(world.start + timedelta(days=12 + 9 * number)))
    around = _opened(world, told, number * _SECOND_BODY, at)
    began = world.start + (world.end - world.start) * _PROJECT_FROM
    project: Project | None = None
    results = list(told["project"]["results"]) if told["project"] else []
    todo = cycle(told["undertakings"])
    while (at := world.working(at + _BETWEEN)) < world.end:
        meeting = _call(around, at)
        yield at
        later = world.working(at + timedelta(hours=3))
        yield later
        _meet(world, around, meeting, next(todo), later)
        if project is not None and results:
            _tell(around, project, results.pop(0), later)
        if project is None and told["project"] and later > began:
            project = _start(world, around, later)
            _join(world, project, later)


def _opened(world: World, told: Mapping[str, Any], first: int, at: datetime) -> _Around:
    """Open the table, with bodies that say yes, and a person where the story has one."""
    office = world.coordinator.actor
    bodies = [world.helpers[(first + n) % len(world.helpers)] for n in range(told["voices"])]
    partner = world.partners.get(bodies[0].id)
    opener = partner.actor if partner else office
    table = actions.open_a_table(
        actor=opener,
        district=world.district,
        title=told["title"],
        theme=told["theme"],
        purpose=told["purpose"],
        organisation_id=bodies[0].id,
        at=at,
    )
    invited: list[dict[str, Any]] = [{"organisation_id": one.id} for one in bodies[1:]]
    person = next((one for one in world.paths if not one.protected), None)
    if told["person"] and person is not None and person.subject == person.person.id:
        invited.append({"person_id": person.person.id, "mandate": told["person"]})
    for who in invited:
        seat = actions.offer_seat(actor=office, table_id=table.id, at=at, **who)
        actions.take_seat(actor=office, seat_id=seat.id, at=at)
    return _Around(table, list(table.seats.order_by("id")), office, told)


def _call(around: _Around, at: datetime) -> UUID:
    meeting = actions.call_meeting(
        actor=around.actor,
        table_id=around.table.id,
        starts_at=at,
        length=90,
        place="Sala civica (simulata)",
        agenda=around.told["agenda"],
        at=at - timedelta(days=7),
    )
    return UUID(str(meeting.id))


def _meet(world: World, around: _Around, meeting: UUID, words: str, at: datetime) -> None:
    """Hold a meeting: minutes, what is known and decided the first time, what is undertaken."""
    who: dict[str, Any] = {"actor": around.actor, "at": at}
    at_table: dict[str, Any] = {**who, "table_id": around.table.id}
    present = [one.id for one in around.seats if world.rng.random() > _MISSED] or [
        around.seats[0].id
    ]
    first = not around.table.meetings.filter(state="held").exists()
    actions.hold_meeting(meeting_id=meeting, minutes=around.told["minutes"], present=present, **who)
    for taken in around.table.undertakings.filter(state="taken").order_by("id"):
        _follow(world, taken.id, world.day(at), who)
    due = world.day(at) + timedelta(days=21)
    actions.undertake(seat_id=world.pick(around.seats).id, words=words, due_on=due, **at_table)
    if first:
        bodies = sum(one.organisation_id is not None for one in around.seats)
        actions.take_decision(
            words=around.told["decision"],
            bodies_for=bodies,
            bodies_against=0,
            persons_for=len(around.seats) - bodies,
            persons_against=0,
            **at_table,
        )
        _know(around, at_table, who)


def _know(around: _Around, at_table: Mapping[str, Any], who: Mapping[str, Any]) -> None:
    known = dict(around.told["known"])
    used = known.pop("used")
    brought = actions.bring_knowledge(seat_id=around.seats[0].id, **known, **at_table)
    actions.use_knowledge(knowledge_id=brought.id, seat_id=around.seats[-1].id, words=used, **who)


def _follow(world: World, taken: UUID, today: Any, who: Mapping[str, Any]) -> None:
    """Say how something undertaken ended, or agree on another day."""
    chance = world.rng.random()
    if chance < _MOVED:
        actions.move_undertaking(
            undertaking_id=taken,
            due_on=today + timedelta(days=21),
            words="Serviva un altro poco di tempo (simulato).",
            **who,
        )
        return
    missed = chance < _MOVED + _MISSED
    actions.settle_undertaking(
        undertaking_id=taken,
        state=UndertakingState.MISSED if missed else UndertakingState.KEPT,
        words="Chi poteva aiutare si è ammalato (simulato)." if missed else "Fatto (simulato).",
        **who,
    )


def _start(world: World, around: _Around, at: datetime) -> Project:
    """Start the project, for a need in common when many look for the same."""
    told, today = around.told["project"], world.day(at)
    who: dict[str, Any] = {"actor": around.actor, "at": at}
    project = actions.start_project(
        table_id=around.table.id,
        title=told["title"],
        about=told["about"],
        aim=told["aim"],
        sign=told["sign"],
        starts_on=today,
        ends_on=today + _LENGTH,
        collective_id=_collective(world, around, at),
        **who,
    )
    on: dict[str, Any] = {**who, "project_id": project.id}
    bodies = [one.organisation_id for one in around.seats if one.organisation_id]
    for number, words in enumerate(told["roles"]):
        role = actions.open_role(words=words, places=4, for_recipients=True, **on)
        part = actions.take_role(
            role_id=role.id, organisation_id=bodies[number % len(bodies)], **who
        )
        actions.add_hours(holder_id=part.id, hours=Decimal(6 + 4 * number), **who)
    for source, euro in _MONEY:
        pocket = actions.promise_money(source=source, promised=Decimal(euro), **on)
        actions.spend_money(pocket_id=pocket.id, spent=Decimal(euro // 4), **who)
    for resource, _name in queries.floor_choices(world.district, at=at)[:2]:
        actions.equip_project(resource_id=resource, **on)
    return project


def _collective(world: World, around: _Around, at: datetime) -> UUID | None:
    """Recognise what most look for as the community's need; when few do, as far as they agree."""
    common = queries.in_common(around.actor, world.district, at=at)
    most = next((one for one in common if one.category.startswith(around.told["theme"])), None)
    if most is None:
        return _agreed(world, around.told["theme"], at)
    collective = actions.pool_needs(
        actor=world.workers[0].actor,
        district=world.district,
        category=most.category,
        municipality=most.municipality,
        title=f"{most.label}: in molti (simulato)",
        words=_OF_MANY,
        at=at,
    )
    return UUID(str(collective.id))


def _agreed(world: World, theme: str, at: datetime) -> UUID | None:
    """Gather the needs of some who agree, of the theme's commonest sort; None without two."""
    workers = {one.need: path.worker for path in world.paths for one in path.threads}
    sorts: dict[str, dict[UUID, UUID]] = {}
    for one in alike_needs(world.district, since=world.start, at=at):
        if one.need in workers and one.category.startswith(theme):
            sorts.setdefault(one.category, {})[one.home] = one.need
    category = max(sorts, key=lambda sort: len(sorts[sort]), default="")
    needs = list(sorts.get(category, {}).values())
    if len(needs) < _FEWEST:
        return None
    first = workers[needs[0]].actor
    title = f"{queries.label_of(category, at=at)}: insieme (simulato)"
    collective = actions.gather_with(
        actor=first, need_id=needs[0], title=title, words=_OF_MANY, at=at
    )
    for need in needs[1:]:
        actions.join_gathering(
            actor=workers[need].actor, collective_id=collective.id, need_id=need, at=at
        )
    actions.recognise_collective(actor=first, collective_id=collective.id, at=at)
    return UUID(str(collective.id))


def _join(world: World, project: Project, at: datetime) -> None:
    """Let some plans take part; of the first, something given back."""
    joined = 0
    for path in world.paths:
        plans = plans_of(path.worker.actor, path.pathway, at=at) if joined < _MOST_PLANS else []
        live = next((one.plan for one in plans if one.plan.state == PlanState.SIGNED), None)
        if live is None or path.protected:
            continue
        who: dict[str, Any] = {"actor": path.worker.actor, "at": at}
        link = actions.join_plan(project_id=project.id, plan_id=live.id, **who)
        if not joined:
            actions.give_in_project(
                link_id=link.id,
                kind=GiveBackKind.COMPANY,
                words="Vado io a prendere la signora del terzo piano (simulato).",
                hours=Decimal(2),
                **who,
            )
        joined += 1


def _tell(around: _Around, project: Project, words: str, at: datetime) -> None:
    actions.tell_result(
        actor=around.actor, project_id=project.id, words=f"{words} (simulato)", at=at
    )
