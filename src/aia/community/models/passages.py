"""A passage between high-intensity services and proximity, as a handover planned together."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from aia.community.terms import (
    AskKind,
    AskRefusal,
    BackReason,
    OffReason,
    PassageReason,
    PassageState,
    PassageVoice,
    TrialGoing,
)
from aia.pathways.terms import Intensity, ReplyChannel
from aia.trace.traced import Traced


class OnFile(Traced):
    """A row about one pathway: it lies on that pathway's chain."""

    pathway = models.ForeignKey("pathways.Pathway", models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def stream(self) -> UUID:
        return self.pathway_id


class Passage(OnFile):
    """Somebody passes from one intensity of help to another, with both sides at the table.

    `giving` lets them go and `receiving` welcomes them: a body each, None for the social services.
    `resource` is what of the floor carries it. `trial_until` is planned until the trial starts and
    then holds. The way back is said from the first day: `back_to` takes them back within
    `back_days` days, in the words of `back_voice`. `back_of` is the passage of which this is the
    way back, taken.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words", "sealed_back", "sealed_end"})

    need = models.ForeignKey("pathways.Need", models.PROTECT, null=True, related_name="+")
    back_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="way_back")
    from_intensity = models.CharField(max_length=6, choices=Intensity)
    to_intensity = models.CharField(max_length=6, choices=Intensity)
    giving = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="+")
    receiving = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    resource = models.ForeignKey("commons.Resource", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=9, choices=PassageReason)
    sealed_words = models.BinaryField(default=bytes)
    planned_on = models.DateField()
    trial_days = models.PositiveSmallIntegerField()
    trial_until = models.DateField()
    back_to = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="+")
    back_days = models.PositiveSmallIntegerField()
    back_voice = models.CharField(max_length=9, choices=PassageVoice)
    sealed_back = models.BinaryField(default=bytes)
    state = models.CharField(max_length=8, choices=PassageState)
    proposed_at = models.DateTimeField()
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    back_reason = models.CharField(max_length=10, choices=BackReason, null=True)
    off_reason = models.CharField(max_length=9, choices=OffReason, null=True)
    sealed_end = models.BinaryField(default=bytes)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="passage_has_two_sides",
                condition=Q(giving=None, receiving__isnull=False)
                | Q(giving__isnull=False, receiving=None)
                | (Q(giving__isnull=False, receiving__isnull=False) & ~Q(giving=F("receiving"))),
            ),
        )
        indexes = (
            models.Index(fields=("pathway", "proposed_at", "id"), name="passage_by_pathway"),
            models.Index(fields=("district", "state", "trial_until"), name="passage_on_trial"),
        )

    def __str__(self) -> str:
        return f"{self.from_intensity} {self.to_intensity} {self.state}"


class OnPassage(OnFile):
    """A row that belongs to one passage."""

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


class PassageAsk(OnPassage):
    """Something that proximity needs so that it holds: asked of one side, and answered by it.

    `quantity` and `granted` are hours for hours and training, euro for money.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words"})

    side = models.CharField(max_length=9, choices=PassageVoice)
    kind = models.CharField(max_length=8, choices=AskKind)
    quantity = models.DecimalField(max_digits=10, decimal_places=2)
    sealed_words = models.BinaryField(default=bytes)
    granted = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    refused_for = models.CharField(max_length=9, choices=AskRefusal, null=True)
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity}"


class PassageWord(OnPassage):
    """One side's yes. `channel` and `sealed_said_by` when somebody of the team wrote it down."""

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words", "sealed_said_by"})

    side = models.CharField(max_length=9, choices=PassageVoice)
    channel = models.CharField(max_length=9, choices=ReplyChannel, null=True)
    sealed_words = models.BinaryField(default=bytes)
    sealed_said_by = models.BinaryField(default=bytes)
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("passage", "side"), name="one_word_a_side"),)

    def __str__(self) -> str:
        return self.side


class TrialLook(OnPassage):
    """How a trial goes, seen by one of those concerned."""

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words"})

    voice = models.CharField(max_length=9, choices=PassageVoice)
    going = models.CharField(max_length=6, choices=TrialGoing)
    sealed_words = models.BinaryField(default=bytes)
    looked_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.looked_on} {self.going}"
