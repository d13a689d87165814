"""What a simulated district starts from: accounts, organisations, chance, and the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings
from django.db import transaction

from aia.access import actions as access
from aia.access.terms import Actor, Grant, ReadingKind, Role, service_actor
from aia.demo.clockwork import Clock
from aia.demo.names import Names
from aia.demo.scenario import Scenario, Worker
from aia.pathways.terms import Domain
from aia.people import actions as people
from aia.territory.queries import age_sex_structure, municipalities_of
from aia.trace.terms import Origin
from aia.web.simulation import DemonstrationAccount

if TYPE_CHECKING:
    from aia.access.models import Account, RoleGrant

_T = TypeVar("_T")

_OFFICE_HOURS = (8.5, 17.5)
_WEEKEND = 5
_FRIDAY_TO_MONDAY = 7


@dataclass
class Someone:
    """A demonstration account and the actor that it acts as."""

    account: Account
    actor: Actor
    grant: RoleGrant
    competences: tuple[Domain, ...] = ()
    caseload: int = 0


@dataclass(frozen=True)
class Member:
    """A registered person of the simulation: completed years of age and sex as drawn."""

    id: UUID
    age: int
    sex: str
    name: str


@dataclass(frozen=True)
class Helper:
    """An organisation of the simulation, and what it helps with."""

    id: UUID
    name: str
    domains: tuple[Domain, ...]


@dataclass
class Thread:
    """A need of somebody, who follows it, and how far it has come."""

    need: UUID
    pathway: UUID
    subject: UUID
    person: UUID | None
    domain: str
    worker: Someone
    words: str = ""
    answers: list[UUID] = field(default_factory=list)


@dataclass
class Path:
    """A pathway of the simulation and the needs that are being followed on it."""

    person: Member
    worker: Someone
    pathway: UUID
    subject: UUID
    protected: bool
    threads: list[Thread] = field(default_factory=list)
    levels: dict[str, int] = field(default_factory=dict)


@dataclass
class World:
    """Everything a journey needs to act: who, what there is, and seeded chance."""

    district: str
    scenario: Scenario
    rng: np.random.Generator
    names: Names
    start: datetime
    end: datetime
    birthplace: str
    workers: list[Someone] = field(default_factory=list)
    coordinators: list[Someone] = field(default_factory=list)
    partners: dict[UUID, Someone] = field(default_factory=dict)
    helpers: list[Helper] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)
    paths: list[Path] = field(default_factory=list)
    accounts: list[DemonstrationAccount] = field(default_factory=list)
    people: int = 0

    def chance(self, share: str) -> bool:
        """Say yes as often as the scenario's line says."""
        return bool(self.rng.random() < self.scenario.line[share])

    def pick(self, things: Sequence[_T]) -> _T:
        """Draw one of the things."""
        return things[int(self.rng.integers(len(things)))]

    def after(self, moment: datetime, wait: str) -> datetime:
        """Return a working moment after about as many days as the scenario says for `wait`."""
        days = self.rng.gamma(2.0, self.scenario.days[wait] / 2.0)
        return self.working(moment + timedelta(days=max(days, 0.05)))

    def working(self, moment: datetime) -> datetime:
        """Return a moment of a working day's office hours, on that day or the next working one."""
        earliest = moment + timedelta(minutes=5)
        hour = self.rng.uniform(*_OFFICE_HOURS)
        day = moment.astimezone(_zone()).date()
        found = _on_a_working_day(day, hour)
        if found >= earliest:
            return found
        if _is_open(earliest):
            return earliest
        return _on_a_working_day(day + timedelta(days=1), hour)

    def before(self, moment: datetime) -> datetime:
        """Return the last moment of office hours that is not after this one, nearly."""
        day, hour = self.day(moment), self.rng.uniform(*_OFFICE_HOURS)
        while day.weekday() >= _WEEKEND or _on_a_working_day(day, hour) > moment:
            day -= timedelta(days=1)
        return _on_a_working_day(day, hour)

    def day(self, moment: datetime) -> date:
        """Return the district's calendar day of a moment."""
        return moment.astimezone(_zone()).date()

    @property
    def coordinator(self) -> Someone:
        """Return who coordinates the district. The scenario has one at least."""
        return self.coordinators[0]

    def looks(self, who: Someone, subject: UUID, why: str, at: datetime) -> None:
        """Note that somebody opened a file, as every page that shows one does."""
        access.note_reading(
            actor=who.actor,
            subject=subject,
            district=self.district,
            kind=ReadingKind.FILE,
            why=why,
            at=at,
        )

    def helpers_in(self, domain: str) -> list[Helper]:
        """Return the organisations that help in a domain."""
        return [helper for helper in self.helpers if domain in helper.domains]

    def worker_for(self, domain: str) -> Someone:
        """Return the social worker with the lightest caseload, better if used to the domain."""
        able = [one for one in self.workers if domain in one.competences] or self.workers
        chosen = min(able, key=lambda one: one.caseload)
        chosen.caseload += 1
        return chosen


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def found_world(
    district: str, scenario: Scenario, *, seed: int, start: datetime, end: datetime
) -> World:
    """Make the demonstration accounts and organisations, and return the world that has them."""
    world = World(
        district=district,
        scenario=scenario,
        rng=np.random.default_rng(seed),
        names=Names(seed),
        start=start,
        end=end,
        birthplace=_seat(district),
    )
    with transaction.atomic():
        _found_organisations(world)
        _found_accounts(world)
    return world


