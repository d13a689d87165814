"""Addresses of the floor; the catalogue and each thing's page open to anybody."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from aia.access.terms import Actor
from aia.commons import permissions
from aia.commons.queries.health import LOOKING
from aia.commons.views import bookings, catalogue, health, hours, keeping, lending, meeting
from aia.web.navigation import Item, Onward, register, register_onward

app_name = "commons"

_ONE = "<uuid:resource_id>/"
_BOOKED = "bookings/<uuid:booking_id>/"
_HOURS = "hours/<uuid:hours_id>/"
_LOAN = "loans/<uuid:loan_id>/"

urlpatterns = [
    path("", include("aia.commons.badges.urls")),
    path("", catalogue.catalogue_page, name="catalogue"),
    path("health/", health.health_page, name="health"),
    path("mine/", keeping.mine_page, name="mine"),
    path("new/", keeping.Offer.as_view(), name="offer"),
    path("bookings/", bookings.bookings_page, name="bookings"),
    path(_BOOKED + "booking.ics", bookings.booking_ics, name="booking_ics"),
    path(_BOOKED + "confirm/", bookings.Confirm.as_view(), name="confirm"),
    path(_BOOKED + "decline/", bookings.Decline.as_view(), name="decline"),
    path(_BOOKED + "cancel/", bookings.Cancel.as_view(), name="cancel"),
    path(_BOOKED + "kept/", bookings.Kept.as_view(), name="kept"),
    path(_BOOKED + "missed/", bookings.Missed.as_view(), name="missed"),
    path(_BOOKED + "hand-over/", lending.HandOver.as_view(), name="hand_over"),
    path("loans/", lending.loans_page, name="loans"),
    path(_LOAN + "back/", lending.ReturnLoan.as_view(), name="return_loan"),
    path(_LOAN + "longer/", lending.ExtendLoan.as_view(), name="extend_loan"),
    path(_LOAN + "lost/", lending.LoseLoan.as_view(), name="lose_loan"),
    path("hours/", hours.accounts_page, name="hour_accounts"),
    path(_HOURS + "give/", hours.Give.as_view(), name="give_hours"),
    path(_HOURS + "limits/", hours.Limit.as_view(), name="limit_hours"),
    path("hours/transfers/<uuid:transfer_id>/undo/", hours.Undo.as_view(), name="undo_hours"),
    path("options/<uuid:option_id>/", meeting.of_option, name="of_option"),
    path("for/<uuid:need_id>/", meeting.Meet.as_view(), name="meeting"),
    path(_ONE, catalogue.resource_page, name="resource"),
    path(_ONE + "change/", keeping.Change.as_view(), name="change"),
    path(_ONE + "hours/", keeping.SetCalendar.as_view(), name="hours"),
    path(_ONE + "book/", bookings.Book.as_view(), name="book"),
    path(_ONE + "lend/", lending.Lend.as_view(), name="lend"),
    path(_ONE + "stock/", lending.MoveStock.as_view(), name="stock"),
    path(_ONE + "care-terms/", lending.AgreeCare.as_view(), name="care_terms"),
    path(_ONE + "care/", lending.NoteCare.as_view(), name="care"),
    path(_ONE + "thank/", hours.Thank.as_view(), name="thank"),
    path(_ONE + "booking-rules/", bookings.SetRules.as_view(), name="booking_rules"),
    path(_ONE + "pause/", keeping.Pause.as_view(), name="pause"),
    path(_ONE + "resume/", keeping.Resume.as_view(), name="resume"),
    path(_ONE + "withdraw/", keeping.Withdraw.as_view(), name="withdraw"),
]


def _offers(actor: Actor) -> bool:
    return bool(actor.districts(*permissions.OFFERING))


def _plans(actor: Actor) -> bool:
    return bool(actor.districts(*LOOKING))


register(Item(label=_("The floor"), url="commons:catalogue", shown=lambda actor: True, order=48))
for _label, _url, _shown, _order in (
    (_("What we keep"), "commons:mine", _offers, 49),
    (_("Bookings"), "commons:bookings", _offers, 50),
    (_("What is lent"), "commons:loans", _offers, 51),
    (_("Hours"), "commons:hour_accounts", _offers, 51),
    (_("What we can do"), "commons:competences", _offers, 52),
    (_("How the floor is doing"), "commons:health", _plans, 53),
):
    register(Item(_label, _url, _shown, _order, within="commons:catalogue"))
register_onward("demand", Onward(label=_("See what the floor has for this"), url="commons:meeting"))
register_onward("option", Onward(label=_("See it on the floor"), url="commons:of_option"))
