"""The table where an alliance meets, who sits at it, and what is said, decided and undertaken."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from aia.community.terms import (
    KnowledgeKind,
    MeetingState,
    SeatState,
    SeatVoice,
    TableState,
    UndertakingState,
)
from aia.pathways.terms import Domain
from aia.trace.traced import Traced


class Table(Traced):
    """A thematic table: why bodies and people of the district meet."""

    APART: ClassVar[frozenset[str]] = frozenset({"title", "purpose"})

    title = models.CharField(max_length=120)
    purpose = models.CharField(max_length=2000, blank=True)
    theme = models.CharField(max_length=12, choices=Domain)
    state = models.CharField(max_length=6, choices=TableState, default=TableState.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("district", "state", "title", "id"), name="table_by_name"),)

    def __str__(self) -> str:
        return self.title


class OnTable(Traced):
    """A row that belongs to one table and lies on its chain."""

    table = models.ForeignKey(Table, models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def stream(self) -> UUID:
        return self.table_id


class Seat(OnTable):
    """A voice at the table: a body's or a person's, with what they may say in its name.

    `mandate` is what the voice stands for, in words; it holds from `since` to `until`, both
    included, without an end when there is none.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"mandate"})

    voice = models.CharField(max_length=6, choices=SeatVoice)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    mandate = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=8, choices=SeatState, default=SeatState.OFFERED)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="one_voice",
                condition=Q(voice=SeatVoice.BODY, organisation__isnull=False, person=None)
                | Q(voice=SeatVoice.PERSON, organisation=None, person__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.voice


class Meeting(OnTable):
    """A meeting: called with an agenda, held with its minutes and who was there (seats)."""

    APART: ClassVar[frozenset[str]] = frozenset({"place", "agenda", "minutes"})

    starts_at = models.DateTimeField()
    length = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200)
    agenda = models.CharField(max_length=10_000)
    minutes = models.CharField(max_length=10_000, blank=True)
    present = models.JSONField(default=list)
    state = models.CharField(max_length=9, choices=MeetingState, default=MeetingState.CALLED)

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class Decision(OnTable):
    """What was decided. Bodies and persons are counted apart, for and against."""

    APART: ClassVar[frozenset[str]] = frozenset({"words"})

    words = models.CharField(max_length=2000)
    decided_on = models.DateField()
    bodies_for = models.PositiveSmallIntegerField()
    bodies_against = models.PositiveSmallIntegerField()
    persons_for = models.PositiveSmallIntegerField()
    persons_against = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.decided_on}"


class Knowledge(OnTable):
    """Something known that a seat brings to the table, for all to use."""

    APART: ClassVar[frozenset[str]] = frozenset({"title", "words"})

    kind = models.CharField(max_length=11, choices=KnowledgeKind)
    title = models.CharField(max_length=120)
    words = models.CharField(max_length=10_000)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="brought")
    brought_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class KnowledgeUse(OnTable):
    """Where something known was used, by whom, and how it went."""

    APART: ClassVar[frozenset[str]] = frozenset({"words"})

    knowledge = models.ForeignKey(Knowledge, models.PROTECT, related_name="uses")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    words = models.CharField(max_length=400)
    used_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.used_on}"


class Undertaking(OnTable):
    """What a seat undertakes to do by a day: at the table, or as a task of one of its projects."""

    APART: ClassVar[frozenset[str]] = frozenset({"words", "said"})

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="undertakings")
    project = models.ForeignKey(
        "community.Project", models.PROTECT, null=True, related_name="tasks"
    )
    words = models.CharField(max_length=400)
    said = models.CharField(max_length=400, blank=True)
    due_on = models.DateField()
    moved = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=7, choices=UndertakingState, default=UndertakingState.TAKEN)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("table", "state", "due_on"), name="undertaking_waiting"),)

    def __str__(self) -> str:
        return self.words
