"""Booking something on the floor, and answering who asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Forbidden
from aia.commons import actions, permissions
from aia.commons.calendar_files import MEDIA_TYPE, calendar_file
from aia.commons.forms import bookings as forms
from aia.commons.models import Booking, Resource
from aia.commons.queries import (
    Keeper,
    bookings_to_keep,
    get_booking,
    keepers_for,
    own_bookings,
    resource_seen,
    taken,
)
from aia.commons.rules.eligibility import restricted
from aia.commons.views.catalogue import crumbs
from aia.commons.views.keeping import OnResource
from aia.commons.views.shown import shown
from aia.kit.clock import now
from aia.web.acts import ActPage
from aia.web.forms import ActForm
from aia.web.terms import Crumb

_AHEAD = timedelta(days=14)
_LABELS = {
    "confirmed": ("confirm", _("Say yes")),
    "declined": ("decline", _("Say no")),
    "handed_over": ("hand_over", _("Hand it over")),
    "kept": ("kept", _("The booking took place")),
    "missed": ("missed", _("Nobody came")),
    "cancelled": ("cancel", _("Cancel this booking")),
}


@require_safe
def bookings_page(request: HttpRequest) -> HttpResponse:
    """List the reader's own bookings, and those of what they keep."""
    actor, at = request_actor(request), now()
    if not actor.districts(*permissions.OFFERING):
        raise Forbidden(gettext("Here is what bodies and people book on the floor."))
    told = [(bookings_to_keep(actor, at=at), "keep"), (own_bookings(actor, at=at), "own")]
    lists = [
        (
            kind,
            [
                (
                    one,
                    [
                        (reverse(f"commons:{name}", args=[one.row.id]), label)
                        for act, (name, label) in _LABELS.items()
                        if act in one.acts
                    ],
                )
                for one in found
            ],
        )
        for found, kind in told
    ]
    context = {"lists": lists, "crumbs": crumbs(None, gettext("Bookings"))}
    return render(request, "commons/bookings.html", context)


