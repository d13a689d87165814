"""A passage is proposed with what it needs and its way back, agreed by all, or called off."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.commons.queries import on_the_floor
from aia.community import passage_permissions as permissions
from aia.community.actions.sealing import seal_words
from aia.community.models import Passage, PassageAsk, PassageWord
from aia.community.passage_permissions import Around
from aia.community.rules import passages as rules
from aia.community.rules import values
from aia.community.terms import (
    LIVE_PASSAGES,
    AskKind,
    PassageVoice,
    Refused,
)
from aia.community.verbs import passages as verbs
from aia.pathways.queries import needs_behind
from aia.people import queries as people
from aia.trace.actions import lock, record

if TYPE_CHECKING:
    from aia.pathways.models import Pathway


@dataclass(frozen=True)
class Asked:
    """Something asked of a side so that proximity holds: hours, euro or hours of training."""

    kind: str
    quantity: Decimal
    side: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Handover:
    """What a passage is, as it is proposed. A side that is None is the social services.

    `back_to` takes them back within `back_days` days of the word, as told in `back_words` by
    `back_voice`.
    """

    from_intensity: str
    to_intensity: str
    reason: str
    planned_on: date
    words: str
    back_days: int
    back_voice: str
    back_words: str
    giving: UUID | None = None
    receiving: UUID | None = None
    back_to: UUID | None = None
    resource: UUID | None = None
    need: UUID | None = None
    trial_days: int = rules.USUAL_TRIAL


@transaction.atomic
def propose_passage(
    *,
    actor: Actor,
    pathway_id: UUID,
    told: Handover,
    asks: Sequence[Asked] = (),
    at: datetime,
) -> Passage:
    """Propose a passage, with all that proximity needs for it and with its way back.

    Raises Forbidden, Refused naming the field.
    """
    stood = permissions.demand(actor, "passage.proposed", pathway_id, at=at).stood
    check_going(stood.going)
    way = rules.way_of(told.from_intensity, told.to_intensity)
    today = timezone.localdate(at)
    rules.check_planned(told.planned_on, today)
    rules.check_sides(told.giving, told.receiving, told.back_to)
    _check_rows(actor, stood.pathway, told, at)
    passage = Passage(district=stood.pathway.district, pathway=stood.pathway)
    seal_words(
        stood.pathway.subject_id,
        passage,
        sealed_words=values.text(told.words, "words", longest=values.LONGEST_TEXT),
        sealed_back=values.text(told.back_words, "back_words", longest=values.LONGEST_TEXT),
    )
    facts = verbs.PassageProposed(
        pathway=stood.pathway.id,
        need=told.need,
        from_intensity=told.from_intensity,
        to_intensity=told.to_intensity,
        giving=told.giving,
        receiving=told.receiving,
        resource=told.resource,
        reason=rules.check_reason(told.reason, way),
        planned_on=told.planned_on,
        trial_days=told.trial_days,
        trial_until=rules.trial_until(told.planned_on, told.trial_days),
        back_to=told.back_to,
        back_days=values.count(told.back_days, "back_days", most=rules.MOST_BACK),
        back_voice=values.code(told.back_voice, PassageVoice, "back_voice"),
        proposed_at=at,
    )
    passage = record(passage, facts, actor=actor, at=at)
    _ask(passage, asks, actor=actor, at=at)
    return passage


@transaction.atomic
def agree_to_passage(
    *,
    actor: Actor,
    passage_id: UUID,
    side: str,
    answers: Mapping[UUID, rules.Given] | None = None,
    words: str = "",
    channel: str | None = None,
    said_by: str = "",
    seen: int | None = None,
    at: datetime,
) -> Passage:
    """Say yes for a side, answering in the same act all that was asked of it.

    Who does not speak for that side writes down how its word came and who said it. With the last
    of the three words the passage is agreed. Raises Forbidden, RowChanged, Refused.
    """
    passage, found = locked_passage(actor, "passage_word.given", passage_id, seen=seen, at=at)
    rules.check_move("agree", passage.state, back=passage.back_of_id is not None)
    said = set(passage.passagewords.values_list("side", flat=True))
    voice = rules.check_side(side, said)
    heard = heard_from(found, voice, channel, said_by)
    word = PassageWord(district=passage.district, pathway=passage.pathway, passage=passage)
    told = values.text(words, "words", required=False, longest=values.LONGEST_TEXT)
    seal_words(
        found.stood.pathway.subject_id, word, sealed_words=told, sealed_said_by=heard.said_by
    )
    facts = verbs.PassageWordGiven(
        pathway=passage.pathway_id,
        passage=passage.id,
        side=voice.value,
        channel=heard.channel,
        agreed_at=at,
    )
    record(word, facts, actor=actor, at=at, caused_by=passage)
    _answer(passage, word, answers or {}, actor=actor, at=at)
    if rules.all_agreed({*said, voice}):
        record(passage, verbs.PassageAgreed(), actor=actor, at=at, caused_by=word)
    return passage


@transaction.atomic
def call_off_passage(
    *,
    actor: Actor,
    passage_id: UUID,
    reason: str,
    words: str = "",
    seen: int | None = None,
    at: datetime,
) -> Passage:
    """Let a passage be, before its trial: anybody around it may. Raises Forbidden, Refused."""
    passage, found = locked_passage(actor, "passage.called_off", passage_id, seen=seen, at=at)
    rules.check_move("call_off", passage.state, back=passage.back_of_id is not None)
    told = values.text(words, "words", required=False, longest=values.LONGEST_TEXT)
    seal_words(found.stood.pathway.subject_id, passage, sealed_end=told)
    facts = verbs.PassageCalledOff(
        ended_on=timezone.localdate(at),
        off_reason=rules.check_off(reason, found.own, team=found.team),
    )
    return record(passage, facts, actor=actor, at=at)


def locked_passage(
    actor: Actor, verb: str, passage_id: UUID, *, seen: int | None = None, at: datetime
) -> tuple[Passage, Around]:
    """Return the passage, locked, and how the actor stands towards it, when it allows the verb."""
    passage = lock(Passage.objects.select_related("pathway"), passage_id, seen=seen)
    found = permissions.demand(actor, verb, passage.pathway_id, passage, at=at)
    check_going(found.stood.going)
    return passage, found


def heard_from(
    found: Around, voice: PassageVoice, channel: str | None, said_by: str
) -> rules.Heard:
    """Return how a voice was heard. Raises Refused when it is not the actor's to tell."""
    own = voice in found.own
    if not own and not found.team:
        raise Refused(_("Speak for yourself: the others say it themselves."), field="side")
    return rules.check_heard(channel, said_by, own=own)


