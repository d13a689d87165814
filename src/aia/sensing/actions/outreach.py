"""From need to voice: somebody tries to reach who has a need and has not said it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden
from aia.pathways import actions as pathways
from aia.pathways.queries import NeedDetail, need_detail
from aia.pathways.terms import Refused, State, Step, UnvoicedReason
from aia.people.queries import keyring
from aia.sensing.actions.triage import check_colleague
from aia.sensing.models import Outreach, OutreachAttempt, Sensor
from aia.sensing.rules import values
from aia.sensing.terms import AttemptResult, OutreachState, TriedHow
from aia.sensing.verbs import following as verbs
from aia.trace.actions import lock, record

_MAY_TRY = "need.left_unvoiced"
"""Who may say why a need stays without voice is who tries to give it one: the pathway's team."""


@transaction.atomic
def open_outreach(
    *,
    actor: Actor,
    need_id: UUID,
    next_how: str,
    next_by: UUID | None = None,
    through: UUID | None = None,
    next_on: date | None = None,
    at: datetime,
) -> Outreach:
    """Begin to reach who has a need that nobody has voiced: who tries first, how, by when.

    `next_by` is an account of the office (the actor when nobody is named), `through` a sensor that
    helps. Raises Forbidden for who is not in the team; Refused.
    """
    detail = _team_detail(actor, need_id, at)
    need = detail.file.need
    if need.state == State.CLOSED or need.step != Step.NEED:
        raise Refused(_("This need has already found its voice, or is closed."), field="need_id")
    outreach = Outreach(district=need.district)
    facts = verbs.OutreachOpened(
        need=need.id,
        subject=detail.pathway.subject,
        **_plan(actor, need.district, next_how, next_by, through, next_on, at),
        opened_at=at,
    )
    try:
        with transaction.atomic():
            return record(outreach, facts, actor=actor, at=at, caused_by=need)
    except IntegrityError as error:
        raise Refused(_("Somebody is already trying: go on with that.")) from error


@transaction.atomic
def plan_outreach(
    *,
    actor: Actor,
    outreach_id: UUID,
    next_how: str,
    next_by: UUID | None = None,
    through: UUID | None = None,
    next_on: date | None = None,
    seen: int | None = None,
    at: datetime,
) -> Outreach:
    """Say who tries next, how and by when. Raises Forbidden, RowChanged, Refused."""
    outreach = _held(outreach_id, actor, at, seen)
    plan = _plan(actor, outreach.district, next_how, next_by, through, next_on, at)
    return record(outreach, verbs.OutreachPlanned(**plan), actor=actor, at=at)


@transaction.atomic
def note_attempt(
    *,
    actor: Actor,
    outreach_id: UUID,
    how: str,
    result: str,
    words: str = "",
    next_how: str | None = None,
    next_on: date | None = None,
    seen: int | None = None,
    at: datetime,
) -> OutreachAttempt:
    """Put an attempt on record: how, what came of it, and when and how the next one follows.

    The words are sealed with the person's own key. Raises Forbidden, RowChanged, Refused.
    """
    outreach = _held(outreach_id, actor, at, seen)
    attempt = OutreachAttempt(district=outreach.district, outreach=outreach)
    said = values.text(words, "words")
    if said:
        keys = keyring(outreach.subject)
        if keys.erased(outreach.subject):
            raise Refused(_("The data of this person were erased: nothing more can be written."))
        attempt.sealed_words = keys.seal(outreach.subject, attempt, "sealed_words", said)
    made = verbs.OutreachAttemptMade(
        outreach=outreach.id,
        how=values.code(how, TriedHow, "how"),
        result=values.code(result, AttemptResult, "result"),
        by=actor.id,
        tried_at=at,
    )
    record(attempt, made, actor=actor, at=at, caused_by=outreach)
    facts = verbs.OutreachAttempted(
        attempts=outreach.attempts + 1,
        next_how=values.code(next_how or outreach.next_how, TriedHow, "next_how"),
        next_on=_coming(next_on, at),
    )
    record(outreach, facts, actor=actor, at=at, caused_by=attempt)
    return attempt


@transaction.atomic
def end_outreach(
    *,
    actor: Actor,
    outreach_id: UUID,
    reason: str | None = None,
    seen: int | None = None,
    at: datetime,
) -> Outreach:
    """Stop trying: the need found its voice (no reason), or stays without it for a reason.

    A reason is put on the need too, which is looked at again after a while. Raises Forbidden,
    RowChanged, Refused.
    """
    outreach = _held(outreach_id, actor, at, seen)
    need = outreach.need
    if reason is None and need.step == Step.NEED:
        raise Refused(
            _("The need was not voiced yet: write its demand, or say why it stays unvoiced."),
            field="reason",
        )
    told = values.code(reason, UnvoicedReason, "reason") if reason is not None else None
    if told is not None and need.step == Step.NEED:
        pathways.mark_unvoiced(actor=actor, need_id=need.id, reason=told, at=at)
    state = OutreachState.UNVOICED if told else OutreachState.VOICED
    facts = verbs.OutreachEnded(state=state, ended_at=at, reason=told)
    return record(outreach, facts, actor=actor, at=at)


def _held(outreach_id: UUID, actor: Actor, at: datetime, seen: int | None) -> Outreach:
    outreach = lock(Outreach.objects.select_related("need"), outreach_id, seen=seen)
    _team_detail(actor, outreach.need_id, at)
    if outreach.state != OutreachState.OPEN:
        raise Refused(_("Nobody is trying any more: begin again from the need."))
    return outreach


def _team_detail(actor: Actor, need_id: UUID, at: datetime) -> NeedDetail:
    detail = need_detail(actor, need_id, at=at)
    if not detail.may(_MAY_TRY):
        raise Forbidden(_("Only the team that follows this pathway may do this."))
    return detail


def _plan(
    actor: Actor,
    district: str,
    how: str,
    account: UUID | None,
    sensor: UUID | None,
    on: date | None,
    at: datetime,
) -> dict[str, Any]:
    if account is not None:
        check_colleague(account, district, at=at, field="next_by")
    if sensor is not None and not Sensor.objects.filter(pk=sensor, district=district).exists():
        raise Refused(_("There is no such sensor."), field="through")
    return {
        "next_by": account or (None if actor.service else actor.id),
        "next_how": values.code(how, TriedHow, "next_how"),
        "through": sensor,
        "next_on": _coming(on, at),
    }


def _coming(day: date | None, at: datetime) -> date | None:
    if day is not None and day < timezone.localdate(at):
        raise Refused(_("Choose a day that is still to come."), field="next_on")
    return day
