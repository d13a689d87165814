"""What is done so that a thing lasts."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from aia.commons.models.resources import Resource
from aia.commons.terms import CareBy, CareKind
from aia.trace.traced import Traced


class CareWork(Traced):
    """Something was repaired, cleaned, checked: who did it, how long it took, what was spent."""

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="care")
    kind = models.CharField(max_length=8, choices=CareKind)
    by = models.CharField(max_length=8, choices=CareBy)
    done_on = models.DateField()
    minutes = models.PositiveIntegerField()
    spent = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        constraints = (models.CheckConstraint(name="no_less_spent", condition=Q(spent__gte=0)),)
        indexes = (models.Index(fields=("resource", "done_on"), name="care_by_resource"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.done_on}"

    @property
    def stream(self) -> UUID:
        return self.resource_id
