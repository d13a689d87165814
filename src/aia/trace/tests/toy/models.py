"""A basket with eggs in it: two kinds of row on one stream, one with text kept apart."""

from typing import ClassVar
from uuid import UUID

from django.db import models

from aia.trace.traced import Traced


class Basket(Traced):
    colour = models.CharField(max_length=10, default="plain")
    weight = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    kinds = models.JSONField(default=list)
    since = models.DateTimeField(null=True)
    until = models.DateField(null=True)
    open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.colour


class Egg(Traced):
    APART: ClassVar[frozenset[str]] = frozenset({"note"})

    basket = models.ForeignKey(Basket, models.PROTECT, related_name="eggs")
    size = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return str(self.size)

    @property
    def stream(self) -> UUID:
        return self.basket_id
