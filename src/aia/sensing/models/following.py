"""From need to voice, and from many notices to a note for the planning office."""

from typing import ClassVar
from uuid import UUID

from django.db import models

from aia.pathways.terms import Domain, UnvoicedReason
from aia.sensing.models.sensors import Sensor
from aia.sensing.terms import AlarmKind, AlarmState, AttemptResult, OutreachState, TriedHow
from aia.trace.traced import Traced


class Outreach(Traced):
    """Somebody tries to reach who has a recognised need and has not voiced it.

    `next_by` is the account that tries next, `through` the sensor that helps, `next_on` by when.
    `subject` is whose key seals its words, as on the pathway.
    """

    need = models.ForeignKey("pathways.Need", models.PROTECT, related_name="+")
    subject = models.UUIDField()
    state = models.CharField(max_length=8, choices=OutreachState, default=OutreachState.OPEN)
    next_by = models.UUIDField(null=True)
    next_how = models.CharField(max_length=14, choices=TriedHow)
    through = models.ForeignKey(Sensor, models.PROTECT, null=True, related_name="+")
    next_on = models.DateField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=14, choices=UnvoicedReason, null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("need",),
                condition=models.Q(state=OutreachState.OPEN),
                name="one_open_outreach_a_need",
            ),
        )
        indexes = (
            models.Index(fields=("district", "state", "next_on", "id"), name="outreach_waiting"),
            models.Index(fields=("next_by", "state", "next_on", "id"), name="outreach_of_somebody"),
        )

    def __str__(self) -> str:
        return self.state


class OutreachAttempt(Traced):
    """One attempt to reach somebody: how, and what came of it."""

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words"})

    outreach = models.ForeignKey(Outreach, models.PROTECT, related_name="tries")
    how = models.CharField(max_length=14, choices=TriedHow)
    result = models.CharField(max_length=10, choices=AttemptResult)
    by = models.UUIDField()
    tried_at = models.DateTimeField()
    sealed_words = models.BinaryField(default=bytes)

    def __str__(self) -> str:
        return self.result

    @property
    def stream(self) -> UUID:
        return self.outreach_id


class Alarm(Traced):
    """Something may be happening in a place: never about persons.

    `since` and `until` are the first and last day of the weeks it speaks of; `observed` and
    `expected` count notices; `p` is how often chance alone would do as much; `statistic` is the
    method's own figure.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"note"})

    kind = models.CharField(max_length=7, choices=AlarmKind)
    municipalities = models.JSONField(default=list)
    domain = models.CharField(max_length=12, choices=Domain, null=True)
    category = models.CharField(max_length=40, null=True)
    since = models.DateField()
    until = models.DateField()
    observed = models.PositiveIntegerField()
    expected = models.DecimalField(max_digits=12, decimal_places=3)
    statistic = models.DecimalField(max_digits=14, decimal_places=4)
    p = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    method = models.CharField(max_length=40)
    origin = models.UUIDField(unique=True)
    state = models.CharField(max_length=9, choices=AlarmState, default=AlarmState.OPEN)
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=("district", "state", "raised_at"), name="alarm_open"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.since}"