def check_going(going: bool) -> None:
    """Raise Refused when nothing is done on the pathway any more."""
    if not going:
        raise Refused(_("The pathway is not open: open it again, or let it go on, first."))


def _check_rows(actor: Actor, pathway: Pathway, told: Handover, at: datetime) -> None:
    """Raise Refused or Forbidden for rows that are not of this file, district or floor."""
    for body in (told.giving, told.receiving, told.back_to):
        if body is not None:
            people.get_organisation(actor, body)
    if told.need is not None and told.need not in {
        one.need for one in needs_behind(pathway.id, at=at)
    }:
        raise Refused(_("Choose an open need of this pathway."), field="need")
    if told.resource is not None:
        there = on_the_floor(at).filter(pk=told.resource, district=pathway.district)
        if not there.exists():
            raise Refused(_("Choose something that is on the district’s floor."), field="resource")
    live = Passage.objects.filter(pathway=pathway.id, need=told.need, state__in=LIVE_PASSAGES)
    if live.exists():
        raise Refused(_("A passage for this is already under way: end that one first."))


def _ask(passage: Passage, asks: Collection[Asked], *, actor: Actor, at: datetime) -> None:
    if len(asks) > rules.MOST_ASKS:
        raise Refused(
            _("Ask for at most %(most)s things.") % {"most": rules.MOST_ASKS}, field="asks"
        )
    sides = (PassageVoice.GIVING, PassageVoice.RECEIVING)
    for one in asks:
        kind = AskKind(values.code(one.kind, AskKind, "kind"))
        if one.side not in sides:
            raise Refused(_("Ask it of one of the two sides."), field=f"{kind}_side")
        row = PassageAsk(district=passage.district, pathway=passage.pathway, passage=passage)
        words = values.text(one.words, f"{kind}_words", required=False)
        seal_words(passage.pathway.subject_id, row, sealed_words=words)
        facts = verbs.PassageAskAsked(
            pathway=passage.pathway_id,
            passage=passage.id,
            side=one.side,
            kind=kind.value,
            quantity=rules.positive(one.quantity, f"{kind}_quantity", most=rules.most_of(kind)),
        )
        record(row, facts, actor=actor, at=at, caused_by=passage)


def _answer(
    passage: Passage,
    word: PassageWord,
    answers: Mapping[UUID, rules.Given],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Write the answers of a side to all that was asked of it."""
    rows = {row.id: row for row in passage.passageasks.filter(side=word.side).order_by("id")}
    asked = {one: row.quantity for one, row in rows.items()}
    for one, given in rules.check_answers(asked, answers).items():
        facts = verbs.PassageAskAnswered(
            granted=given.granted, refused_for=given.refused_for, answered_at=at
        )
        record(rows[one], facts, actor=actor, at=at, caused_by=word)
