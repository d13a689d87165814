"""Pathway, need, demand, option, choice."""

from typing import ClassVar
from uuid import UUID

from django.db import models

from aia.pathways.terms import (
    ChoiceReason,
    CloseReason,
    Domain,
    OptionKind,
    OptionSource,
    OptionState,
    RedactReason,
    Severity,
    State,
    Step,
    SuspendReason,
    UnvoicedReason,
    Voice,
    WithdrawReason,
)
from aia.people.terms import AgeBand, Sex, Subject
from aia.trace.traced import Traced


class OnPathway(Traced):
    """A row that belongs to one pathway and lies on its chain."""

    pathway = models.ForeignKey("pathways.Pathway", models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def stream(self) -> UUID:
        return self.pathway_id


class Worded(OnPathway):
    """A row with sealed texts; `redacted_for` says why they were blanked, when they were."""

    redacted_for = models.CharField(max_length=12, choices=RedactReason, null=True)

    class Meta:
        abstract = True


class Pathway(Traced):
    """The path of one person, household, organisation or community: where its needs live.

    `kind` says which of person, household, organisation is set; a community has none and is
    named by `title`. `subject` is the id on which access scopes and the data key lie: that of the
    person, household or organisation, or the pathway's own for a community.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"title"})

    kind = models.CharField(max_length=12, choices=Subject)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    household = models.ForeignKey("people.Household", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    subject = models.UUIDField()
    title = models.CharField(max_length=120, blank=True)
    municipality = models.ForeignKey(
        "territory.Municipality", models.PROTECT, null=True, related_name="+"
    )
    lead = models.UUIDField(null=True)
    protected = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    suspend_reason = models.CharField(max_length=12, choices=SuspendReason, null=True)
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=14, choices=CloseReason, null=True)
    final_resources = models.JSONField(default=list)
    source_key = models.CharField(max_length=80, null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="pathway_subject_fits_kind",
                condition=(
                    models.Q(kind=Subject.PERSON, person__isnull=False)
                    | models.Q(kind=Subject.HOUSEHOLD, household__isnull=False)
                    | models.Q(kind=Subject.ORGANISATION, organisation__isnull=False)
                    | models.Q(kind=Subject.COMMUNITY)
                ),
            ),
            models.UniqueConstraint(
                fields=("subject",),
                condition=~models.Q(state=State.CLOSED),
                name="one_open_pathway_a_subject",
            ),
            models.UniqueConstraint(
                fields=("district", "source_key"), name="pathway_imported_once"
            ),
        )
        indexes = (
            models.Index(fields=("district", "state", "opened_at"), name="pathway_by_district"),
            models.Index(fields=("lead", "state"), name="pathway_by_lead"),
            models.Index(fields=("subject", "opened_at"), name="pathway_by_subject"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"

    @property
    def subject_id(self) -> UUID:
        """Return the id on which access scopes and the data key lie, also before it is saved."""
        return self.person_id or self.household_id or self.organisation_id or self.id


class Need(Worded):
    """A need, recognised and named. `step` is how far along the line it has come.

    municipality, age_band and sex are what was so when it was recognised. `due_on` is the day by
    which the next step is awaited: set only while the need is open and something is awaited, so
    that the worklist reads an index and nothing else.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words"})

    category = models.CharField(max_length=40)
    domain = models.CharField(max_length=12, choices=Domain)
    severity = models.PositiveSmallIntegerField(choices=Severity)
    expressed = models.BooleanField()
    words_of = models.CharField(max_length=10, choices=Voice)
    sealed_words = models.BinaryField(default=bytes)
    municipality = models.ForeignKey(
        "territory.Municipality", models.PROTECT, null=True, related_name="+"
    )
    age_band = models.CharField(max_length=8, choices=AgeBand, default=AgeBand.UNKNOWN)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    step = models.CharField(max_length=9, choices=Step, default=Step.NEED)
    step_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    unvoiced = models.CharField(max_length=14, choices=UnvoicedReason, null=True)
    suspend_reason = models.CharField(max_length=12, choices=SuspendReason, null=True)
    recognised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=14, choices=CloseReason, null=True)
    reopened = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = (
            models.Index(fields=("pathway", "state", "due_on", "id"), name="need_by_pathway"),
            models.Index(fields=("district", "state", "due_on", "id"), name="need_due"),
            models.Index(fields=("district", "state", "step", "due_on", "id"), name="need_waiting"),
        )

    def __str__(self) -> str:
        return self.category


class Demand(Worded):
    """A need in the words of who has it, with the consent behind it where one is needed."""

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words"})

    need = models.ForeignKey(Need, models.PROTECT, related_name="demands")
    voiced_by = models.CharField(max_length=10, choices=Voice)
    consent = models.ForeignKey("people.Consent", models.PROTECT, null=True, related_name="+")
    sealed_words = models.BinaryField(default=bytes)
    opened_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.CharField(max_length=16, choices=WithdrawReason, null=True)

    def __str__(self) -> str:
        return str(self.need_id)


class Option(Worded):
    """One of the possible answers put before the person: what it is and what it asks of them."""

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words", "sealed_asks"})

    demand = models.ForeignKey(Demand, models.PROTECT, related_name="options")
    kind = models.CharField(max_length=18, choices=OptionKind)
    source = models.CharField(max_length=10, choices=OptionSource)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    intensity = models.CharField(max_length=6, null=True)
    sealed_words = models.BinaryField(default=bytes)
    sealed_asks = models.BinaryField(default=bytes)
    state = models.CharField(max_length=9, choices=OptionState, default=OptionState.OFFERED)
    declined_for = models.CharField(max_length=14, choices=ChoiceReason, null=True)
    offered_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.kind


class Choice(Worded):
    """What was taken among the options, by whom and why; `option` is empty for "none of these"."""

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words"})

    demand = models.ForeignKey(Demand, models.PROTECT, related_name="choices")
    option = models.ForeignKey(Option, models.PROTECT, null=True, related_name="choices")
    made_by = models.CharField(max_length=10, choices=Voice)
    reason = models.CharField(max_length=14, choices=ChoiceReason)
    sealed_words = models.BinaryField(default=bytes)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.reason
