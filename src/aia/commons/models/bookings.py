"""Who uses what is on the floor, and when."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from aia.commons.models.resources import Resource
from aia.commons.terms import BookingState, CancelReason
from aia.trace.traced import Traced


class Booking(Traced):
    """A resource for a stretch of time, for a person or for an organisation, never both.

    `account` is who booked; `places` how many of the resource's capacity it takes; `declared` says
    that who booked read for whom it is; those made together, week after week, share a `series`. It
    lies on the resource's chain, whose row is locked while a place is looked for: two never take
    the same one.
    """

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="bookings")
    account = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=BookingState)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=9, choices=CancelReason, null=True)
    declared = models.BooleanField(default=False)
    series = models.UUIDField(null=True, db_index=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="booking_goes_on", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="one_user",
                condition=Q(organisation=None, person__isnull=False)
                | Q(organisation__isnull=False, person=None),
            ),
        )
        indexes = (
            models.Index(fields=("resource", "state", "ends_at"), name="booking_by_resource"),
            models.Index(fields=("account", "starts_at"), name="booking_by_account"),
        )

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def stream(self) -> UUID:
        return self.resource_id

    @property
    def minutes(self) -> int:
        """Return how long it lasts, in minutes that really pass."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60
