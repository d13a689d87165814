"""What accompanies the line: assessments, diary, appointments, attachments."""

from typing import ClassVar

from django.db import models

from aia.pathways.models.line import OnPathway, Worded
from aia.pathways.terms import AppointmentState, AttachmentState, NoteKind, Voice


class Assessment(Worded):
    """One filling of an instrument; `answers` are codes "question:level"."""

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words"})

    instrument = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    made_by = models.CharField(max_length=10, choices=Voice)
    answers = models.JSONField(default=list)
    sealed_words = models.BinaryField(default=bytes)
    taken_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("pathway", "instrument", "taken_on"), name="assessment_by_pathway"
            ),
        )

    def __str__(self) -> str:
        return f"{self.instrument} {self.taken_on}"


class Note(Worded):
    """A diary note; `shared` notes can be read by the person too."""

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words"})

    kind = models.CharField(max_length=11, choices=NoteKind)
    written_at = models.DateTimeField()
    author = models.UUIDField()
    shared = models.BooleanField(default=False)
    sealed_words = models.BinaryField(default=bytes)

    class Meta:
        indexes = (models.Index(fields=("pathway", "written_at"), name="note_by_pathway"),)

    def __str__(self) -> str:
        return self.kind


class Appointment(Worded):
    """A meeting between the person and the worker; `moves` counts how often it was put elsewhere.

    `sealed_words` is what it is for, `sealed_place` where it is.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words", "sealed_place"})

    account = models.UUIDField()
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=AppointmentState, default=AppointmentState.FIXED)
    moves = models.PositiveSmallIntegerField(default=0)
    sealed_words = models.BinaryField(default=bytes)
    sealed_place = models.BinaryField(default=bytes)

    class Meta:
        indexes = (
            models.Index(fields=("account", "starts_at"), name="appointment_by_account"),
            models.Index(fields=("district", "state", "starts_at"), name="appointment_waiting"),
        )

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class Attachment(OnPathway):
    """A file kept encrypted outside the database; `digest` is of the sealed bytes.

    The person can open it only when it is `shared`; what they brought themself always is.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_name"})

    sealed_name = models.BinaryField(default=bytes)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=7, choices=AttachmentState, default=AttachmentState.KEPT)
    shared = models.BooleanField(default=False)
    brought = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.media_type
