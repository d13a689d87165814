"""Decisions about plans, what they hold, and appointments: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from aia.kit.refusals import Refused
from aia.pathways.rules import values
from aia.pathways.rules.moves import Moves
from aia.pathways.terms import AppointmentState, CommitmentState, OwnApproval, PlanState

SHORTEST_REVIEW_DAYS = 7
LONGEST_REVIEW_DAYS = 366
LONGEST_PLAN_DAYS = 1830
SHORTEST_MEETING = 5
LONGEST_MEETING = 600
LONGEST_PLACE = 200

PLAN_MOVES: Moves = {
    "write": frozenset({PlanState.DRAFT}),
    "submit": frozenset({PlanState.DRAFT}),
    "return": frozenset({PlanState.SUBMITTED}),
    "approve": frozenset({PlanState.SUBMITTED}),
    "sign": frozenset({PlanState.APPROVED}),
    "redate": frozenset({PlanState.DRAFT, PlanState.SIGNED}),
    "drop": frozenset({PlanState.DRAFT, PlanState.SIGNED}),
    "settle": frozenset({PlanState.SIGNED}),
    "end": frozenset(PlanState) - {PlanState.ENDED},
}
APPOINTMENT_MOVES: Moves = {
    "confirm": frozenset({AppointmentState.REQUESTED}),
    "move": frozenset({AppointmentState.REQUESTED, AppointmentState.FIXED}),
    "close": frozenset({AppointmentState.FIXED}),
    "cancel": frozenset({AppointmentState.REQUESTED, AppointmentState.FIXED}),
}


def check_plan(act: str, state: str) -> None:
    """Raise Refused when a plan in that state does not allow the act."""
    if state not in PLAN_MOVES[act]:
        raise Refused(
            _("This plan is “%(state)s”: reload the page to see what can be done now.")
            % {"state": PlanState(state).label}
        )


def check_appointment(act: str, state: str) -> None:
    """Raise Refused when an appointment in that state does not allow the act."""
    if state not in APPOINTMENT_MOVES[act]:
        raise Refused(
            _("This appointment is “%(state)s”: fix a new one instead.")
            % {"state": AppointmentState(state).label}
        )


def check_plan_dates(starts_on: date, ends_on: date, review_days: int) -> None:
    """Raise Refused naming what does not hold in a plan's dates (both days included)."""
    if ends_on <= starts_on:
        raise Refused(_("The plan must end after it starts: change the end."), field="ends_on")
    if (ends_on - starts_on).days > LONGEST_PLAN_DAYS:
        raise Refused(_("A plan lasts five years at most: change the end."), field="ends_on")
    if not SHORTEST_REVIEW_DAYS <= review_days <= LONGEST_REVIEW_DAYS:
        raise Refused(
            _("Reviews come every %(shortest)s to %(longest)s days: change their interval.")
            % {"shortest": SHORTEST_REVIEW_DAYS, "longest": LONGEST_REVIEW_DAYS},
            field="review_days",
        )


def check_within_plan(day: date, starts_on: date, ends_on: date, *, field: str) -> None:
    """Raise Refused when a goal's or a commitment's day lies outside its plan."""
    if not starts_on <= day <= ends_on:
        raise Refused(
            _("The date must lie within the plan, from %(start)s to %(end)s.")
            % {"start": starts_on.isoformat(), "end": ends_on.isoformat()},
            field=field,
        )


def check_still_there(dropped_at: datetime | None) -> None:
    """Raise Refused when a part of a plan was already taken out of it."""
    if dropped_at is not None:
        raise Refused(_("This was already taken out of the plan: reload the page."))


def check_ready(*, aims: bool, goals: int, commitments: int) -> None:
    """Raise Refused when a plan has not yet what D.Lgs. 147/2017 art. 6 asks of it.

    That is general aims, specific results and commitments; supports may be none.
    """
    parts: Mapping[str, bool] = {
        _("where you want to get"): aims,
        _("at least one goal"): goals > 0,
        _("at least one commitment"): commitments > 0,
    }
    missing = [name for name, there in parts.items() if not there]
    if missing:
        raise Refused(_("Before sending the plan, add: %(what)s.") % {"what": ", ".join(missing)})


def check_another_look(*, own: bool, others: Sequence[str], reason: str | None) -> str | None:
    """Return the reason for approving a plan of one's own; None for a plan of somebody else's.

    `others` are the names of those who could approve it. Raises Refused when one of them can, or
    when the only coordinator gives no reason (`OwnApproval`).
    """
    if not own:
        return None
    if others:
        raise Refused(
            _("A plan is approved by somebody else, so that two have looked: ask %(names)s.")
            % {"names": ", ".join(others)}
        )
    if not reason:
        raise Refused(
            _("Nobody else can approve this plan: say why you approve one of your own."),
            field="own_approval",
        )
    return values.code(reason, OwnApproval, "own_approval")


def check_signing_day(signed_on: date, *, analysed_on: date) -> None:
    """Raise Refused when the day of signing comes before the preliminary analysis."""
    if signed_on < analysed_on:
        raise Refused(
            _("The day of signing cannot come before the preliminary analysis."), field="signed_on"
        )


def check_settled(state: str) -> str:
    """Return the state in which a commitment is settled. Raises Refused for any other."""
    if state not in CommitmentState.values or state == CommitmentState.PLEDGED:
        raise Refused(_("Say whether it was kept, changed or not kept."), field="state")
    return str(state)


def check_meeting(minutes: int) -> int:
    """Return the length of a meeting. Raises Refused when it is too short or too long."""
    if not SHORTEST_MEETING <= minutes <= LONGEST_MEETING:
        raise Refused(
            _("A meeting lasts from %(shortest)s to %(longest)s minutes.")
            % {"shortest": SHORTEST_MEETING, "longest": LONGEST_MEETING},
            field="minutes",
        )
    return minutes


def check_ahead(starts_at: datetime, at: datetime) -> None:
    """Raise Refused when an appointment would be fixed in the past."""
    if starts_at < at:
        raise Refused(_("This moment has already passed: choose another."), field="starts_at")


def check_begun(starts_at: datetime, at: datetime) -> None:
    """Raise Refused when an appointment would be held or missed before its time."""
    if at < starts_at:
        raise Refused(_("This appointment is still to come: move or cancel it instead."))
