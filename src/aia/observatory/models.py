"""The release ledger: every table that was ever published, and what partners read in it."""

from __future__ import annotations

import json
from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from aia.kit.ids import derived_id
from aia.observatory.terms import ReadingState, ReleaseState, WithdrawalReason
from aia.trace.traced import Traced


class Release(Traced):
    """One edition of one published table: an indicator in one breakdown.

    `content` is the canonical JSON of the protected table, and `digest` its SHA-256 in hexadecimal:
    the ledger vouches for what was published. `breakdown` is "total", or the names of the
    dimensions with dots between. `as_of` is the last day the table speaks of, `facts_upto` the
    last entry of the ledger behind it. Public as soon as it is made, so its rows are SHARED.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"content"})
    SHARED: ClassVar[bool] = True

    indicator = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    breakdown = models.CharField(max_length=80)
    edition = models.PositiveIntegerField()
    as_of = models.DateField()
    facts_upto = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    cells = models.PositiveIntegerField()
    simulated = models.BooleanField()
    released_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ReleaseState, default=ReleaseState.CURRENT)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_for = models.CharField(max_length=10, choices=WithdrawalReason, null=True)
    content = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("district", "indicator", "breakdown", "edition"),
                name="release_edition_once",
            ),
            models.UniqueConstraint(
                fields=("district", "indicator", "breakdown"),
                condition=models.Q(state=ReleaseState.CURRENT),
                name="one_current_release_a_table",
            ),
        )
        indexes = (models.Index(fields=("district", "last_entry"), name="release_newest"),)

    def __str__(self) -> str:
        return f"{self.indicator} {self.breakdown} {self.edition}"

    @property
    def stream(self) -> UUID:
        """All editions of a table lie on one chain."""
        return derived_id("release", self.district, self.indicator, self.breakdown)

    def told(self) -> dict[str, Any]:
        """Return the published table as JSON tells it."""
        told: dict[str, Any] = json.loads(self.content)
        return told


class Reading(Traced):
    """What a partner reads in a table: dated, signed, tied to the edition that they saw.

    `words` and `signature` are public, as whoever writes is told; both are blanked when the
    reading is taken back. `need` is the need of the community that it became.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"words", "signature"})
    SHARED: ClassVar[bool] = True

    release = models.ForeignKey(Release, models.PROTECT, related_name="readings")
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    author = models.UUIDField()
    written_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=ReadingState, default=ReadingState.SHOWN)
    ended_at = models.DateTimeField(null=True)
    need = models.ForeignKey("pathways.Need", models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)
    signature = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("district", "written_at", "id"), name="reading_by_day"),
            models.Index(fields=("district", "last_entry"), name="reading_newest"),
        )

    def __str__(self) -> str:
        return f"{self.release_id} {self.written_at:%Y-%m-%d}"
