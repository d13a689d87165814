"""The file of one person in a large simulation: registration, home, pathway, needs, a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from aia.demo.ledgers import Book, Follower
from aia.demo.readying import Ready
from aia.demo.scenario import Scenario
from aia.demo.strands import Strand, run_strand
from aia.pathways.queries import Wait, due_on
from aia.pathways.terms import Domain, Side
from aia.people.actions import sealed_identifier
from aia.people.queries import age_band
from aia.people.terms import IdentifierKind
from aia.trace.actions import Batch

_WITH_PLAN, _WITH_NOTE, _WITH_APPOINTMENT = 0.05, 0.5, 0.03
_PLAN_DAYS, _REVIEW_DAYS = 180, 90
_PLAN_TAKES = 100
_STARTS_BEFORE = 0.9


@dataclass
class Filing:
    """What every file of a group is written with."""

    book: Book
    rng: Random
    scenario: Scenario
    bodies: Sequence[UUID]
    coordinator: Follower
    start: datetime
    end: datetime

    def write(self, home: Sequence[Ready], needs: Sequence[int], follower: Follower) -> UUID:
        """Write a household with its people; each has a pathway with so many needs.

        Returns the household's id, which wants a key of its own.
        """
        span = int((self.end - self.start).total_seconds() * _STARTS_BEFORE)
        at = self.start + timedelta(seconds=self.rng.randrange(span))
        who: dict[str, Any] = {"actor": follower.actor, "at": at}
        town = home[0].sketch.municipality
        household = self.book.first(
            "people.Household", "household.formed", municipality=town, since=at.date(), **who
        )
        for one, number in zip(home, needs, strict=True):
            self._register(one, at, follower)
            facts: dict[str, Any] = {
                "household": household.id,
                "person": one.id,
                "role": one.sketch.role,
            }
            self.book.first(
                "people.HouseholdMember",
                "household.joined",
                cause=household,
                since=at.date(),
                **facts,
                **who,
            )
            if number:
                self._follow(one, number, at, follower)
        found: UUID = household.id
        return found

    def _register(self, one: Ready, at: datetime, follower: Follower) -> None:
        who: dict[str, Any] = {"actor": follower.actor, "at": at}
        told = one.sketch
        person = self.book.row("people.Person", id=one.id, sealed_identity=one.sealed)
        self.book.then(
            person, "person.registered", sex=told.sex, municipality=told.municipality, **who
        )
        if told.code:
            code = self.book.row("people.Identifier")
            code.sealed_value = sealed_identifier(one.key, code, told.code)
            self.book.then(
                code, "identifier.added", person=one.id, kind=IdentifierKind.TAX_CODE, **who
            )

    def _follow(self, one: Ready, needs: int, at: datetime, follower: Follower) -> None:
        """Open the pathway, put the worker in its team, recognise the needs."""
        who: dict[str, Any] = {"actor": follower.actor, "at": at}
        town = one.sketch.municipality
        pathway = self.book.first(
            "pathways.Pathway",
            "pathway.opened",
            kind="person",
            subject=one.id,
            person=one.id,
            municipality=town,
            lead=follower.account,
            opened_at=at,
            **who,
        )
        self.book.first(
            "access.Scope",
            "scope.opened",
            account=follower.account,
            subject=one.id,
            kind="team",
            source=pathway.id,
            since=at,
            **who,
        )
        self._recognise(one, pathway.id, needs, at, follower)
        self._accompany(one, pathway.id, at, follower)

    def _recognise(
        self, one: Ready, pathway: UUID, needs: int, at: datetime, follower: Follower
    ) -> None:
        """Let the needs of a pathway take their lines, one after another."""
        snapshot = {
            "municipality": one.sketch.municipality,
            "age_band": age_band(one.sketch.identity, at.date()),
            "sex": one.sketch.sex,
        }
        consents: dict[UUID, Any] = {}
        for number in range(needs):
            strand = Strand(
                book=self.book,
                rng=self.rng,
                scenario=self.scenario,
                follower=follower,
                pathway=pathway,
                person=one.id,
                key=one.key,
                bodies=self.bodies,
                at=at + (self.end - at) / needs * (number * self.rng.random()),
                end=self.end,
                consents=consents,
            )
            run_strand(strand, snapshot)

    def _accompany(self, one: Ready, pathway: UUID, at: datetime, follower: Follower) -> None:
        """Now and then a note, an appointment in the coming days, a plan with its reviews."""
        if self.rng.random() < _WITH_NOTE:
            words = self.rng.choice(self.scenario.notes)
            note = self.book.worded("pathways.Note", one.key, sealed_words=words)
            told: dict[str, Any] = {"kind": "interview", "written_at": at, "shared": False}
            self.book.first(
                "pathways.Note",
                "note.written",
                row=note,
                pathway=pathway,
                author=follower.account,
                actor=follower.actor,
                at=at,
                **told,
            )
        if self.rng.random() < _WITH_APPOINTMENT:
            meeting = self.end + timedelta(hours=self.rng.randrange(1, 24 * 14))
            self.book.first(
                "pathways.Appointment",
                "appointment.fixed",
                pathway=pathway,
                account=follower.account,
                starts_at=meeting,
                minutes=45,
                actor=follower.actor,
                at=at,
            )
        if self.rng.random() < _WITH_PLAN:
            self._plan(one, pathway, at, follower)

    def _plan(self, one: Ready, pathway: UUID, at: datetime, follower: Follower) -> None:
        signed = max(at, self.end - timedelta(days=self.rng.randrange(1, _PLAN_TAKES)))
        who: dict[str, Any] = {"actor": follower.actor, "at": signed}
        day = signed.date()
        ends = day + timedelta(days=_PLAN_DAYS)
        words = "Stare meglio, un passo alla volta."
        plan = self.book.worded("pathways.Plan", one.key, sealed_words=words)
        self.book.then(
            plan,
            "plan.drafted",
            pathway=pathway,
            starts_on=day,
            ends_on=ends,
            review_days=_REVIEW_DAYS,
            analysed_on=day,
            sign_by=due_on(Wait.PLAN_SIGNATURE, signed, self.book.district),
            **who,
        )
        self._parts(one, plan, pathway, who)
        submitted: dict[str, Any] = {"submitted_by": follower.account, "submitted_at": signed}
        self.book.then(plan, "plan.submitted", **submitted, **who)
        approved: dict[str, Any] = {"approved_by": self.coordinator.account, "approved_at": signed}
        self.book.then(plan, "plan.approved", actor=self.coordinator.actor, at=signed, **approved)
        self.book.then(plan, "plan.signed", signed_on=day, **who)
        for planned in (day + timedelta(days=_REVIEW_DAYS), ends):
            facts: dict[str, Any] = {"pathway": pathway, "plan": plan.id, "planned_on": planned}
            self.book.first("pathways.Review", "review.planned", cause=plan, **facts, **who)

    def _parts(self, one: Ready, plan: Any, pathway: UUID, who: dict[str, Any]) -> None:
        domain = self.rng.choice(list(Domain))
        aim = self.scenario.goals[domain]
        goal = self.book.worded(
            "pathways.Goal", one.key, sealed_result=aim.result, sealed_indicator=aim.indicator
        )
        facts: dict[str, Any] = {"pathway": pathway, "plan": plan.id}
        monitor = plan.starts_on + timedelta(days=_REVIEW_DAYS)
        told = {"need": None, "domain": domain, "monitor_on": monitor}
        self.book.then(goal, "goal.set", cause=plan, **facts, **told, **who)
        words = self.scenario.commitments["person"]
        promise = self.book.worded("pathways.Commitment", one.key, sealed_words=words)
        told = {"side": Side.PERSON, "due_on": None}
        self.book.then(promise, "commitment.taken", cause=plan, **facts, **told, **who)


@dataclass
class Written:
    """A batch that is full, with the keys and tokens that go with it."""

    batch: Batch
    keys: dict[UUID, bytes]
    tokens: list[tuple[UUID, bytes]]
    people: int
    pathways: int
    needs: int
