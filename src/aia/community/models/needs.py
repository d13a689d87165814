"""Needs of different people that are one: pooled without anybody's name."""

from typing import ClassVar
from uuid import UUID

from django.db import models

from aia.community.terms import CollectiveState
from aia.trace.traced import Traced


class CollectiveNeed(Traced):
    """A need that several people have in one place and time.

    Recognised, it is a need of the community on the line (`need`), with its own demand, choice
    and answer. `municipality` is None when it is the whole district's.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"title", "words"})

    title = models.CharField(max_length=120)
    words = models.CharField(max_length=2000, blank=True)
    category = models.CharField(max_length=40)
    municipality = models.ForeignKey(
        "territory.Municipality", models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=CollectiveState)
    need = models.ForeignKey("pathways.Need", models.PROTECT, null=True, related_name="+")
    pooled_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("district", "state", "pooled_at", "id"), name="collective_latest"),
        )

    def __str__(self) -> str:
        return self.title


class PooledNeed(Traced):
    """One of the needs in it. `agreed`: the person said that theirs may stand there."""

    collective = models.ForeignKey(CollectiveNeed, models.PROTECT, related_name="pooled")
    need = models.ForeignKey("pathways.Need", models.PROTECT, related_name="+")
    agreed = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("collective", "need"), name="pooled_once"),)

    @property
    def stream(self) -> UUID:
        return self.collective_id

    def __str__(self) -> str:
        return str(self.need_id)
