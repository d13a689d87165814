"""Plan, goals, commitments, supports, reviews and the ratings they hold."""

from typing import ClassVar

from django.db import models

from aia.pathways.models.line import Need, OnPathway, Worded
from aia.pathways.terms import (
    CommitmentState,
    Domain,
    OwnApproval,
    PlanEnd,
    PlanState,
    ProviderKind,
    ReviewOutcome,
    ReviewState,
    Side,
    UnheardReason,
    Voice,
)


class Plan(Worded):
    """The agreement between the person and those who help; budget in euro for its whole length.

    `sealed_reply` is what the coordinator wrote when sending the plan back. `sign_by` is the last
    day for signing, counted from `analysed_on`, the day of the preliminary analysis.
    `own_approval` says why the only coordinator approved a plan of their own.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words", "sealed_reply"})

    sealed_words = models.BinaryField(default=bytes)
    sealed_reply = models.BinaryField(default=bytes)
    state = models.CharField(max_length=9, choices=PlanState, default=PlanState.DRAFT)
    starts_on = models.DateField()
    ends_on = models.DateField()
    review_days = models.PositiveSmallIntegerField()
    budget = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    analysed_on = models.DateField()
    sign_by = models.DateField()
    submitted_by = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    own_approval = models.CharField(max_length=8, choices=OwnApproval, null=True)
    signed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=11, choices=PlanEnd, null=True)

    class Meta:
        indexes = (
            models.Index(fields=("pathway", "state"), name="plan_by_pathway"),
            models.Index(fields=("district", "state", "sign_by", "id"), name="plan_waiting"),
            models.Index(
                fields=("district", "approved_at", "id"),
                condition=models.Q(own_approval__isnull=False),
                name="plan_approved_alone",
            ),
        )

    def __str__(self) -> str:
        return self.state


class Goal(Worded):
    """A result that can be seen: what, measured how, looked at when."""

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_result", "sealed_indicator"})

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals")
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="goals")
    domain = models.CharField(max_length=12, choices=Domain)
    sealed_result = models.BinaryField()
    sealed_indicator = models.BinaryField()
    monitor_on = models.DateField()
    dropped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.domain


class Commitment(Worded):
    """What one side undertakes to do, by when."""

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words"})

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="commitments")
    side = models.CharField(max_length=9, choices=Side)
    sealed_words = models.BinaryField()
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=7, choices=CommitmentState, default=CommitmentState.PLEDGED)
    settled_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.side


class Support(Worded):
    """What is given within the plan and by whom; euro for the plan's whole length."""

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words"})

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="supports")
    provider_kind = models.CharField(max_length=12, choices=ProviderKind)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    sealed_words = models.BinaryField()
    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    dropped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.provider_kind


class Review(Worded):
    """A dated look at what changed: the recipient first, then the worker.

    `recipient_voice` is who spoke for the recipient (the entry's actor is who wrote it down);
    `unheard` is the reason why nobody did.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_recipient", "sealed_worker"})

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    planned_on = models.DateField()
    state = models.CharField(max_length=9, choices=ReviewState, default=ReviewState.PLANNED)
    sealed_recipient = models.BinaryField(default=bytes)
    sealed_worker = models.BinaryField(default=bytes)
    recipient_voice = models.CharField(max_length=10, choices=Voice, null=True)
    recipient_at = models.DateTimeField(null=True)
    unheard = models.CharField(max_length=11, choices=UnheardReason, null=True)
    held_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=ReviewOutcome, null=True)

    class Meta:
        indexes = (
            models.Index(fields=("district", "state", "planned_on", "id"), name="review_waiting"),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.planned_on}"


class Rating(OnPathway):
    """How far one goal was reached at one review, -2 … +2 (goal attainment scaling).

    Scale: Kiresuk and Sherman, 1968. -2 much less than hoped, 0 as hoped, +2 much more.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="ratings")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="ratings")
    recipient = models.SmallIntegerField(null=True)
    worker = models.SmallIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("review", "goal"), name="one_rating_a_goal"),
            models.CheckConstraint(
                name="rating_within_scale",
                condition=(
                    (models.Q(recipient__isnull=True) | models.Q(recipient__range=(-2, 2)))
                    & (models.Q(worker__isnull=True) | models.Q(worker__range=(-2, 2)))
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.recipient}/{self.worker}"
