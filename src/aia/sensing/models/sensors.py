"""Who notices: sensors, who speaks for them, how they are tied, what they learned."""

from typing import ClassVar
from uuid import UUID

from django.db import models

from aia.sensing.terms import (
    Formality,
    SensorCloseReason,
    SensorKind,
    SensorState,
    TieKind,
)
from aia.trace.traced import Traced


class Sensor(Traced):
    """A place, an organisation or a person with a role in daily life, who says what they notice.

    `code` is in the address of its page; `area` are the corners of its home area, each
    "latitude:longitude" in degrees (WGS 84), empty when the municipality is all that is known.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"name", "about"})

    kind = models.CharField(max_length=12, choices=SensorKind)
    formality = models.CharField(max_length=8, choices=Formality)
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=400, blank=True)
    place = models.ForeignKey("territory.Place", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    municipality = models.ForeignKey("territory.Municipality", models.PROTECT, related_name="+")
    area = models.JSONField(default=list)
    code = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=7, choices=SensorState, default=SensorState.ACTIVE)
    registered_at = models.DateTimeField()
    paused_until = models.DateField(null=True)
    trained_until = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=8, choices=SensorCloseReason, null=True)

    class Meta:
        indexes = (
            models.Index(fields=("district", "state", "municipality"), name="sensor_by_district"),
        )

    def __str__(self) -> str:
        return self.name


class OfSensor(Traced):
    """A row that belongs to one sensor and lies on its chain."""

    sensor = models.ForeignKey(Sensor, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def stream(self) -> UUID:
        return self.sensor_id


class SensorVoice(OfSensor):
    """An account that speaks for a sensor, between two days."""

    account = models.UUIDField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("sensor", "account"),
                condition=models.Q(until=None),
                name="one_voice_an_account",
            ),
        )
        indexes = (models.Index(fields=("account", "until"), name="voice_by_account"),)

    def __str__(self) -> str:
        return str(self.account)


class SensorTie(OfSensor):
    """Two sensors of one network: who knows whom, who covers which street or hour.

    `covers` says the street or the corner in words; `parts` are parts of the day.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"covers"})

    other = models.ForeignKey(Sensor, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=TieKind)
    covers = models.CharField(max_length=200, blank=True)
    parts = models.JSONField(default=list)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("sensor", "other", "kind"),
                condition=models.Q(until=None),
                name="one_tie_of_a_kind",
            ),
        )

    def __str__(self) -> str:
        return self.kind


class SensorTraining(OfSensor):
    """Somebody who speaks for a sensor went through the short training; `score` is of 100."""

    account = models.UUIDField(null=True)
    taken_at = models.DateTimeField()
    edition = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    valid_until = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.taken_at:%Y-%m-%d}"
