"""What is done because of a choice: by whom, how intensely, between two dates."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.actions.advancing import advance, bring_back, reschedule
from aia.pathways.actions.locking import check_seen, check_workable, locked_under_need
from aia.pathways.actions.options import check_open_body
from aia.pathways.actions.texts import seal_texts
from aia.pathways.models import Answer, Choice, Need
from aia.pathways.rules import Refused, moves, values
from aia.pathways.rules.going_on import check_choice_stands, check_demand_stands
from aia.pathways.rules.line import broke_off
from aia.pathways.terms import (
    AnswerEnd,
    AnswerState,
    Intensity,
    OptionState,
    ProviderKind,
    State,
    Step,
    SuspendReason,
)
from aia.pathways.verbs import line as verbs
from aia.trace.actions import record


@transaction.atomic
def plan_answer(
    *,
    actor: Actor,
    choice_id: UUID,
    provider_kind: str,
    intensity: str,
    starts_on: date,
    ends_on: date | None = None,
    organisation_id: UUID | None = None,
    hours: Decimal | None = None,
    cost: Decimal | None = None,
    words: str = "",
    seen: int | None = None,
    at: datetime,
) -> Answer:
    """Say who is going to do what was chosen, from which day. `start_answer` tells it has begun.

    `hours` are a week, `cost` is euro a month, `ends_on` the end expected. The organisation is
    the option's when none is named. `seen` is the need's last entry. Raises Forbidden, RowChanged,
    or Refused naming the field.
    """
    choice, need = locked_under_need(Choice, choice_id)
    check_seen(need, seen)
    permissions.demand(actor, "answer.planned", choice, at=at)
    check_workable(need)
    _check_standing(choice)
    body = organisation_id or (choice.option.organisation_id if choice.option else None)
    check_open_body(actor, body)
    values.span(starts_on, ends_on)
    answer = Answer(district=need.district, pathway=need.pathway, need=need, choice=choice)
    seal_texts(need.pathway, answer, sealed_words=values.text(words, "words"))
    facts = verbs.AnswerPlanned(
        pathway=need.pathway_id,
        need=need.id,
        choice=choice.id,
        provider_kind=values.code(provider_kind, ProviderKind, "provider_kind"),
        organisation=body,
        intensity=values.code(intensity, Intensity, "intensity"),
        starts_on=starts_on,
        ends_on=ends_on,
        hours=values.amount(hours, "hours", most=values.HOURS_A_WEEK),
        cost=values.amount(cost, "cost"),
    )
    record(answer, facts, actor=actor, at=at, caused_by=choice)
    if need.step == Step.CHOICE:
        reschedule(need, max(starts_on, timezone.localdate(at)), cause=answer, actor=actor, at=at)
    return answer


@transaction.atomic
def start_answer(
    *,
    actor: Actor,
    answer_id: UUID,
    on: date | None = None,
    seen: int | None = None,
    at: datetime,
) -> Answer:
    """Say that a planned answer has begun (today, or `on`); its need advances.

    Raises Forbidden, RowChanged, Refused.
    """
    answer, need = locked_under_need(Answer, answer_id, seen=seen)
    permissions.demand(actor, "answer.started", answer, at=at)
    check_workable(need)
    moves.check_answer("start", answer.state)
    today = timezone.localdate(at)
    begun = on or today
    values.not_ahead(begun, today, "on")
    values.span(begun, answer.ends_on, "on")
    record(answer, verbs.AnswerStarted(starts_on=begun), actor=actor, at=at)
    advance(need, Step.ANSWER, cause=answer, actor=actor, at=at)
    return answer


@transaction.atomic
def adjust_answer(
    *,
    actor: Actor,
    answer_id: UUID,
    hours: Decimal | None,
    cost: Decimal | None,
    ends_on: date | None,
    seen: int | None = None,
    at: datetime,
) -> Answer:
    """Change the weekly hours, the monthly cost or the expected end; all three as they now are.

    Raises Forbidden, RowChanged, Refused.
    """
    answer, _need = locked_under_need(Answer, answer_id, seen=seen)
    permissions.demand(actor, "answer.adjusted", answer, at=at)
    moves.check_answer("adjust", answer.state)
    values.span(answer.starts_on, ends_on)
    facts = verbs.AnswerAdjusted(
        hours=values.amount(hours, "hours", most=values.HOURS_A_WEEK),
        cost=values.amount(cost, "cost"),
        ends_on=ends_on,
    )
    return record(answer, facts, actor=actor, at=at)


@transaction.atomic
def suspend_answer(
    *, actor: Actor, answer_id: UUID, reason: str, seen: int | None = None, at: datetime
) -> Answer:
    """Let a running answer rest. Raises Forbidden, RowChanged, Refused."""
    answer, _need = locked_under_need(Answer, answer_id, seen=seen)
    permissions.demand(actor, "answer.suspended", answer, at=at)
    moves.check_answer("suspend", answer.state)
    facts = verbs.AnswerSuspended(suspend_reason=values.code(reason, SuspendReason, "reason"))
    return record(answer, facts, actor=actor, at=at)


@transaction.atomic
def resume_answer(
    *, actor: Actor, answer_id: UUID, seen: int | None = None, at: datetime
) -> Answer:
    """Go on with a suspended answer. Raises Forbidden, RowChanged, Refused."""
    answer, need = locked_under_need(Answer, answer_id, seen=seen)
    permissions.demand(actor, "answer.resumed", answer, at=at)
    check_workable(need)
    moves.check_answer("resume", answer.state)
    return record(answer, verbs.AnswerResumed(), actor=actor, at=at)


@transaction.atomic
def end_answer(
    *,
    actor: Actor,
    answer_id: UUID,
    reason: str,
    on: date | None = None,
    seen: int | None = None,
    at: datetime,
) -> Answer:
    """Say that an answer is over (today, or `on`), and why.

    When it broke off and nothing else answers the need, the need comes back to the step of
    choice and waits for another answer. Raises Forbidden, RowChanged, Refused.
    """
    answer, need = locked_under_need(Answer, answer_id, seen=seen)
    permissions.demand(actor, "answer.ended", answer, at=at)
    moves.check_answer("end", answer.state)
    why = values.code(reason, AnswerEnd, "reason")
    if why == AnswerEnd.PASSED:
        raise Refused(
            _("To go on with another intensity, pass the answer on instead."), field="reason"
        )
    begun = answer.state != AnswerState.PLANNED
    record(answer, _ended(answer, why, on, at), actor=actor, at=at)
    _leave_need(need, answer, begun=begun, actor=actor, at=at)
    return answer


@transaction.atomic
def pass_answer(
    *,
    actor: Actor,
    answer_id: UUID,
    intensity: str,
    provider_kind: str,
    organisation_id: UUID | None = None,
    hours: Decimal | None = None,
    cost: Decimal | None = None,
    ends_on: date | None = None,
    on: date | None = None,
    words: str = "",
    seen: int | None = None,
    at: datetime,
) -> Answer:
    """Pass an answer into one of another intensity, as from high intensity to light proximity.

    The first ends and the second begins on the same day. Returns the second. Raises Forbidden,
    RowChanged, Refused.
    """
    before, need = locked_under_need(Answer, answer_id, seen=seen)
    permissions.demand(actor, "answer.continued", before, at=at)
    check_workable(need)
    moves.check_answer("pass", before.state)
    level = values.code(intensity, Intensity, "intensity")
    if level == before.intensity:
        raise Refused(_("The intensity is the same as before."), field="intensity")
    check_open_body(actor, organisation_id)
    record(before, _ended(before, AnswerEnd.PASSED, on, at), actor=actor, at=at)
    begins = before.ends_on or timezone.localdate(at)
    values.span(begins, ends_on)
    after = Answer(
        district=need.district, pathway=need.pathway, need=need, choice_id=before.choice_id
    )
    seal_texts(need.pathway, after, sealed_words=values.text(words, "words"))
    facts = verbs.AnswerContinued(
        pathway=need.pathway_id,
        need=need.id,
        choice=before.choice_id,
        follows=before.id,
        provider_kind=values.code(provider_kind, ProviderKind, "provider_kind"),
        organisation=organisation_id,
        intensity=level,
        starts_on=begins,
        ends_on=ends_on,
        hours=values.amount(hours, "hours", most=values.HOURS_A_WEEK),
        cost=values.amount(cost, "cost"),
    )
    return record(after, facts, actor=actor, at=at, caused_by=before)


def _ended(answer: Answer, reason: str, on: date | None, at: datetime) -> verbs.AnswerEnded:
    """Return the facts of an end; one that never began ends on the day it is called off."""
    today = timezone.localdate(at)
    over = on or today
    values.not_ahead(over, today, "on")
    if answer.state != AnswerState.PLANNED:
        values.span(answer.starts_on, over, "on")
    return verbs.AnswerEnded(ends_on=over, end_reason=reason)


def _leave_need(need: Need, answer: Answer, *, begun: bool, actor: Actor, at: datetime) -> None:
    """Bring the need back to the choice when its answer broke off and no other one carries it."""
    if need.state == State.CLOSED or not begun or need.step != Step.ANSWER:
        return
    others = Answer.objects.filter(choice=answer.choice_id).exclude(pk=answer.pk)
    carrying = others.filter(state__in={AnswerState.RUNNING, AnswerState.SUSPENDED})
    done = others.filter(state=AnswerState.ENDED, end_reason=AnswerEnd.DONE)
    if broke_off(str(answer.end_reason)) and not carrying.exists() and not done.exists():
        bring_back(need, Step.CHOICE, cause=answer, actor=actor, at=at)


def _check_standing(choice: Choice) -> None:
    """Raise Refused when the choice no longer stands, or is a choice of none."""
    check_choice_stands(choice.changed_at)
    check_demand_stands(choice.demand.withdrawn_at)
    if choice.option is None:
        raise Refused(_("None of the options was taken: there is nothing to answer with."))
    if choice.option.state != OptionState.TAKEN:
        raise Refused(_("The option taken is no longer available: let the person choose again."))
