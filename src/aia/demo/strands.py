"""One need's way along the line, in a large simulation: the same acts, written straight down.

The order of the acts, and what each one sets, is that of the actions; no rule is asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from aia.demo.ledgers import Book
from aia.demo.scenario import Offer, Scenario
from aia.pathways.queries import Wait, due_on, taxonomy
from aia.pathways.terms import (
    AnswerEnd,
    ChoiceReason,
    CloseReason,
    DeclineReason,
    Domain,
    OptionSource,
    ProviderKind,
    ReplyChannel,
    UnvoicedReason,
    Voice,
)
from aia.people.actions import Sealer
from aia.people.terms import ConsentPurpose

_HOURS = {"high": Decimal(9), "medium": Decimal(5), "light": Decimal(2)}
_COST = {"high": Decimal(620), "medium": Decimal(240), "light": Decimal(30)}
# How often a need goes on from each step: guesses that fill every lane of the worklist.
_VOICED, _UNVOICED, _OFFERED, _CHOSEN, _ANSWERED, _REFERRED = 0.55, 0.2, 0.75, 0.6, 0.7, 0.3
_ACCEPTED, _DECLINED, _ENDED, _CLOSED = 0.7, 0.85, 0.4, 0.6
_EXPRESSED, _TWO_OPTIONS = 0.7, 0.6
_DAYS = 20


@lru_cache(maxsize=1)
def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


@dataclass
class Strand:
    """What a need's acts need to know: whose it is, who follows it, when it all ends."""

    book: Book
    rng: Random
    scenario: Scenario
    follower: str
    pathway: str
    person: str
    sealer: Sealer
    bodies: Sequence[str]
    at: datetime
    end: datetime
    consents: dict[str, Any]

    @property
    def by(self) -> dict[str, Any]:
        """Return who acts and when, for the entry."""
        return {"actor": self.follower, "at": self.at}

    def later(self) -> bool:
        """Let some days pass; say whether there is still time."""
        self.at += timedelta(seconds=self.rng.randrange(3600, _DAYS * 86_400))
        return self.at < self.end

    def goes_on(self, share: float) -> bool:
        """Say whether the need goes on, and if so let the days pass that it takes."""
        return self.rng.random() < share and self.later()

    def due(self, wait: str) -> Any:
        """Return by when what is awaited from now is due."""
        return due_on(wait, self.at.astimezone(_zone()).date(), self.book.bulk.district)


def run_strand(strand: Strand, who: dict[str, Any]) -> None:
    """Recognise one need and take it as far as chance lets it go. `who`: where, age band, sex."""
    book, rng = strand.book, strand.rng
    category = rng.choice(list(taxonomy().categories.values()))
    expressed = rng.random() < _EXPRESSED
    words = rng.choice(strand.scenario.words[Domain(category.domain)])
    need = book.worded("pathways.Need", strand.sealer, sealed_words=words if expressed else "")
    book.first(
        "pathways.Need",
        "need.recognised",
        row=need,
        pathway=strand.pathway,
        category=category.code,
        domain=category.domain,
        severity=rng.randint(1, 4),
        expressed=expressed,
        words_of=Voice.PERSON if expressed else Voice.WORKER,
        recognised_at=strand.at,
        step_at=strand.at,
        due_on=strand.due(Wait.DEMAND),
        **who,
        **strand.by,
    )
    if strand.goes_on(_VOICED):
        _voice(strand, need, words)
    elif strand.goes_on(_UNVOICED):
        reason, due = rng.choice(UnvoicedReason.values), strand.due(Wait.LOOK_AGAIN)
        book.then(need, "need.left_unvoiced", unvoiced=reason, due_on=due, **strand.by)


def _voice(strand: Strand, need: Any, words: str) -> None:
    book = strand.book
    demand = book.worded("pathways.Demand", strand.sealer, sealed_words=words)
    book.first(
        "pathways.Demand",
        "demand.opened",
        row=demand,
        cause=need,
        pathway=strand.pathway,
        need=need.id,
        voiced_by=Voice.PERSON,
        opened_at=strand.at,
        **strand.by,
    )
    _advance(strand, need, "need.voiced", demand, Wait.CHOICE)
    if not strand.goes_on(_OFFERED):
        return
    told = strand.scenario.options[Domain(need.domain)]
    offers = strand.rng.sample(told, 2 if strand.rng.random() < _TWO_OPTIONS else 1)
    options = [_offer(strand, demand, offer) for offer in offers]
    if strand.goes_on(_CHOSEN):
        _choose(strand, need, demand, offers, options)


def _offer(strand: Strand, demand: Any, offer: Offer) -> Any:
    option = strand.book.worded(
        "pathways.Option", strand.sealer, sealed_words=offer.label, sealed_asks=offer.asks
    )
    body = strand.rng.choice(strand.bodies) if offer.kind == "service" else None
    return strand.book.first(
        "pathways.Option",
        "option.offered",
        row=option,
        cause=demand,
        pathway=strand.pathway,
        demand=demand.id,
        kind=offer.kind,
        source=OptionSource.CATALOGUE if body else OptionSource.WORKER,
        organisation=body,
        intensity=offer.intensity,
        offered_at=strand.at,
        **strand.by,
    )


