"""Questions about plans, goals, commitments and reviews."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from aia.pathways.checkers.asking import Checker, Moment, Scope, Severity
from aia.pathways.models import Commitment, Goal, Plan, Review
from aia.pathways.terms import CommitmentState, PlanState, ReviewState, State

_UNSIGNED = (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.APPROVED)
_LIVE = (*_UNSIGNED, PlanState.SIGNED)
_TO_HOLD = (ReviewState.PLANNED, ReviewState.RECIPIENT)


def _without_review(scope: Scope, when: Moment) -> QuerySet[Plan]:
    reviews = Review.objects.filter(plan=OuterRef("pk")).exclude(state=ReviewState.CANCELLED)
    signed = Plan.objects.filter(pathway__in=scope, state=PlanState.SIGNED, ends_on__gte=when.today)
    return signed.filter(~Exists(reviews))


def _past_end(scope: Scope, when: Moment) -> QuerySet[Plan]:
    return Plan.objects.filter(pathway__in=scope, state=PlanState.SIGNED, ends_on__lt=when.today)


def _unsigned(scope: Scope, when: Moment) -> QuerySet[Plan]:
    return Plan.objects.filter(pathway__in=scope, state__in=_UNSIGNED, sign_by__lt=when.today)


def _in_closed(scope: Scope, _when: Moment) -> QuerySet[Plan]:
    return Plan.objects.filter(pathway__in=scope, state__in=_LIVE, pathway__state=State.CLOSED)


def _self_approved(scope: Scope, _when: Moment) -> QuerySet[Plan]:
    return Plan.objects.filter(
        pathway__in=scope, approved_by__isnull=False, approved_by=F("submitted_by")
    )


def _unlooked(scope: Scope, when: Moment) -> QuerySet[Goal]:
    looked_at = Review.objects.filter(
        plan=OuterRef("plan"),
        state=ReviewState.HELD,
        held_at__date__gte=OuterRef("monitor_on"),
    )
    goals = Goal.objects.filter(
        pathway__in=scope,
        dropped_at=None,
        plan__state=PlanState.SIGNED,
        monitor_on__lt=when.today,
    )
    return goals.filter(~Exists(looked_at))


def _unspoken(scope: Scope, when: Moment) -> QuerySet[Commitment]:
    return Commitment.objects.filter(
        pathway__in=scope,
        dropped_at=None,
        state=CommitmentState.PLEDGED,
        plan__state=PlanState.SIGNED,
        due_on__lt=when.today,
    )


def _not_held(scope: Scope, when: Moment) -> QuerySet[Review]:
    return Review.objects.filter(pathway__in=scope, state__in=_TO_HOLD, planned_on__lt=when.today)


PLANS: tuple[Checker, ...] = (
    Checker(
        "plan_without_review",
        _("Which signed plans have no review?"),
        Severity.WRONG,
        _without_review,
        "signed_on",
    ),
    Checker(
        "plan_past_end",
        _("Which signed plans are past their end?"),
        Severity.LATE,
        _past_end,
        "ends_on",
    ),
    Checker(
        "plan_unsigned",
        _("Which plans were not signed within their term?"),
        Severity.LATE,
        _unsigned,
        "sign_by",
    ),
    Checker(
        "plan_in_closed_pathway",
        _("Which plans go on in a closed pathway?"),
        Severity.WRONG,
        _in_closed,
        "starts_on",
    ),
    Checker(
        "plan_self_approved",
        _("Which plans were approved by the one who sent them?"),
        Severity.WRONG,
        _self_approved,
        "approved_at",
    ),
    Checker(
        "goal_not_looked_at",
        _("Which goals are past the day on which they were to be looked at?"),
        Severity.LATE,
        _unlooked,
        "monitor_on",
    ),
    Checker(
        "commitment_not_spoken_of",
        _("Which commitments are past their day without having been spoken of?"),
        Severity.LOOK,
        _unspoken,
        "due_on",
    ),
    Checker(
        "review_not_held",
        _("Which reviews were not held on their day?"),
        Severity.LATE,
        _not_held,
        "planned_on",
    ),
)
