"""What comes into a stock of goods, and what goes out."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from aia.commons.models.resources import Resource
from aia.commons.terms import StockMoveKind
from aia.trace.traced import Traced


class StockMove(Traced):
    """A stock became more or less: by how much, and how much is left. Mended by counting anew.

    `organisation` is the body from which it came or to which it went; a person is never told.
    """

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="stock_moves")
    kind = models.CharField(max_length=7, choices=StockMoveKind)
    change = models.IntegerField()
    left = models.PositiveIntegerField()
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    moved_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(name="never_below_none", condition=Q(left__gte=0)),)
        indexes = (models.Index(fields=("resource", "moved_at"), name="move_by_resource"),)

    def __str__(self) -> str:
        return f"{self.change:+}"

    @property
    def stream(self) -> UUID:
        return self.resource_id
