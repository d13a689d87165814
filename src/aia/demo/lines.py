"""One need's way along the line in the simulation, with the places where it stops.

Every step is the very action that a click calls, with its rules and permissions.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from aia.access.terms import ReadingWhy
from aia.demo.clockwork import Journey
from aia.demo.scenario import Offer
from aia.demo.world import Helper, Someone, Thread, World
from aia.pathways import actions as pathways
from aia.pathways.terms import (
    AnswerEnd,
    ChoiceReason,
    CloseReason,
    DeclineReason,
    Domain,
    GiveBackKind,
    Intensity,
    OptionKind,
    OptionSource,
    ProviderKind,
    ReplyChannel,
    UnvoicedReason,
    Voice,
)
from aia.people import actions as people
from aia.people.terms import ConsentChannel, ConsentPurpose

_DECLINED_FOR = (ChoiceReason.TIMES, ChoiceReason.TOO_FAR, ChoiceReason.ASKS_TOO_MUCH)
_TAKEN_FOR = (ChoiceReason.FITS, ChoiceReason.NEAR, ChoiceReason.TRUST, ChoiceReason.OWN_IDEA)
_REFUSED_FOR = (DeclineReason.NO_PLACE, DeclineReason.NO_STAFF, DeclineReason.OUTSIDE_AREA)
_HOURS = {Intensity.HIGH: 9, Intensity.MEDIUM: 5, Intensity.LIGHT: 2}
_EUROS = {Intensity.HIGH: 620, Intensity.MEDIUM: 240, Intensity.LIGHT: 30}
_OFFERED_BY_BODIES = (
    OptionKind.SERVICE,
    OptionKind.SHARED_RESOURCE,
    OptionKind.COMMUNITY_PROJECT,
)


def need_line(world: World, thread: Thread, start: datetime) -> Journey:
    """Take one need from its recognition as far as chance lets it go."""
    at = world.after(start, "to_demand")
    yield at
    if world.chance("never_voiced"):
        _leave_unvoiced(world, thread, at)
        if not world.chance("voiced_later"):
            return
        at = world.working(at + timedelta(days=float(world.rng.integers(30, 120))))
        yield at
    demand = _voice(world, thread, at)
    at = world.after(at, "to_options")
    yield at
    offered = offer_options(world, thread, demand, at)
    if world.chance("waits_for_choice"):
        return
    at = world.after(at, "to_choice")
    yield at
    taken = _choose(world, thread, demand, offered, at)
    if taken is None or world.chance("waits_for_answer"):
        return
    yield from _answer_line(world, thread, *taken, at)


def _leave_unvoiced(world: World, thread: Thread, at: datetime) -> None:
    reason = world.pick(tuple(UnvoicedReason))
    pathways.mark_unvoiced(actor=thread.worker.actor, need_id=thread.need, reason=reason, at=at)


def _voice(world: World, thread: Thread, at: datetime) -> UUID:
    return pathways.open_demand(
        actor=thread.worker.actor,
        need_id=thread.need,
        words=thread.words or world.pick(world.scenario.words[_domain(thread)]),
        at=at,
    ).id


@dataclass(frozen=True)
class Offered:
    id: UUID
    offer: Offer
    helper: Helper | None


def offer_options(world: World, thread: Thread, demand: UUID, at: datetime) -> list[Offered]:
    offers = list(world.scenario.options[_domain(thread)])
    world.rng.shuffle(offers)
    found = []
    for offer in offers[: int(world.rng.integers(2, len(offers) + 1))]:
        helpers = world.helpers_in(thread.domain) if offer.kind in _OFFERED_BY_BODIES else []
        helper = world.pick(helpers) if helpers and world.chance("through_partner") else None
        option = pathways.offer_option(
            actor=thread.worker.actor,
            demand_id=demand,
            kind=offer.kind,
            source=OptionSource.CATALOGUE if helper else OptionSource.WORKER,
            words=offer.label,
            asks=offer.asks,
            organisation_id=helper.id if helper else None,
            intensity=offer.intensity,
            at=at,
        )
        found.append(Offered(option.id, offer, helper))
    return found


def _choose(
    world: World, thread: Thread, demand: UUID, offered: list[Offered], at: datetime
) -> tuple[UUID, Offered] | None:
    """Take one option or none; returns the choice and what was taken."""
    taken = None if world.chance("none_of_these") else world.pick(offered)
    others = [one for one in offered if one is not taken]
    because = world.scenario.because["taken" if taken else "declined"]
    choice = pathways.make_choice(
        actor=thread.worker.actor,
        demand_id=demand,
        option_id=taken.id if taken else None,
        reason=world.pick(_TAKEN_FOR) if taken else ChoiceReason.PREFERS_ALONE,
        declined={one.id: world.pick(_DECLINED_FOR) for one in others},
        made_by=Voice.PERSON,
        words=world.pick(because),
        at=at,
    )
    return (choice.id, taken) if taken else None


def _answer_line(
    world: World, thread: Thread, choice: UUID, taken: Offered, at: datetime
) -> Journey:
    """From the choice to the answer's end; through a referral when a body gives it."""
    if taken.helper is not None:
        at = world.after(at, "to_reply")
        yield at
        referral = refer(world, thread, taken, at)
        if world.chance("partner_silent"):
            return
        at = world.after(at, "to_reply")
        yield at
        actor = _partner(world, taken.helper, thread)
        if world.chance("partner_declines"):
            reason = world.pick(_REFUSED_FOR)
            pathways.decline_referral(
                actor=actor.actor,
                referral_id=referral,
                reason=reason,
                at=at,
                **heard(world, taken.helper),
            )
            return
        pathways.accept_referral(
            actor=actor.actor, referral_id=referral, at=at, **heard(world, taken.helper)
        )
        if taken.helper.id in world.partners:
            world.looks(actor, thread.subject, ReadingWhy.REFERRAL, at)
    at = world.after(at, "to_answer")
    yield at
    answer = begin_answer(world, thread, choice, taken, at)
    if taken.helper is not None:
        pathways.start_referral(
            actor=_partner(world, taken.helper, thread).actor,
            referral_id=referral,
            answer_id=answer,
            at=at,
            **heard(world, taken.helper),
        )
    if not world.chance("answer_ends"):
        return
    at = world.after(at, "to_end")
    yield at
    if taken.helper is not None:
        actor = _partner(world, taken.helper, thread)
        pathways.end_referral(
            actor=actor.actor, referral_id=referral, at=at, **heard(world, taken.helper)
        )
    yield from _end(world, thread, answer, at)


