"""The messages of the floor, each on commit: they name no person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from aia.access.queries import grants_in_force
from aia.commons.models import Booking
from aia.kit.mail import send_on_commit


def tell_user(booking: Booking) -> None:
    """Tell who booked where the booking stands now, and what else there is when it is lost."""
    _tell("booking", booking, [booking.account])


def remind_user(booking: Booking) -> None:
    """Remind who booked of what begins soon."""
    _tell("reminder", booking, [booking.account])


def tell_keepers(booking: Booking, *, at: datetime) -> None:
    """Tell the accounts that keep the resource that somebody asks for it, or does not come."""
    resource = booking.resource
    kept = (
        Q(organisation=resource.organisation_id)
        if resource.organisation_id
        else Q(person=resource.person_id)
    )
    held = grants_in_force(at).filter(kept).values_list("account", flat=True)
    _tell("to_keeper", booking, set(held) - {booking.account})


def _tell(kind: str, booking: Booking, accounts: Iterable[UUID]) -> None:
    resource = booking.resource
    told = {
        "booking": booking,
        "resource": resource,
        "link": settings.PUBLIC_ADDRESS + reverse("commons:bookings"),
        "calendar": settings.PUBLIC_ADDRESS + reverse("commons:booking_ics", args=[booking.id]),
        "others": settings.PUBLIC_ADDRESS
        + reverse("commons:catalogue")
        + f"?kind={resource.kind}&municipality={resource.municipality_id}",
    }
    for account in get_user_model()._default_manager.filter(pk__in=list(accounts)).order_by("pk"):
        with override(account.language):
            text = render_to_string(f"commons/mail/{kind}.txt", told)
        send_on_commit(text, to=account.email)
