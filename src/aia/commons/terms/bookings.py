"""The words of bookings."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BookingState(models.TextChoices):
    """Where a booking stands. The first two hold a place; the waiting list holds none."""

    ASKED = "asked", pgettext_lazy("booking", "Asked for, to be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("booking", "Confirmed")
    WAITING = "waiting", pgettext_lazy("booking", "On the waiting list")
    DECLINED = "declined", pgettext_lazy("booking", "Not possible this time")
    CANCELLED = "cancelled", pgettext_lazy("booking", "Cancelled")
    KEPT = "kept", pgettext_lazy("booking", "It took place")
    MISSED = "missed", pgettext_lazy("booking", "Nobody came")


class CancelReason(models.TextChoices):
    """Why a booking was cancelled."""

    WISH = "wish", _("Whoever booked does not need it any more")
    KEEPER = "keeper", _("Whoever keeps it cannot give it")
    WITHDRAWN = "withdrawn", _("It was taken away from the floor")
    LEFT = "left", _("Whoever booked has left")


HOLDING = (BookingState.ASKED, BookingState.CONFIRMED)
"""States that hold a place."""
