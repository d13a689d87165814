"""Chiara's year: the person whose own account the demonstration offers.

One need of hers has gone the whole way, one is being answered by an organisation, one waits for
her choice; her plan is about to be looked at, and she has asked for a meeting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from aia.access.terms import ReadingWhy, Role
from aia.demo.clockwork import Journey
from aia.demo.families import register
from aia.demo.households import Drawn, Family
from aia.demo.lines import begin_answer, heard, offer_options, refer
from aia.demo.plans import assess, write_plan
from aia.demo.world import Path, Someone, Thread, World, found
from aia.pathways import actions as pathways
from aia.pathways.terms import (
    AnswerEnd,
    ChoiceReason,
    Domain,
    GiveBackKind,
    NoteKind,
    Severity,
    Voice,
)
from aia.people.terms import HouseholdRole, Sex

_LONGEST = timedelta(days=300)
_AGE, _CHILD_AGE = 34, 7
_PLAN_AT, _SPARE_DAYS, _SHORTEST_REVIEW = 0.7, 2, 7


def showcase(world: World, town: str) -> Journey:
    """Live Chiara's year in the municipality (ISTAT code), up to the present."""
    span = min(world.end - world.start, _LONGEST)

    def moment(share: float) -> datetime:
        return world.working(world.end - span * (1 - share))

    yield (at := moment(0.02))
    path, chiara = _begin(world, town, at)
    yield (at := moment(0.06))
    first = _need(world, path, Domain.INCOME, "income.utilities", at)
    yield (at := moment(0.10))
    demand = _say(world, first, chiara, at)
    yield (at := moment(0.14))
    offered = offer_options(world, first, demand, at)
    yield (at := moment(0.18))
    choice = _choose(chiara, demand, [one.id for one in offered], at)
    alone = replace(offered[0], helper=None)
    yield (at := moment(0.22))
    answer = begin_answer(world, first, choice, alone, at)
    yield from _second(world, path, chiara, moment)
    yield (at := moment(0.60))
    pathways.end_answer(actor=path.worker.actor, answer_id=answer, reason=AnswerEnd.DONE, at=at)
    yield (at := moment(0.65))
    _give_back(world, path, first, at)
    yield (at := moment(_PLAN_AT))
    yield from _plan(world, path, at)
    yield (at := moment(0.92))
    third = _need(world, path, Domain.HOUSING, "housing.losing", at)
    yield (at := moment(0.95))
    demand = _say(world, third, chiara, at)
    yield (at := max(world.before(world.end - timedelta(days=1)), at + timedelta(minutes=5)))
    offer_options(world, third, demand, at)
    _meetings(world, path, chiara, at)


def _begin(world: World, town: str, at: datetime) -> tuple[Path, Someone]:
    """Meet Chiara and her daughter, open her pathway, give her an account of her own."""
    worker = world.workers[0]
    worker.caseload += 1
    told = world.scenario.citizen
    mother = Drawn(_AGE, Sex.FEMALE, name=told.name)
    child = Drawn(_CHILD_AGE, Sex.FEMALE, HouseholdRole.CHILD)
    home = register(world, Family(town, [mother, child]), actor=worker.actor, at=at)
    person = home.members[0]
    pathway = pathways.open_pathway(
        actor=worker.actor, person_id=person.id, lead=worker.account, at=at
    )
    path = Path(person, worker, pathway.id, pathway.subject, protected=False)
    world.paths.append(path)
    who = told.model_copy(update={"name": person.name})
    return path, found(world, who, Role.CITIZEN, person=person.id, at=at)


def _need(world: World, path: Path, domain: Domain, category: str, at: datetime) -> Thread:
    world.looks(path.worker, path.subject, ReadingWhy.TEAM, at)
    words = world.scenario.words[domain][0]
    need = pathways.recognise_need(
        actor=path.worker.actor,
        pathway_id=path.pathway,
        category=category,
        severity=Severity.SERIOUS,
        words_of=Voice.PERSON,
        expressed=True,
        words=words,
        at=at,
    )
    thread = Thread(need.id, path.pathway, path.subject, path.person.id, domain, path.worker, words)
    path.threads.append(thread)
    return thread


