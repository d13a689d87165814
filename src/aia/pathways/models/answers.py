"""Answer, referral, give-back."""

from typing import ClassVar

from django.db import models

from aia.pathways.models.line import Choice, Need, Option, Worded
from aia.pathways.terms import (
    AnswerEnd,
    AnswerState,
    DeclineReason,
    GiveBackKind,
    Intensity,
    ProviderKind,
    ReferralState,
    ReplyChannel,
    SuspendReason,
    WithdrawReason,
)


class Answer(Worded):
    """A service, a shared resource or a community project, done by somebody, between two dates.

    Hours are per week, cost is euro per month. `follows` is the answer of another intensity that
    passed into this one.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words"})

    need = models.ForeignKey(Need, models.PROTECT, related_name="answers")
    choice = models.ForeignKey(Choice, models.PROTECT, related_name="answers")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    provider_kind = models.CharField(max_length=12, choices=ProviderKind)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    intensity = models.CharField(max_length=6, choices=Intensity)
    sealed_words = models.BinaryField(default=bytes)
    state = models.CharField(max_length=9, choices=AnswerState, default=AnswerState.PLANNED)
    suspend_reason = models.CharField(max_length=12, choices=SuspendReason, null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=13, choices=AnswerEnd, null=True)
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    cost = models.DecimalField(max_digits=9, decimal_places=2, null=True)

    def __str__(self) -> str:
        return f"{self.intensity} {self.state}"


class Referral(Worded):
    """A request to an organisation to give an answer, followed to its end by both sides.

    `reply_channel` is how the organisation's latest word reached the team, and `sealed_said_by`
    who said it; without them the organisation wrote it itself.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words", "sealed_reply", "sealed_said_by"})

    need = models.ForeignKey(Need, models.PROTECT, related_name="referrals")
    option = models.ForeignKey(Option, models.PROTECT, null=True, related_name="referrals")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="referrals")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    consent = models.ForeignKey("people.Consent", models.PROTECT, null=True, related_name="+")
    sealed_words = models.BinaryField(default=bytes)
    sealed_reply = models.BinaryField(default=bytes)
    sealed_said_by = models.BinaryField(default=bytes)
    reply_channel = models.CharField(max_length=9, choices=ReplyChannel, null=True)
    state = models.CharField(max_length=9, choices=ReferralState, default=ReferralState.SENT)
    sent_at = models.DateTimeField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=14, choices=DeclineReason, null=True)
    withdraw_reason = models.CharField(max_length=16, choices=WithdrawReason, null=True)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("organisation", "state", "due_on"), name="referral_received"),
            models.Index(fields=("district", "state", "due_on", "id"), name="referral_waiting"),
        )

    def __str__(self) -> str:
        return self.state


class GiveBack(Worded):
    """What the person or the answer put back on the floor: voluntary, never owed."""

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words"})

    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="give_backs")
    kind = models.CharField(max_length=7, choices=GiveBackKind)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    sealed_words = models.BinaryField(default=bytes)
    given_on = models.DateField()

    def __str__(self) -> str:
        return self.kind
