"""What came with a directory of services and has no place of its own on the floor."""

from django.db import models
from django.db.models import Q

from aia.commons.models.resources import Resource


class DirectoryRow(models.Model):
    """A row of a directory, as it came in the form of HSDS 3.1; given back on export.

    `service` is the key of the service that it says something of.
    `told` is what it made of the thing on the floor (or the body) that it became: what stands
    otherwise there was changed here meanwhile, and what is said here goes before what came.
    """

    district = models.CharField(max_length=40)
    source = models.CharField(max_length=80)
    table = models.CharField(max_length=40)
    key = models.UUIDField()
    service = models.UUIDField(null=True)
    values = models.JSONField(default=dict)
    told = models.JSONField(null=True)
    resource = models.ForeignKey(Resource, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("district", "table", "key"), name="one_row_each"),
            models.UniqueConstraint(
                fields=("resource",), condition=~Q(resource=None), name="one_row_a_resource"
            ),
        )
        indexes = (models.Index(fields=("district", "service"), name="row_by_service"),)

    def __str__(self) -> str:
        return f"{self.table} {self.key}"