def _say(world: World, thread: Thread, chiara: Someone, at: datetime) -> UUID:
    """Chiara puts the need in her own words, from her own page."""
    world.looks(chiara, thread.subject, ReadingWhy.SELF, at)
    return pathways.open_demand(
        actor=chiara.actor, need_id=thread.need, words=thread.words, at=at
    ).id


def _choose(chiara: Someone, demand: UUID, options: list[UUID], at: datetime) -> UUID:
    taken, *others = options
    return pathways.make_choice(
        actor=chiara.actor,
        demand_id=demand,
        option_id=taken,
        reason=ChoiceReason.FITS,
        declined=dict.fromkeys(others, ChoiceReason.TIMES),
        words="Mi sembra la strada più adatta a noi.",
        at=at,
    ).id


def _second(
    world: World, path: Path, chiara: Someone, moment: Callable[[float], datetime]
) -> Journey:
    """A need that an organisation answers, with Chiara's consent."""
    yield (at := moment(0.28))
    thread = _need(world, path, Domain.TIES, "ties.parenting", at)
    yield (at := moment(0.31))
    demand = _say(world, thread, chiara, at)
    yield (at := moment(0.35))
    offered = offer_options(world, thread, demand, at)
    yield (at := moment(0.39))
    choice = _choose(chiara, demand, [one.id for one in offered], at)
    taken = offered[0]
    if taken.helper is not None:
        yield (at := moment(0.41))
        referral = refer(world, thread, taken, at)
        partner = world.partners.get(taken.helper.id, path.worker).actor
        yield (at := moment(0.44))
        pathways.accept_referral(
            actor=partner, referral_id=referral, at=at, **heard(world, taken.helper)
        )
    yield (at := moment(0.47))
    answer = begin_answer(world, thread, choice, taken, at)
    if taken.helper is not None:
        pathways.start_referral(
            actor=partner,
            referral_id=referral,
            answer_id=answer,
            at=at,
            **heard(world, taken.helper),
        )


def _give_back(world: World, path: Path, thread: Thread, at: datetime) -> None:
    gift = world.scenario.give_backs[0]
    pathways.give_back(
        actor=path.worker.actor,
        pathway_id=path.pathway,
        need_id=thread.need,
        kind=GiveBackKind(gift.kind),
        words=gift.label,
        hours=Decimal(gift.hours) if gift.hours else None,
        given_on=world.day(at),
        at=at,
    )


def _plan(world: World, path: Path, at: datetime) -> Journey:
    """A plan signed long enough ago that its first review comes in two days."""
    assess(world, path, at)
    worker = path.worker.actor
    approved = world.working(at)
    signed = world.working(approved)
    left = (world.day(world.end) - world.day(signed)).days + _SPARE_DAYS
    review = max(left, _SHORTEST_REVIEW)
    plan = write_plan(world, path, at, days=review * 2, review=review)
    pathways.submit_plan(actor=worker, plan_id=plan, at=at)
    yield approved
    pathways.approve_plan(actor=world.coordinator.actor, plan_id=plan, at=approved)
    yield signed
    pathways.sign_plan(actor=worker, plan_id=plan, signed_on=world.day(signed), at=signed)


def _meetings(world: World, path: Path, chiara: Someone, at: datetime) -> None:
    """A shared note, a meeting in three days, and one that Chiara asks for."""
    worker = path.worker.actor
    pathways.write_note(
        actor=worker,
        pathway_id=path.pathway,
        kind=NoteKind.INTERVIEW,
        words=world.scenario.notes[0],
        shared=True,
        at=at,
    )
    soon = world.working(world.end + timedelta(days=3))
    pathways.fix_appointment(actor=worker, pathway_id=path.pathway, starts_at=soon, at=at)
    wanted = world.working(world.end + timedelta(days=10))
    pathways.request_appointment(
        actor=chiara.actor,
        pathway_id=path.pathway,
        starts_at=wanted,
        words="Vorrei parlare della casa.",
        at=at,
    )