def _seat(district: str) -> str:
    """Return the cadastral code of the district's largest municipality, where all were born."""
    towns = list(municipalities_of(district))
    return max(towns, key=lambda town: age_sex_structure(town.istat).sum()).cadastral


def demo_actor() -> Actor:
    """Return the service that founds the simulated district."""
    return service_actor("demo", origin=Origin.SIMULATED)


def _found_organisations(world: World) -> None:
    for body in world.scenario.organisations:
        organisation = people.register_organisation(
            actor=demo_actor(),
            district=world.district,
            name=body.name,
            kind=body.kind,
            register_section=body.register_section,
            at=world.start,
        )
        world.helpers.append(Helper(organisation.id, body.name, body.domains))


def _found_accounts(world: World) -> None:
    told = world.scenario.accounts
    world.workers = [found(world, who, Role.SOCIAL_WORKER) for who in told["social_worker"]]
    world.coordinators = [found(world, who, Role.COORDINATOR) for who in told["coordinator"]]
    for role in (Role.PLANNER, Role.ADMINISTRATOR):
        for who in told[role]:
            found(world, who, role)
    by_name = {helper.name: helper.id for helper in world.helpers}
    for who in world.scenario.partner_operators:
        body = by_name[who.organisation]
        world.partners[body] = found(world, who, Role.PARTNER_OPERATOR, organisation=body)


def found(
    world: World,
    who: Worker,
    role: str,
    *,
    organisation: UUID | None = None,
    person: UUID | None = None,
    at: datetime | None = None,
) -> Someone:
    """Make one demonstration account with one role, from the beginning or from `at` on."""
    since = at or world.start
    account = access.create_account(
        actor=demo_actor(),
        email=who.email,
        name=who.name,
        password=world.scenario.password,
        at=since,
    )
    given = access.grant_role(
        actor=demo_actor(),
        account=account,
        role=role,
        district=world.district,
        organisation=organisation,
        person=person,
        competences=who.competences,
        families=who.families,
        at=since,
    )
    world.accounts.append(DemonstrationAccount(who.name, role, who.email, world.scenario.password))
    grant = Grant(role=role, district=world.district, organisation=organisation, person=person)
    actor = Actor(id=account.id, name=who.name, grants=(grant,), origin=Origin.SIMULATED)
    return Someone(account, actor, given, who.competences)


def _on_a_working_day(day: date, hour: float) -> datetime:
    """Return that hour of the day, or of the Monday after it when it is a Saturday or a Sunday."""
    if day.weekday() >= _WEEKEND:
        day += timedelta(days=_FRIDAY_TO_MONDAY - day.weekday())
    found = datetime.combine(day, time(), _zone()) + timedelta(hours=hour)
    return found.replace(microsecond=0)


def _is_open(moment: datetime) -> bool:
    """Say whether offices are open at that moment."""
    local = moment.astimezone(_zone())
    opens, closes = _OFFICE_HOURS
    return local.weekday() < _WEEKEND and opens <= local.hour + local.minute / 60 < closes