def _choose(
    strand: Strand, need: Any, demand: Any, offers: Sequence[Offer], options: Sequence[Any]
) -> None:
    book, (taken, *others) = strand.book, options
    words = strand.rng.choice(strand.scenario.because["taken"])
    choice = book.worded("pathways.Choice", strand.sealer, sealed_words=words)
    book.first(
        "pathways.Choice",
        "choice.made",
        row=choice,
        cause=demand,
        pathway=strand.pathway,
        demand=demand.id,
        option=taken.id,
        made_by=Voice.PERSON,
        reason=ChoiceReason.FITS,
        made_at=strand.at,
        **strand.by,
    )
    for other in others:
        why = strand.rng.choice((ChoiceReason.TIMES, ChoiceReason.TOO_FAR))
        book.then(other, "option.declined", cause=choice, declined_for=why, **strand.by)
    book.then(taken, "option.taken", cause=choice, **strand.by)
    _advance(strand, need, "need.chosen", choice, Wait.ANSWER)
    body = taken.organisation_id
    referral = None
    if body and strand.goes_on(_REFERRED):
        referral = _refer(strand, need, taken, body)
        if referral is None:
            return
    if strand.goes_on(_ANSWERED):
        _answer(strand, need, choice, offers[0], body, referral)


def _refer(strand: Strand, need: Any, option: Any, body: str) -> Any:
    """Ask an organisation; returns the referral only when it was accepted."""
    book, consent = strand.book, _consent(strand, body)
    referral = book.worded("pathways.Referral", strand.sealer, sealed_words="Chiediamo una mano.")
    book.first(
        "pathways.Referral",
        "referral.sent",
        row=referral,
        cause=need,
        pathway=strand.pathway,
        need=need.id,
        option=option.id,
        organisation=body,
        consent=consent.id,
        sent_at=strand.at,
        due_on=strand.due(Wait.REFERRAL),
        **strand.by,
    )
    told: dict[str, Any] = {"kind": "referral", "source": referral.id, "since": strand.at}
    scope = book.first(
        "access.Scope",
        "scope.opened",
        organisation=body,
        subject=strand.person,
        **told,
        **strand.by,
    )
    return _reply(strand, referral, scope) if strand.later() else None


def _consent(strand: Strand, body: str) -> Any:
    """Return the consent to share with that organisation, given now if it was not before."""
    if body not in strand.consents:
        strand.consents[body] = strand.book.first(
            "people.Consent",
            "consent.given",
            person=strand.person,
            purpose=ConsentPurpose.SHARING,
            organisation=body,
            channel="signed",
            given_at=strand.at,
            **strand.by,
        )
    return strand.consents[body]


def _reply(strand: Strand, referral: Any, scope: Any) -> Any:
    """The organisation says yes, no, or nothing; returns the referral only when it is a yes."""
    book, draw = strand.book, strand.rng.random()
    if draw < _ACCEPTED:
        yes: dict[str, Any] = {"answered_at": strand.at, "reply_channel": ReplyChannel.PHONE}
        return book.then(referral, "referral.accepted", **yes, **strand.by)
    if draw < _DECLINED:
        why = strand.rng.choice(DeclineReason.values)
        facts: dict[str, Any] = {
            "answered_at": strand.at,
            "decline_reason": why,
            "reply_channel": ReplyChannel.PHONE,
        }
        book.then(referral, "referral.declined", **facts, **strand.by)
        book.then(scope, "scope.closed", until=strand.at, **strand.by)
    return None


def _answer(
    strand: Strand, need: Any, choice: Any, offer: Offer, body: str | None, referral: Any
) -> None:
    book, begun = strand.book, strand.at.date()
    answer = book.worded("pathways.Answer", strand.sealer, sealed_words=offer.label)
    book.first(
        "pathways.Answer",
        "answer.planned",
        row=answer,
        cause=choice,
        pathway=strand.pathway,
        need=need.id,
        choice=choice.id,
        provider_kind=ProviderKind.THIRD_SECTOR if body else ProviderKind.PUBLIC,
        organisation=body,
        intensity=offer.intensity,
        starts_on=begun,
        hours=_HOURS[offer.intensity],
        cost=_COST[offer.intensity],
        **strand.by,
    )
    book.then(answer, "answer.started", starts_on=begun, **strand.by)
    _advance(strand, need, "need.answered", answer, Wait.REVIEW)
    if referral is not None:
        facts: dict[str, Any] = {
            "started_on": begun,
            "answer": answer.id,
            "reply_channel": ReplyChannel.PHONE,
        }
        book.then(referral, "referral.started", **facts, **strand.by)
    if referral is not None or not strand.goes_on(_ENDED):
        return
    over: dict[str, Any] = {"ends_on": strand.at.date(), "end_reason": AnswerEnd.DONE}
    book.then(answer, "answer.ended", **over, **strand.by)
    if strand.goes_on(_CLOSED):
        closed: dict[str, Any] = {"closed_at": strand.at, "close_reason": CloseReason.SOLVED}
        book.then(need, "need.closed", **closed, **strand.by)


def _advance(strand: Strand, need: Any, verb: str, cause: Any, wait: str) -> None:
    due = strand.due(wait)
    strand.book.then(need, verb, cause=cause, step_at=strand.at, due_on=due, **strand.by)
