"""A need goes forward or back along the line, because of a row that made it so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from aia.access.terms import Actor
from aia.pathways.deadlines import due_on
from aia.pathways.models import Need
from aia.pathways.models.line import OnPathway
from aia.pathways.rules import line as rules
from aia.pathways.terms import State, Step
from aia.pathways.verbs import line as verbs
from aia.trace.actions import record
from aia.trace.terms import Facts

_FORWARD: dict[str, Callable[..., Facts]] = {
    Step.DEMAND: verbs.NeedVoiced,
    Step.CHOICE: verbs.NeedChosen,
    Step.ANSWER: verbs.NeedAnswered,
    Step.REVIEW: verbs.NeedReviewed,
}


def awaited_by(step: str, start: datetime | date, district: str) -> date | None:
    """Return by when a need that reached `step` is awaited at the next one; None: not awaited."""
    wait = rules.WAITS[step]
    return None if wait is None else due_on(wait, start, district)


def advance(need: Need, to: str, *, cause: OnPathway, actor: Actor, at: datetime) -> Need:
    """Take a locked need one step forward, caused by the demand, choice, answer … that did it.

    Raises Refused when the line does not allow it from where the need is.
    """
    rules.check_advance(need.step, to)
    if to == Step.GIVE_BACK:
        facts: Facts = verbs.NeedGivenBack(step_at=at)
    else:
        facts = _FORWARD[to](step_at=at, due_on=awaited_by(to, at, need.district))
    return record(need, facts, actor=actor, at=at, caused_by=cause)


def advance_if_may(need: Need, to: str, *, cause: OnPathway, actor: Actor, at: datetime) -> Need:
    """Take a locked need forward when it is open and the line allows it; else leave it."""
    if need.state == State.OPEN and rules.may_advance(need.step, to):
        return advance(need, to, cause=cause, actor=actor, at=at)
    return need


def bring_back(need: Need, to: str, *, cause: OnPathway, actor: Actor, at: datetime) -> Need:
    """Bring a locked need back to an earlier step, because what carried it further is gone.

    A suspended need keeps the day on which it is looked at again. Raises Refused.
    """
    rules.check_return(need.step, to)
    due = need.due_on if need.state == State.SUSPENDED else awaited_by(to, at, need.district)
    facts = verbs.NeedReturned(step=to, step_at=at, due_on=due)
    return record(need, facts, actor=actor, at=at, caused_by=cause)


def reschedule(
    need: Need, due: date | None, *, cause: OnPathway, actor: Actor, at: datetime
) -> Need:
    """Await the need's next step by another day."""
    return record(need, verbs.NeedRescheduled(due_on=due), actor=actor, at=at, caused_by=cause)
