"""What was noticed: the notice, the dialogue about it, what goes with it."""

from typing import ClassVar
from uuid import UUID

from django.db import models

from aia.pathways.terms import Domain, RedactReason
from aia.people.terms import AgeBand
from aia.sensing.models.sensors import Sensor
from aia.sensing.terms import (
    Awareness,
    MediaKind,
    MovedFor,
    NoticeCloseReason,
    NoticeDoor,
    NoticeState,
    Outcome,
    PassedDecline,
    PassedState,
    SeenDoubt,
    Urgency,
    WordSide,
)
from aia.trace.traced import Traced

_OPEN = models.Q(due_on__isnull=False)
# What the queue is narrowed by: told by its indexes, so that rare ones are found without the rows.
_ASKED = ("urgency", "danger", "unread", "assigned_to", "state")


class Notice(Traced):
    """Somebody noticed something: not yet a need. Its words are sealed under a key of its own.

    `origin` stands for who sends it and their own key for it, so that it comes in exactly once.
    `due_on` is set only while it waits for the office, so that the queue walks an index; `due_rule`
    names the rule that set it. `category` is what a human decided, `suggested` what the machine
    said first; `domain` is that of the decision, or of the suggestion until there is one.
    `route_because` are the rule's conditions that held ("kind:value") when `route` was followed,
    in the version `route_version`. `receipt_tag` finds the few rows whose slow hash is compared.
    """

    APART: ClassVar[frozenset[str]] = frozenset(
        {"sealed_text", "sealed_place", "sealed_contact", "receipt_tag", "receipt_hash"}
    )

    door = models.CharField(max_length=8, choices=NoticeDoor)
    origin = models.UUIDField(unique=True)
    sensor = models.ForeignKey(Sensor, models.PROTECT, null=True, related_name="+")
    reporter = models.UUIDField(null=True)
    municipality = models.ForeignKey(
        "territory.Municipality", models.PROTECT, null=True, related_name="+"
    )
    place = models.ForeignKey("territory.Place", models.PROTECT, null=True, related_name="+")
    age_band = models.CharField(max_length=8, choices=AgeBand, default=AgeBand.UNKNOWN)
    urgency = models.CharField(max_length=4, choices=Urgency)
    awareness = models.CharField(max_length=13, choices=Awareness, default=Awareness.UNSAID)
    language = models.CharField(max_length=8)
    sealed_text = models.BinaryField(default=bytes)
    sealed_place = models.BinaryField(default=bytes)
    sealed_contact = models.BinaryField(default=bytes)
    receipt_tag = models.BinaryField(null=True)
    receipt_hash = models.BinaryField(default=bytes)
    seen_at = models.DateTimeField(null=True)
    seen_doubt = models.CharField(max_length=8, choices=SeenDoubt, null=True)
    received_at = models.DateTimeField()
    category = models.CharField(max_length=40, null=True)
    suggested = models.CharField(max_length=40, null=True)
    domain = models.CharField(max_length=12, choices=Domain, null=True)
    danger = models.BooleanField(default=False)
    unread = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=NoticeState, default=NoticeState.RECEIVED)
    due_on = models.DateField(null=True)
    due_rule = models.CharField(max_length=40, null=True)
    assigned_to = models.UUIDField(null=True)
    route = models.ForeignKey("sensing.RoutingRule", models.PROTECT, null=True, related_name="+")
    route_version = models.BigIntegerField(null=True)
    route_because = models.JSONField(default=list)
    moved_for = models.CharField(max_length=8, choices=MovedFor, null=True)
    taken_by = models.UUIDField(null=True)
    taken_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=14, choices=Outcome, null=True)
    close_reason = models.CharField(max_length=13, choices=NoticeCloseReason, null=True)
    need = models.ForeignKey("pathways.Need", models.PROTECT, null=True, related_name="+")
    passed_to = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    passed_state = models.CharField(max_length=8, choices=PassedState, null=True)
    passed_decline = models.CharField(max_length=10, choices=PassedDecline, null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    settled_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    redacted_for = models.CharField(max_length=12, choices=RedactReason, null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("district", "due_on", "id", *_ASKED),
                name="notice_due",
                condition=_OPEN,
            ),
            models.Index(
                fields=("district", "municipality", "due_on", "id"),
                name="notice_due_in_town",
                condition=_OPEN,
            ),
            models.Index(
                fields=("district", "domain", "due_on", "id", *_ASKED),
                name="notice_due_by_domain",
                condition=_OPEN,
            ),
            models.Index(
                fields=("district", "assigned_to", "due_on", "id"),
                name="notice_due_of_somebody",
                condition=_OPEN,
            ),
            models.Index(
                fields=("district", "due_on", "id"),
                name="notice_in_danger",
                condition=_OPEN & models.Q(danger=True),
            ),
            models.Index(
                fields=("district", "due_on", "id"),
                name="notice_answered",
                condition=_OPEN & models.Q(unread=True),
            ),
            models.Index(fields=("district", "received_at", "id"), name="notice_by_arrival"),
            models.Index(
                fields=("district", "settled_at", "id"),
                name="notice_done",
                condition=models.Q(settled_at__isnull=False),
            ),
            models.Index(
                fields=("sensor", "received_at"),
                name="notice_of_sensor",
                condition=models.Q(sensor__isnull=False),
            ),
            models.Index(
                fields=("reporter", "received_at"),
                name="notice_of_reporter",
                condition=models.Q(reporter__isnull=False),
            ),
            models.Index(
                fields=("passed_to", "due_on", "id"),
                name="notice_passed_on",
                condition=models.Q(passed_to__isnull=False),
            ),
            models.Index(
                fields=("receipt_tag",),
                name="notice_by_receipt",
                condition=models.Q(receipt_tag__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.door} {self.received_at:%Y-%m-%d}"


class OfNotice(Traced):
    """A row that belongs to one notice and lies on its chain."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def stream(self) -> UUID:
        return self.notice_id


class NoticeWord(OfNotice):
    """Some words of the dialogue between the office and who sent the notice."""

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words"})

    side = models.CharField(max_length=8, choices=WordSide)
    author = models.UUIDField(null=True)
    language = models.CharField(max_length=8)
    sealed_words = models.BinaryField(default=bytes)
    said_at = models.DateTimeField()
    redacted_for = models.CharField(max_length=12, choices=RedactReason, null=True)

    class Meta:
        indexes = (models.Index(fields=("notice", "said_at"), name="word_by_notice"),)

    def __str__(self) -> str:
        return self.side


class NoticeMedia(OfNotice):
    """A photo or a voice note, kept encrypted outside the database.

    `digest` is of the sealed bytes, `seconds` the length of a voice note.
    """

    kind = models.CharField(max_length=5, choices=MediaKind)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    seconds = models.PositiveSmallIntegerField(null=True)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.kind
