"""The ledger's two tables. Triggers (`guards`) refuse to change or delete a row of either."""

from datetime import datetime
from typing import Any

from django.db import models

from aia.kit.clock import from_micros, to_micros
from aia.kit.ids import new_id
from aia.trace.terms import Origin


class MomentField(models.BigIntegerField):  # type: ignore[type-arg]
    """A UTC moment kept as microseconds since 1970, so that both databases hash it alike."""

    _pyi_private_set_type: datetime  # type: ignore[assignment]
    _pyi_private_get_type: datetime  # type: ignore[assignment]

    def from_db_value(self, value: int | None, *_: Any) -> datetime | None:
        return None if value is None else from_micros(value)

    def to_python(self, value: Any) -> Any:
        return from_micros(value) if isinstance(value, int) else value

    def get_prep_value(self, value: Any) -> Any:
        return to_micros(value) if isinstance(value, datetime) else value


class Entry(models.Model):
    """One thing that happened to one row, chained to the previous entry of the same stream."""

    sequence = models.BigAutoField(primary_key=True)
    stream = models.UUIDField()
    position = models.PositiveIntegerField()
    verb = models.CharField(max_length=60)
    subject = models.UUIDField()
    actor = models.UUIDField()
    caused_by = models.ForeignKey("self", models.PROTECT, null=True, db_index=False)
    district = models.CharField(max_length=40)
    origin = models.CharField(max_length=12, choices=Origin)
    happened_at = MomentField()
    recorded_at = MomentField()
    facts = models.TextField()
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("stream", "position"), name="one_entry_a_position"),
        )
        indexes = (models.Index(fields=("subject", "sequence"), name="entry_by_subject"),)

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb}"


class Checkpoint(models.Model):
    """A signed statement: so many entries, up to this one, with this Merkle root.

    `peaks` lets the next checkpoint go on from here without reading the ledger again.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    upto = models.BigIntegerField()
    entries = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    peaks = models.BinaryField()
    made_at = MomentField()
    public_key = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)

    class Meta:
        indexes = (models.Index(fields=("upto",), name="checkpoint_by_upto"),)

    def __str__(self) -> str:
        return f"{self.entries} entries up to {self.upto}"
