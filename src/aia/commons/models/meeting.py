"""What of the floor was put before somebody."""

from django.db import models

from aia.commons.models.resources import Resource
from aia.trace.traced import Traced


class Proposal(Traced):
    """A thing of the floor put before a person: the option on their path that it became.

    Whether it was taken or declined, and why, is told by the option.
    """

    option = models.OneToOneField("pathways.Option", models.PROTECT, related_name="+")
    need = models.ForeignKey("pathways.Need", models.PROTECT, related_name="+")
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="proposals")
    proposed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.option_id)
