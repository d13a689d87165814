"""The file of one person in a large simulation: registration, home, pathway, needs, a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from aia.demo.ledgers import Book
from aia.demo.scenario import Scenario
from aia.demo.sketches import Ready, Sketch
from aia.demo.strands import Strand, run_strand
from aia.pathways.queries import Wait, due_on
from aia.pathways.terms import Domain, Side
from aia.people.actions import Sealer, identity_tokens
from aia.people.queries import age_band
from aia.people.terms import IdentifierKind

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
    bodies: Sequence[str]
    coordinator: str
    start: datetime
    end: datetime

    def write(self, home: Sequence[Sketch], needs: Sequence[int], follower: str) -> None:
        """Write a household with its people; each has a pathway with so many needs."""
        span = int((self.end - self.start).total_seconds() * _STARTS_BEFORE)
        at = self.start + timedelta(seconds=self.rng.randrange(span))
        who: dict[str, Any] = {"actor": follower, "at": at}
        town = home[0].municipality
        household = self.book.first(
            "people.Household", "household.formed", municipality=town, since=at.date(), **who
        )
        self.book.keys[household.id] = Sealer().key
        for told, number in zip(home, needs, strict=True):
            one = self._registered(told, at, follower)
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

    def _registered(self, told: Sketch, at: datetime, follower: str) -> Ready:
        """Register a person with their tax code, if they have one."""
        book, sealer = self.book, Sealer()
        who: dict[str, Any] = {"actor": follower, "at": at}
        person = book.bulk.row("people.Person")
        person.put("sealed_identity", sealer.identity("people_person", person.id, told.identity))
        book.then(person, "person.registered", sex=told.sex, municipality=told.municipality, **who)
        if told.code:
            code = book.worded("people.Identifier", sealer, sealed_value=told.code)
            kind = IdentifierKind.TAX_CODE
            book.then(code, "identifier.added", person=person.id, kind=kind, **who)
        book.keys[person.id] = sealer.key
        codes = [told.code] if told.code else []
        for token in identity_tokens(told.identity, codes, sex=told.sex, town=told.town):
            book.tokens.append((person.id, token))
        return Ready(told, person.id, sealer)

    def _follow(self, one: Ready, needs: int, at: datetime, follower: str) -> None:
        """Open the pathway, put the worker in its team, recognise the needs."""
        who: dict[str, Any] = {"actor": follower, "at": at}
        town = one.sketch.municipality
        pathway = self.book.first(
            "pathways.Pathway",
            "pathway.opened",
            kind="person",
            subject=one.id,
            person=one.id,
            municipality=town,
            lead=follower,
            opened_at=at,
            **who,
        )
        self.book.first(
            "access.Scope",
            "scope.opened",
            account=follower,
            subject=one.id,
            kind="team",
            source=pathway.id,
            since=at,
            **who,
        )
        self._recognise(one, pathway.id, needs, at, follower)
        self._accompany(one, pathway.id, at, follower)

    def _recognise(self, one: Ready, pathway: str, needs: int, at: datetime, follower: str) -> None:
        """Let the needs of a pathway take their lines, one after another."""
        snapshot = {
            "municipality": one.sketch.municipality,
            "age_band": age_band(one.sketch.identity, at.date()),
            "sex": one.sketch.sex,
        }
        consents: dict[str, Any] = {}
        for number in range(needs):
            strand = Strand(
                book=self.book,
                rng=self.rng,
                scenario=self.scenario,
                follower=follower,
                pathway=pathway,
                person=one.id,
                sealer=one.sealer,
                bodies=self.bodies,
                at=at + (self.end - at) / needs * (number * self.rng.random()),
                end=self.end,
                consents=consents,
            )
            run_strand(strand, snapshot)

    def _accompany(self, one: Ready, pathway: str, at: datetime, follower: str) -> None:
        """Now and then a note, an appointment in the coming days, a plan with its reviews."""
        if self.rng.random() < _WITH_NOTE:
            words = self.rng.choice(self.scenario.notes)
            note = self.book.worded("pathways.Note", one.sealer, sealed_words=words)
            told: dict[str, Any] = {"kind": "interview", "written_at": at, "shared": False}
            self.book.first(
                "pathways.Note",
                "note.written",
                row=note,
                pathway=pathway,
                author=follower,
                actor=follower,
                at=at,
                **told,
            )
        if self.rng.random() < _WITH_APPOINTMENT:
            meeting = self.end + timedelta(hours=self.rng.randrange(1, 24 * 14))
            self.book.first(
                "pathways.Appointment",
                "appointment.fixed",
                pathway=pathway,
                account=follower,
                starts_at=meeting,
                minutes=45,
                actor=follower,
                at=at,
            )
        if self.rng.random() < _WITH_PLAN:
            self._plan(one, pathway, at, follower)

    def _plan(self, one: Ready, pathway: str, at: datetime, follower: str) -> None:
        signed = max(at, self.end - timedelta(days=self.rng.randrange(1, _PLAN_TAKES)))
        who: dict[str, Any] = {"actor": follower, "at": signed}
        day = signed.date()
        ends = day + timedelta(days=_PLAN_DAYS)
        words = "Stare meglio, un passo alla volta."
        plan = self.book.worded("pathways.Plan", one.sealer, sealed_words=words)
        self.book.then(
            plan,
            "plan.drafted",
            pathway=pathway,
            starts_on=day,
            ends_on=ends,
            review_days=_REVIEW_DAYS,
            analysed_on=day,
            sign_by=due_on(Wait.PLAN_SIGNATURE, signed, self.book.bulk.district),
            **who,
        )
        self._parts(one, plan, pathway, who)
        submitted: dict[str, Any] = {"submitted_by": follower, "submitted_at": signed}
        self.book.then(plan, "plan.submitted", **submitted, **who)
        approved: dict[str, Any] = {"approved_by": self.coordinator, "approved_at": signed}
        self.book.then(plan, "plan.approved", actor=self.coordinator, at=signed, **approved)
        self.book.then(plan, "plan.signed", signed_on=day, **who)
        for planned in (day + timedelta(days=_REVIEW_DAYS), ends):
            facts: dict[str, Any] = {"pathway": pathway, "plan": plan.id, "planned_on": planned}
            self.book.first("pathways.Review", "review.planned", cause=plan, **facts, **who)

    def _parts(self, one: Ready, plan: Any, pathway: str, who: dict[str, Any]) -> None:
        domain = self.rng.choice(list(Domain))
        aim = self.scenario.goals[domain]
        goal = self.book.worded(
            "pathways.Goal", one.sealer, sealed_result=aim.result, sealed_indicator=aim.indicator
        )
        facts: dict[str, Any] = {"pathway": pathway, "plan": plan.id}
        monitor = plan.starts_on + timedelta(days=_REVIEW_DAYS)
        told = {"need": None, "domain": domain, "monitor_on": monitor}
        self.book.then(goal, "goal.set", cause=plan, **facts, **told, **who)
        words = self.scenario.commitments["person"]
        promise = self.book.worded("pathways.Commitment", one.sealer, sealed_words=words)
        told = {"side": Side.PERSON, "due_on": None}
        self.book.then(promise, "commitment.taken", cause=plan, **facts, **told, **who)
