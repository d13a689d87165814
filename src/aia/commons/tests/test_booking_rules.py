"""What a booking keeps to: for whom it is, everybody's share, week after week, the reminder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from aia.access.tests.personas import MOMENT, Persona
from aia.commons import actions, tasks
from aia.commons.calendar_files import calendar_file
from aia.commons.models import Booking, Resource
from aia.commons.rules.calendar import ROME
from aia.commons.rules.eligibility import ForWhom
from aia.commons.terms import Refused
from aia.commons.tests.conftest import Offer
from aia.people.models import Organisation, Person

pytestmark = pytest.mark.django_db
Book = Callable[..., Any]
TEN = datetime(2026, 3, 10, 10, tzinfo=ROME)
WEEK = timedelta(weeks=1)


@pytest.fixture
def make(offer: Offer, gelsa: Persona) -> Callable[..., Resource]:
    """The cooperative's van, with its rules: `make(cap_minutes=120, cap_days=7)`."""

    def put(for_whom: ForWhom | None = None, **rules: Any) -> Resource:
        van = offer(**({"for_whom": for_whom} if for_whom else {}))
        return actions.set_booking_rules(
            actor=gelsa.actor, resource_id=van.id, bookable=True, at=MOMENT, **rules
        )

    return put


@pytest.fixture
def book(mary: Persona, maria: Person) -> Book:
    """Maria books a van for two hours."""

    def ask(
        van: Resource, start: datetime = TEN, *, by: Any = actions.book_resource, **told: Any
    ) -> Any:
        return by(
            **{
                "actor": mary.actor,
                "resource_id": van.id,
                "person_id": maria.id,
                "starts_at": start,
                "ends_at": start + timedelta(hours=2),
                "at": MOMENT,
                **told,
            }
        )

    return ask


def test_what_is_for_some_says_so_before_and_its_keeper_looks_at_it(
    make: Callable[..., Resource], book: Book
) -> None:
    van = make(ForWhom(min_age=65))
    with pytest.raises(Refused, match="for whom") as refused:
        book(van)
    assert refused.value.field == "declared"
    made = book(van, declared=True)
    assert (made.state, made.declared) == ("asked", True)
    assert book(make()).state == "confirmed"


def test_who_has_had_their_share_meanwhile_does_not_move_up_the_list(
    make: Callable[..., Resource],
    book: Book,
    gelsa: Persona,
    cooperative: Organisation,
    sara: Persona,
) -> None:
    van = make(cap_minutes=180, cap_days=7)
    of_body = {"actor": gelsa.actor, "person_id": None, "organisation_id": cooperative.id}
    first = book(van, **of_body)
    hers = book(van, wait=True)
    book(van, TEN + timedelta(hours=4))
    actions.cancel_booking(actor=gelsa.actor, booking_id=first.id, at=MOMENT)
    hers.refresh_from_db()
    assert hers.state == "waiting"


def test_the_same_hour_of_every_week_stays_the_same_across_the_change_to_summer_time(
    make: Callable[..., Resource], book: Book, mary: Persona
) -> None:
    """Easter Monday, 6 April, is left out, and said."""
    monday = TEN - timedelta(days=1)
    van = make()
    series = book(van, monday, by=actions.book_weekly, weeks=6)
    assert [one.starts_at.astimezone(ROME).hour for one in series.made] == [10] * 5
    [(day, why)] = series.refused
    assert (day.date().isoformat(), "not open" in why) == ("2026-04-06", True)
    second = series.made[1]
    actions.cancel_following(actor=mary.actor, booking_id=second.id, at=MOMENT)
    states = [one.state for one in Booking.objects.order_by("starts_at")]
    assert states == ["confirmed"] + ["cancelled"] * 4


def test_when_no_week_can_be_had_it_says_why(make: Callable[..., Resource], book: Book) -> None:
    van = make()
    book(van, weeks=3, by=actions.book_weekly)
    with pytest.raises(Refused, match="already taken"):
        book(van, weeks=3, by=actions.book_weekly)


@pytest.mark.parametrize(
    ("at", "told"),
    [(TEN - timedelta(hours=23), 1), (TEN - timedelta(days=3), 0), (TEN + timedelta(hours=1), 0)],
)
def test_who_booked_is_reminded_the_day_before(
    make: Callable[..., Resource],
    book: Book,
    at: datetime,
    told: int,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    made = book(make())
    monkeypatch.setattr(tasks, "now", lambda: at)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.remind_of(made.id.hex)
    assert len(mail.outbox) == told
    assert all(f"/bookings/{made.id}/booking.ics" in one.body for one in mail.outbox)


def test_nobody_is_reminded_of_what_was_cancelled(
    make: Callable[..., Resource],
    book: Book,
    mary: Persona,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    made = book(make())
    actions.cancel_booking(actor=mary.actor, booking_id=made.id, at=MOMENT)
    monkeypatch.setattr(tasks, "now", lambda: TEN - timedelta(hours=2))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.remind_of(made.id.hex)
    assert mail.outbox == []


def test_a_calendar_file_reminds_too(make: Callable[..., Resource], book: Book) -> None:
    [event] = Calendar.from_ical(calendar_file(book(make()), at=MOMENT)).walk("VEVENT")
    [alarm] = event.walk("VALARM")
    assert alarm.decoded("trigger") == -timedelta(days=1)


def test_the_form_asks_what_is_only_for_some_and_books_week_after_week(
    make: Callable[..., Resource],
    mary: Persona,
    maria: Person,
    gelsa: Persona,
    browse: Callable[[Persona], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    van = make(ForWhom(min_age=18))
    page, browser = reverse("commons:book", args=[van.id]), browse(mary)
    assert "Da 18 anni di età." in browser.get(page).content.decode()
    told = {
        "user": f"person:{maria.id}",
        "day": "2027-03-09",
        "since": "10:00",
        "until": "12:00",
        "places": "1",
        "weeks": "2",
    }
    assert "Leggi per chi è" in browser.post(page, told).content.decode()
    browser.post(page, told | {"declared": "on"})
    assert [one.state for one in Booking.objects.all()] == ["asked", "asked"]
    first = Booking.objects.order_by("starts_at")[0]
    confirm = reverse("commons:confirm", args=[first.id])
    assert "tu sai se è così" in browse(gelsa).get(confirm).content.decode()
    browser.post(reverse("commons:cancel", args=[first.id]), {"following": "on"})
    assert {one.state for one in Booking.objects.all()} == {"cancelled"}