def refer(world: World, thread: Thread, taken: Offered, at: datetime) -> UUID:
    """Ask the body that offered the option, with the person's consent where there is a person."""
    body = _body(taken)
    if thread.person is not None:
        people.give_consent(
            actor=thread.worker.actor,
            person=thread.person,
            purpose=ConsentPurpose.SHARING,
            organisation=body.id,
            channel=ConsentChannel.SIGNED,
            at=at,
        )
    return pathways.send_referral(
        actor=thread.worker.actor,
        need_id=thread.need,
        organisation_id=body.id,
        words=f"{taken.offer.label}. {taken.offer.asks}.",
        option_id=taken.id,
        at=at,
    ).id


def _body(taken: Offered) -> Helper:
    """Return the body that offered the option. Raises LookupError when none did."""
    if taken.helper is None:
        raise LookupError("no organisation offered this option")
    return taken.helper


def _partner(world: World, helper: Helper, thread: Thread) -> Someone:
    """Return who answers for a body: its operator, or the worker who writes down its reply."""
    return world.partners.get(helper.id, thread.worker)


def heard(world: World, helper: Helper) -> dict[str, Any]:
    """Return how the word of a body without an operator came to the worker who writes it down."""
    if helper.id in world.partners:
        return {}
    return {"channel": ReplyChannel.PHONE, "said_by": "la segreteria (simulata)"}


def begin_answer(world: World, thread: Thread, choice: UUID, taken: Offered, at: datetime) -> UUID:
    intensity = Intensity(taken.offer.intensity)
    informal = taken.offer.kind == OptionKind.OWN_NETWORK
    kind = ProviderKind.THIRD_SECTOR if taken.helper else ProviderKind.PUBLIC
    answer = pathways.plan_answer(
        actor=thread.worker.actor,
        choice_id=choice,
        provider_kind=ProviderKind.INFORMAL if informal else kind,
        intensity=intensity,
        starts_on=world.day(at),
        organisation_id=taken.helper.id if taken.helper else None,
        hours=Decimal(_HOURS[intensity]),
        cost=None if informal else Decimal(_EUROS[intensity]),
        words=taken.offer.label,
        at=at,
    )
    pathways.start_answer(actor=thread.worker.actor, answer_id=answer.id, at=at)
    thread.answers.append(answer.id)
    return answer.id


def _end(world: World, thread: Thread, answer: UUID, at: datetime) -> Journey:
    """The answer ends; perhaps something is given back, perhaps the need is closed."""
    pathways.end_answer(actor=thread.worker.actor, answer_id=answer, reason=AnswerEnd.DONE, at=at)
    if world.chance("gives_back"):
        back = world.after(at, "to_give_back")
        yield back
        gift = world.pick(world.scenario.give_backs)
        pathways.give_back(
            actor=thread.worker.actor,
            pathway_id=thread.pathway,
            need_id=thread.need,
            kind=GiveBackKind(gift.kind),
            words=gift.label,
            hours=Decimal(gift.hours) if gift.hours else None,
            given_on=world.day(back),
            at=back,
        )
        at = back
    if world.chance("closes"):
        at = world.after(at, "to_close")
        yield at
        reason = world.pick((CloseReason.SOLVED, CloseReason.EASED))
        pathways.close_need(actor=thread.worker.actor, need_id=thread.need, reason=reason, at=at)
        if world.chance("reopens"):
            at = world.working(at + timedelta(days=45))
            yield at
            pathways.reopen_need(actor=thread.worker.actor, need_id=thread.need, at=at)


def _domain(thread: Thread) -> Domain:
    return Domain(thread.domain)
