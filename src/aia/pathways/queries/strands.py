"""The trace drawn as a line: each need a strand, from the day it was recognised to where it is.

Plain values for the page to hand to the drawing; a gap is where something is awaited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from aia.pathways.queries.line import DemandFile, NeedFile
from aia.pathways.rules.line import AWAITED
from aia.pathways.terms import (
    AnswerState,
    CloseReason,
    Domain,
    GiveBackKind,
    Intensity,
    OptionKind,
    OptionState,
    ReviewOutcome,
    State,
    Step,
)


@dataclass(frozen=True)
class Mark:
    """One dated mark on a strand; `row` is the row it stands for, of that `kind` (`Step`).

    `state` is done, declined or suspended, as the drawing calls them.
    """

    kind: str
    at: datetime | date
    label: str
    row: UUID
    state: str = "done"


@dataclass(frozen=True, kw_only=True)
class NeedStrand:
    """One need as a strand. `stopped_at` is the step that is awaited, "" when none is."""

    need: UUID
    label: str
    domain: str
    marks: Sequence[Mark]
    stopped_at: str
    waiting_days: int
    suspended: bool
    closed: datetime | None
    closed_label: str


def strands(needs: Iterable[NeedFile], *, at: datetime) -> list[NeedStrand]:
    """Return a strand for each need of a file, in the file's order."""
    return [_strand(file, at) for file in needs]


def _strand(file: NeedFile, at: datetime) -> NeedStrand:
    need = file.need
    awaited = AWAITED[need.step] if need.state == State.OPEN else None
    waited = timezone.localdate(at) - timezone.localdate(need.step_at)
    return NeedStrand(
        need=need.id,
        label=file.category,
        domain=str(Domain(need.domain).label),
        marks=list(_marks(file)),
        stopped_at=awaited or "",
        waiting_days=waited.days if awaited else 0,
        suspended=need.state == State.SUSPENDED,
        closed=need.closed_at,
        closed_label=_label(CloseReason, need.close_reason),
    )


def _marks(file: NeedFile) -> Iterator[Mark]:
    need = file.need
    yield Mark(Step.NEED, need.recognised_at, file.category, need.id)
    for demand in file.demands:
        yield from _demand_marks(demand)
    for one in file.answers:
        answer = one.answer
        if answer.state == AnswerState.PLANNED:
            continue
        rests = answer.state == AnswerState.SUSPENDED
        label = one.organisation or _label(Intensity, answer.intensity)
        state = "suspended" if rests else "done"
        yield Mark(Step.ANSWER, answer.starts_on, label, answer.id, state)
    for review in file.reviews:
        day = review.held_at or review.planned_on
        yield Mark(Step.REVIEW, day, _label(ReviewOutcome, review.outcome), review.id)
    for gift in file.give_backs:
        row = gift.give_back
        yield Mark(Step.GIVE_BACK, row.given_on, _label(GiveBackKind, row.kind), row.id)


def _demand_marks(file: DemandFile) -> Iterator[Mark]:
    """Yield the demand, each choice, and the options left aside at the choice that stands."""
    demand = file.demand
    gone = "declined" if demand.withdrawn_at else "done"
    yield Mark(Step.DEMAND, demand.opened_at, "", demand.id, gone)
    kinds = {one.option.id: one.option.kind for one in file.options}
    for one in file.choices:
        choice = one.choice
        taken = choice.option_id and kinds.get(choice.option_id)
        label = _label(OptionKind, taken or None)
        state = "done" if choice.option_id and not choice.changed_at else "declined"
        yield Mark(Step.CHOICE, choice.made_at, label, choice.id, state)
    last = file.choice
    for left in file.options if last else ():
        if last and left.option.state == OptionState.DECLINED:
            label = _label(OptionKind, left.option.kind)
            yield Mark(Step.CHOICE, last.choice.made_at, label, left.option.id, "declined")


def _label(terms: Any, code: str | None) -> str:
    return str(terms(code).label) if code else ""
