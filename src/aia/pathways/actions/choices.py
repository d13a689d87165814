"""What the person takes among the options, why, and what they leave; every choice stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.actions.advancing import advance, awaited_by, bring_back, reschedule
from aia.pathways.actions.locking import check_seen, check_workable, locked_under_need
from aia.pathways.actions.texts import seal_texts
from aia.pathways.models import Answer, Choice, Demand, Need, Option
from aia.pathways.permissions import Standing
from aia.pathways.rules import Refused, line, moves, selection, values, voice
from aia.pathways.rules.going_on import (
    check_choice_stands,
    check_demand_stands,
    check_nothing_live,
)
from aia.pathways.terms import OptionState, Step, Voice
from aia.pathways.verbs import line as verbs
from aia.trace.actions import record


@dataclass(frozen=True, kw_only=True)
class _Decision:
    """What was decided: the option taken (None: none of them), by whom, why, in what words."""

    option_id: UUID | None
    declined: Mapping[UUID, str]
    made_by: str
    reason: str
    words: str


@transaction.atomic
def make_choice(
    *,
    actor: Actor,
    demand_id: UUID,
    option_id: UUID | None,
    reason: str,
    declined: Mapping[UUID, str],
    made_by: str = Voice.PERSON,
    words: str = "",
    seen: int | None = None,
    at: datetime,
) -> Choice:
    """Record what the person took among the options offered, or that they took none.

    `declined` gives a reason (`rules.selection.DECLINING`) for each of the other options, by id:
    they stay on record. Taking one advances the need to the step of choice; taking none leaves it
    waiting for other options. `seen` is the need's last entry. Raises Forbidden, RowChanged, or
    Refused naming the field.
    """
    demand, need = locked_under_need(Demand, demand_id)
    check_seen(need, seen)
    standing = permissions.demand(actor, "choice.made", demand, at=at)
    check_workable(need)
    check_demand_stands(demand.withdrawn_at)
    if Choice.objects.filter(demand=demand, changed_at=None).exists():
        raise Refused(_("A choice was already made: change it instead."))
    decision = _decision(need, standing, option_id, declined, made_by, reason, words)
    return _choose(demand, need, decision, actor=actor, at=at)


@transaction.atomic
def change_choice(
    *,
    actor: Actor,
    choice_id: UUID,
    option_id: UUID | None,
    reason: str,
    declined: Mapping[UUID, str],
    made_by: str = Voice.PERSON,
    words: str = "",
    seen: int | None = None,
    at: datetime,
) -> Choice:
    """Record that the person chose again; the earlier choice stays on record, marked as changed.

    An option declined before may now be taken. Raises Forbidden, RowChanged (`seen` is the
    choice's last entry); Refused while an answer or a referral follows from the earlier choice.
    """
    before, need = locked_under_need(Choice, choice_id, seen=seen)
    standing = permissions.demand(actor, "choice.changed", before, at=at)
    check_workable(need)
    demand = before.demand
    check_demand_stands(demand.withdrawn_at)
    check_choice_stands(before.changed_at)
    check_nothing_live(
        answers=Answer.objects.filter(choice=before, state__in=moves.LIVE_ANSWERS).exists(),
        referrals=False,
    )
    decision = _decision(need, standing, option_id, declined, made_by, reason, words)
    return _choose(demand, need, decision, before=before, actor=actor, at=at)


def _decision(
    need: Need,
    standing: Collection[Standing],
    option_id: UUID | None,
    declined: Mapping[UUID, str],
    made_by: str,
    reason: str,
    words: str,
) -> _Decision:
    """Return the checked decision. Raises Refused naming the field."""
    decider = values.code(made_by, Voice, "made_by")
    if Standing.TEAM not in standing:
        voice.check_own_voice(decider)
    voice.check_decider(need.pathway.kind, decider)
    selection.check_reason(reason, took=option_id is not None)
    return _Decision(
        option_id=option_id,
        declined=declined,
        made_by=decider,
        reason=reason,
        words=values.text(words, "words"),
    )


def _choose(
    demand: Demand,
    need: Need,
    decision: _Decision,
    *,
    before: Choice | None = None,
    actor: Actor,
    at: datetime,
) -> Choice:
    """Record the choice, what it does to every option, and where the need stands then."""
    options = _standing_options(demand)
    selection.check_options(options, decision.option_id)
    left = [o for o in options.values() if o.id != decision.option_id and _undecided(o)]
    selection.check_declined([o.id for o in left], decision.declined)
    choice = Choice(district=demand.district, pathway=need.pathway, demand=demand)
    seal_texts(need.pathway, choice, sealed_words=decision.words)
    facts = verbs.ChoiceMade(
        pathway=demand.pathway_id,
        demand=demand.id,
        option=decision.option_id,
        made_by=decision.made_by,
        reason=decision.reason,
        made_at=at,
    )
    record(choice, facts, actor=actor, at=at, caused_by=demand)
    if before is not None:
        record(before, verbs.ChoiceChanged(changed_at=at), actor=actor, at=at, caused_by=choice)
    for option in left:
        why = verbs.OptionDeclined(declined_for=decision.declined[option.id])
        record(option, why, actor=actor, at=at, caused_by=choice)
    if decision.option_id is not None:
        _take(options[decision.option_id], choice, actor=actor, at=at)
    _move_need(need, choice, actor=actor, at=at)
    return choice


def _standing_options(demand: Demand) -> dict[UUID, Option]:
    """Return the demand's options that are still there, locked, in the order they were offered."""
    rows = Option.objects.filter(demand=demand).exclude(state=OptionState.WITHDRAWN)
    return {o.id: o for o in rows.select_for_update(no_key=True).order_by("offered_at", "id")}


def _undecided(option: Option) -> bool:
    """Say whether leaving the option needs a reason now; one declined before has its own."""
    return option.state in {OptionState.OFFERED, OptionState.TAKEN}


def _take(option: Option, choice: Choice, *, actor: Actor, at: datetime) -> None:
    if option.state == OptionState.TAKEN:
        return
    moves.check_option("take", option.state)
    record(option, verbs.OptionTaken(), actor=actor, at=at, caused_by=choice)


def _move_need(need: Need, choice: Choice, *, actor: Actor, at: datetime) -> None:
    if choice.option_id is not None:
        advance(need, Step.CHOICE, cause=choice, actor=actor, at=at)
    elif need.step in line.RETURNS[Step.DEMAND]:
        bring_back(need, Step.DEMAND, cause=choice, actor=actor, at=at)
    else:
        due = awaited_by(Step.DEMAND, at, need.district)
        reschedule(need, due, cause=choice, actor=actor, at=at)
