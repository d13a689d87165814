"""What the page of a plan shows: where it stands, what comes next, its term, its sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from aia.pathways.deadlines import Deadline, Wait, deadlines
from aia.pathways.models import Plan
from aia.pathways.queries.parts import FilePart
from aia.pathways.queries.plans import CommitmentText, PlanText, SupportText
from aia.pathways.rules.plans import PLAN_MOVES
from aia.pathways.terms import PlanState, ReviewState, Side, State
from aia.pathways.views.parts import Act, row_act
from aia.web.terms import StepperStep

_WAITING = (ReviewState.PLANNED, ReviewState.RECIPIENT)


@dataclass(frozen=True)
class Term:
    """By when a plan is to be signed, by what rule, and how late it is (0 when it is not)."""

    sign_by: date
    rule: Deadline
    days_late: int


@dataclass(frozen=True)
class Sums:
    """A plan's budget beside the sum of its supports, in euro; `left` is what remains."""

    budget: Decimal | None
    supports: Decimal

    @property
    def left(self) -> Decimal | None:
        """Return what the supports leave of the budget, below zero when they go beyond it."""
        return None if self.budget is None else self.budget - self.supports


def steps_of(plan: Plan) -> list[StepperStep]:
    """Return the way of a plan, from the draft to its end, with where it stands."""
    reached = {
        PlanState.DRAFT: True,
        PlanState.SUBMITTED: plan.submitted_at is not None,
        PlanState.APPROVED: plan.approved_at is not None,
        PlanState.SIGNED: plan.signed_on is not None,
    }
    here = list(PlanState).index(PlanState(plan.state))
    return [
        StepperStep(str(state.label), _stood(place, here, done=reached.get(state, False)))
        for place, state in enumerate(PlanState)
    ]


def _stood(place: int, here: int, *, done: bool) -> str:
    if place == here:
        return "current"
    return "done" if place < here and done else "to_do"


def next_act(text: PlanText, part: FilePart) -> Act | None:
    """Return the one act that takes the plan further, for who reads; None when it is not theirs."""
    plan = text.plan
    wanted = {
        PlanState.DRAFT: _next_of_draft,
        PlanState.SUBMITTED: _approval,
        PlanState.APPROVED: _signature,
        PlanState.SIGNED: _next_review,
    }.get(PlanState(plan.state))
    if wanted is None or part.pathway.state != State.OPEN:
        return None
    return wanted(text, part)


def _next_of_draft(text: PlanText, part: FilePart) -> Act | None:
    if not part.may("plan.changed"):
        return None
    if not text.aims:
        return row_act(_("Write where you want to get"), "change_plan", text.plan)
    if not text.goals:
        return row_act(_("Add a goal"), "add_goal", text.plan)
    if not text.commitments:
        return row_act(_("Add a commitment"), "add_commitment", text.plan)
    return row_act(_("Send it for approval"), "submit_plan", text.plan)


def _approval(text: PlanText, part: FilePart) -> Act | None:
    if not part.may("plan.approved"):
        return None
    return row_act(_("Approve the plan"), "approve_plan", text.plan)


def _signature(text: PlanText, part: FilePart) -> Act | None:
    if not part.may("plan.signed"):
        return None
    return row_act(_("Record the signatures"), "sign_plan", text.plan)


def _next_review(text: PlanText, part: FilePart) -> Act | None:
    waiting = next((one.review for one in text.reviews if one.review.state in _WAITING), None)
    if waiting is None:
        return None
    day = date_format(waiting.planned_on, "j F")
    return row_act(_("Review of %(day)s") % {"day": day}, "review", waiting)


def other_acts(text: PlanText, part: FilePart) -> list[Act]:
    """Return what else may be done with the plan as it stands."""
    plan, state = text.plan, text.plan.state
    if part.pathway.state != State.OPEN:
        return []
    offered = [
        (
            "write",
            "plan.changed",
            Act(_("Change the aims and the dates"), _at(plan, "change_plan")),
        ),
        ("write", "plan.budgeted", Act(_("Set the budget"), _at(plan, "set_budget"))),
        ("return", "plan.returned", Act(_("Send it back to be mended"), _at(plan, "return_plan"))),
        ("redate", "plan.changed", Act(_("Change the dates"), _at(plan, "redate_plan"))),
        ("end", "plan.ended", Act(_("End the plan"), _at(plan, "end_plan"))),
    ]
    return [
        act
        for move, verb, act in offered
        if state in PLAN_MOVES[move]
        and part.may(verb)
        and not (move == "redate" and state == PlanState.DRAFT)
    ]


def _at(plan: Plan, name: str) -> str:
    return reverse(f"pathways:{name}", args=[plan.pk])


def term_of(plan: Plan, today: date) -> Term:
    """Return the term for signing; `days_late` counts to the signature, or to today without one."""
    reached = plan.signed_on or (today if plan.state != PlanState.ENDED else plan.sign_by)
    late = max((reached - plan.sign_by).days, 0)
    return Term(plan.sign_by, deadlines().terms[Wait.PLAN_SIGNATURE], late)


def sums_of(plan: Plan, supports: Sequence[SupportText]) -> Sums:
    """Return the budget and what the supports add up to."""
    told = (one.support.amount for one in supports if one.support.amount is not None)
    return Sums(plan.budget, sum(told, Decimal(0)))


def by_side(commitments: Sequence[CommitmentText]) -> list[tuple[str, list[CommitmentText]]]:
    """Return the commitments of each side under its name, the person's first."""
    order = {side: place for place, side in enumerate(Side.values)}
    inline = sorted(commitments, key=lambda one: order[one.commitment.side])
    return [
        (str(Side(side).label), list(taken))
        for side, taken in groupby(inline, key=lambda one: one.commitment.side)
    ]