@require_safe
def booking_ics(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Give a booking as a calendar file."""
    actor, at = request_actor(request), now()
    try:
        booking = get_booking(actor, booking_id, "booking.known", at=at)
    except Booking.DoesNotExist as error:
        raise Http404(str(error)) from error
    answer = HttpResponse(calendar_file(booking, at=at), content_type=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="booking.ics"'
    return answer


class Book(ActPage):
    """Somebody asks for something on the floor."""

    template_name = "commons/book.html"
    form_class = forms.BookingForm
    heading = _("Book it")
    lead = _("Whoever keeps it reads the name of your account, or of your organisation.")
    submit = _("Book it")
    done = _("Done: below you see where it stands, and a message tells every change.")
    resource: Resource
    users: list[Keeper]

    def load(self, resource_id: UUID, **_ids: Any) -> None:
        """Find the resource, and for whom the reader may book in its district."""
        self.resource = resource_seen(resource_id)
        district = self.resource.district
        if district not in self.actor.districts(*permissions.OFFERING):
            told = gettext("Only who lives or works in the district books here.")
            raise Forbidden(told, hidden=district not in self.actor.districts())
        self.users = keepers_for(self.actor, self.resource.district, at=self.at)

    def form_arguments(self) -> dict[str, Any]:
        some = restricted(self.resource)
        return {
            "users": self.users,
            "capacity": self.resource.capacity,
            "for_whom": shown(self.resource, at=self.at).for_whom if some else [],
        }

    def crumbs(self) -> list[Crumb]:
        return crumbs(self.resource, str(self.heading))

    def context(self) -> dict[str, Any]:
        start = datetime.combine(
            timezone.localdate(self.at), time(), tzinfo=timezone.get_current_timezone()
        )
        return {
            "one": shown(self.resource, at=self.at),
            "taken": taken(self.resource.id, start, start + _AHEAD),
            "back_url": reverse("commons:resource", args=[self.resource.id]),
        }

    def perform_form(self, form: forms.BookingForm) -> Booking:
        told = form.cleaned_data
        asked: dict[str, Any] = {
            "actor": self.actor,
            "resource_id": self.resource.id,
            **{name: told[name] for name in ("starts_at", "ends_at", "places", "wait")},
            **form.user_ids(),
            "declared": told.get("declared", False),
            "at": self.at,
        }
        if (told["weeks"] or 1) == 1:
            return actions.book_resource(**asked)
        series = actions.book_weekly(weeks=told["weeks"], **asked)
        for start, why in series.refused:
            messages.warning(self.request, f"{date_format(localtime(start), 'j F Y')}: {why}")
        return series.made[0]

    def after(self, result: Booking) -> str:
        return reverse("commons:bookings")


class SetRules(OnResource):
    """How it is booked."""

    verb = "resource.ruled"
    form_class = forms.BookingRulesForm
    heading = _("How is it booked?")
    submit = _("Keep")
    done = _("The rules are kept.")

    def initial(self) -> dict[str, Any]:
        told = self.resource
        return {
            "bookable": told.bookable,
            "approval": told.approval,
            "longest": told.longest_minutes and told.longest_minutes / 60,
            "cap": told.cap_minutes and told.cap_minutes / 60,
            "cap_days": told.cap_days,
        }

    def perform_form(self, form: forms.BookingRulesForm) -> Any:
        seen = form.cleaned_data["seen"]
        return self.act_on(actions.set_booking_rules, seen=seen, **form.rules())


class OnBooking(ActPage):
    """Base of the acts on a booking."""

    form_class: ClassVar[type[ActForm]] = ActForm
    verb: ClassVar[str]
    act: ClassVar[Callable[..., Booking]]
    booking: Booking

    def load(self, booking_id: UUID, **_ids: Any) -> None:
        """Read the booking, as somebody who may act on it."""
        self.booking = get_booking(self.actor, booking_id, self.verb, at=self.at)

    def seen(self) -> int | None:
        return self.booking.last_entry_id

    def crumbs(self) -> list[Crumb]:
        return crumbs(self.booking.resource, str(self.heading))

    def context(self) -> dict[str, Any]:
        return {"back_url": reverse("commons:bookings")}

    def perform(self, told: dict[str, Any]) -> Booking:
        act = type(self).act
        return act(actor=self.actor, booking_id=self.booking.id, at=self.at, **told)

    def after(self, result: Any) -> str:
        return reverse("commons:bookings")


class Confirm(OnBooking):
    """Its keeper says yes, having looked at for whom it is."""

    template_name = "commons/confirm.html"

    verb, act = "booking.confirmed", actions.confirm_booking
    heading = submit = _("Say yes")
    done = _("Confirmed: whoever asked is told.")

    def context(self) -> dict[str, Any]:
        told = shown(self.booking.resource, at=self.at)
        return super().context() | {"booking": self.booking, "for_whom": told.for_whom}


class Decline(OnBooking):
    """Its keeper says no."""

    verb, act = "booking.declined", actions.decline_booking
    heading = submit = _("Say no")
    done = _("Whoever asked is told, with what else there is.")


class Cancel(OnBooking):
    """It will not take place; of those made week after week, the following ones too if asked."""

    form_class = forms.CancelForm
    verb, act = "booking.cancelled", actions.cancel_booking
    heading = submit = _("Cancel this booking")
    lead = _("The place goes to who waits for it.")
    done = _("Cancelled: everybody concerned is told.")

    def form_arguments(self) -> dict[str, Any]:
        return {"repeated": self.booking.series is not None}

    def perform(self, told: dict[str, Any]) -> Booking:
        following = told.pop("following", False)
        act = actions.cancel_following if following else actions.cancel_booking
        return act(actor=self.actor, booking_id=self.booking.id, at=self.at, **told)


class Kept(OnBooking):
    """It took place."""

    verb, act = "booking.kept", actions.mark_kept
    heading = submit = _("The booking took place")
    done = _("Kept.")


class Missed(OnBooking):
    """Nobody came."""

    verb, act = "booking.missed", actions.mark_missed
    heading = submit = _("Nobody came")
    lead = _("It happens: nothing follows from it. If they did come, it can be put right.")
    done = _("Kept.")
