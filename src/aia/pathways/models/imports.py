"""What an event log told about a case."""

from typing import ClassVar

from django.db import models

from aia.pathways.imports.terms import Act
from aia.pathways.models.line import Worded


class SourceEvent(Worded):
    """One event of an imported log: what happened, when, and what it did to the case's need.

    Pathway, activity, moment and occurrence (1, 2, … among events alike) are its key: the same
    event is never brought in twice. An event that was not `applied` stands for an act that the
    line did not allow at that moment. `sealed_detail` is the log's free text.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_detail"})

    activity = models.CharField(max_length=60)
    happened_at = models.DateTimeField()
    occurrence = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=Act)
    applied = models.BooleanField()
    sealed_detail = models.BinaryField(default=bytes)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("pathway", "activity", "happened_at", "occurrence"),
                name="source_event_imported_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.happened_at:%Y-%m-%d} {self.activity}"
