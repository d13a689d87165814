"""What leaves, and comes back."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from aia.commons.models.bookings import Booking
from aia.commons.models.resources import Resource
from aia.commons.terms import Condition, LoanState
from aia.trace.traced import Traced


class Loan(Traced):
    """A thing handed to a person or to a body, never both, to be back at a moment.

    It begins from a confirmed booking, or without one. It lies on the resource's chain, and takes
    as many of its capacity as `places` says until it is back.
    """

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="loans")
    booking = models.OneToOneField(Booking, models.PROTECT, null=True, related_name="loan")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    places = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=4, choices=LoanState)
    lent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    condition_out = models.CharField(max_length=6, choices=Condition)
    condition_back = models.CharField(max_length=6, choices=Condition, null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="loan_goes_on", condition=Q(due_at__gt=F("lent_at"))),
            models.CheckConstraint(
                name="one_borrower",
                condition=Q(organisation=None, person__isnull=False)
                | Q(organisation__isnull=False, person=None),
            ),
        )
        indexes = (models.Index(fields=("resource", "state", "due_at"), name="loan_by_resource"),)

    def __str__(self) -> str:
        return f"{self.lent_at:%Y-%m-%d}"

    @property
    def stream(self) -> UUID:
        return self.resource_id
