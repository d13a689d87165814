"""Bookings: room, approval, waiting list, fair use, what happens when the thing goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from aia.access.terms import Forbidden
from aia.access.tests.personas import MOMENT, MakePersona, Persona
from aia.commons import actions, queries
from aia.commons.models import Booking, Resource
from aia.commons.rules import booking as rules
from aia.commons.rules.calendar import ROME
from aia.commons.terms import Refused
from aia.commons.tests.conftest import Offer
from aia.people.actions import erase_person
from aia.people.models import Organisation, Person

pytestmark = pytest.mark.django_db
Book = Callable[..., Booking]
TEN = datetime(2026, 3, 10, 10, tzinfo=ROME)


@pytest.fixture
def van(offer: Offer, gelsa: Persona) -> Resource:
    """The cooperative's van, which anybody books."""
    van = offer()
    return actions.set_booking_rules(
        actor=gelsa.actor, resource_id=van.id, bookable=True, at=MOMENT
    )


@pytest.fixture
def book(mary: Persona, maria: Person, van: Resource) -> Book:
    """Maria books the van from ten to twelve, unless told otherwise."""

    def ask(
        start: datetime = TEN,
        hours: float = 2,
        *,
        of: Resource = van,
        by: Persona = mary,
        **told: Any,
    ) -> Booking:
        user = {} if "organisation_id" in told else {"person_id": maria.id}
        return actions.book_resource(
            actor=by.actor,
            resource_id=of.id,
            starts_at=start,
            ends_at=start + timedelta(hours=hours),
            at=MOMENT,
            **{**user, **told},
        )

    return ask


def test_one_van_is_had_by_one_at_a_time(book: Book) -> None:
    first = book()
    assert (first.state, first.minutes) == ("confirmed", 120)
    with pytest.raises(Refused, match="already taken") as refusal:
        book(TEN + timedelta(hours=1))
    assert refusal.value.field == "wait"
    assert book(TEN + timedelta(hours=2)).state == "confirmed"
    assert book(TEN - timedelta(hours=2)).state == "confirmed"


def test_who_waits_gets_the_place_that_becomes_free(
    book: Book, gelsa: Persona, cooperative: Organisation, mary: Persona
) -> None:
    first = book()
    waits = book(by=gelsa, organisation_id=cooperative.id, wait=True)
    assert waits.state == "waiting"
    actions.cancel_booking(actor=mary.actor, booking_id=first.id, at=MOMENT)
    waits.refresh_from_db()
    first.refresh_from_db()
    assert (waits.state, first.state, first.reason) == ("confirmed", "cancelled", "wish")


def test_its_keeper_says_yes_or_no(
    book: Book, van: Resource, gelsa: Persona, mary: Persona, maria: Person
) -> None:
    rules_: dict[str, Any] = {
        "resource_id": van.id,
        "bookable": True,
        "approval": True,
        "at": MOMENT,
    }
    actions.set_booking_rules(actor=gelsa.actor, **rules_)
    asked = book()
    assert asked.state == "asked"
    [seen] = queries.bookings_to_keep(gelsa.actor, at=MOMENT)
    assert seen.who == "Maria Rossi"
    assert seen.acts == {"confirmed", "declined", "cancelled"}
    with pytest.raises(Forbidden):
        actions.confirm_booking(actor=mary.actor, booking_id=asked.id, at=MOMENT)
    actions.confirm_booking(actor=gelsa.actor, booking_id=asked.id, at=MOMENT)
    with pytest.raises(Refused, match="any more"):
        actions.decline_booking(actor=gelsa.actor, booking_id=asked.id, at=MOMENT)


def test_a_place_in_a_group_is_given_as_often_as_there_are_places(
    offer: Offer, gelsa: Persona, book: Book
) -> None:
    group = offer(kind="place", name="Gruppo di cammino", capacity=3)
    actions.set_booking_rules(actor=gelsa.actor, resource_id=group.id, bookable=True, at=MOMENT)
    assert book(of=group, places=2).state == "confirmed"
    with pytest.raises(Refused, match="taken"):
        book(of=group, places=2)
    assert book(of=group).state == "confirmed"
    with pytest.raises(Refused, match="whole number"):
        book(of=group, places=4)


def test_nobody_has_more_than_their_share(
    book: Book, van: Resource, gelsa: Persona, cooperative: Organisation
) -> None:
    actions.set_booking_rules(
        actor=gelsa.actor,
        resource_id=van.id,
        bookable=True,
        cap_minutes=240,
        cap_days=7,
        at=MOMENT,
    )
    book()
    book(TEN + timedelta(days=3))
    with pytest.raises(Refused, match="at most 4 hours in 7 days"):
        book(TEN + timedelta(days=6))
    assert book(TEN + timedelta(days=7)).state == "confirmed"
    other = book(TEN + timedelta(days=5), by=gelsa, organisation_id=cooperative.id)
    assert other.state == "confirmed"


def test_a_cap_needs_both_its_parts(van: Resource, gelsa: Persona) -> None:
    with pytest.raises(Refused) as refusal:
        actions.set_booking_rules(
            actor=gelsa.actor, resource_id=van.id, bookable=True, cap_minutes=60, at=MOMENT
        )
    assert refusal.value.field == "cap_days"


@pytest.mark.parametrize(
    ("start", "hours", "told"),
    [
        (MOMENT - timedelta(hours=1), 2, "already past"),
        (MOMENT + timedelta(days=400), 2, "a year ahead"),
        (TEN, 0, "ends before"),
        (TEN, -1, "ends before"),
        (TEN, 24 * 40, "at most 744 hours"),
        (datetime(2026, 4, 6, 10, tzinfo=ROME), 1, "not open"),
    ],
)
def test_what_cannot_be_booked_says_why(
    book: Book, start: datetime, hours: float, told: str
) -> None:
    """The last is Easter Monday."""
    with pytest.raises(Refused, match=told):
        book(start, hours)
    assert not Booking.objects.exists()


def test_a_booking_across_the_change_of_summer_time_lasts_what_really_passes(
    book: Book, van: Resource, gelsa: Persona
) -> None:
    actions.set_calendar(
        actor=gelsa.actor, resource_id=van.id, hours=(), open_on_holidays=True, at=MOMENT
    )
    evening = datetime(2026, 3, 28, 22, tzinfo=ROME)
    night = actions.book_resource
    made = night(
        actor=gelsa.actor,
        resource_id=van.id,
        organisation_id=van.organisation_id,
        starts_at=evening,
        ends_at=datetime(2026, 3, 29, 6, tzinfo=ROME),
        at=MOMENT,
    )
    assert made.minutes == 7 * 60


def test_when_it_is_withdrawn_everybody_concerned_is_told(
    book: Book,
    van: Resource,
    gelsa: Persona,
    cooperative: Organisation,
    django_capture_on_commit_callbacks: Any,
) -> None:
    first = book()
    waits = book(by=gelsa, organisation_id=cooperative.id, wait=True)
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_resource(actor=gelsa.actor, resource_id=van.id, reason="broken", at=MOMENT)
    for one in (first, waits):
        one.refresh_from_db()
        assert (one.state, one.reason) == ("cancelled", "withdrawn")
    told = {one.to[0]: one.body for one in mail.outbox}
    assert set(told) == {"maria@example.org", "gelsa@example.org"}
    assert "kind=vehicle" in told["maria@example.org"]
    with pytest.raises(Refused, match="not booked here"):
        book()


def test_while_it_rests_it_is_booked_for_later_only(
    book: Book, van: Resource, gelsa: Persona
) -> None:
    actions.pause_resource(
        actor=gelsa.actor, resource_id=van.id, until=TEN.date() + timedelta(days=1), at=MOMENT
    )
    with pytest.raises(Refused, match="resting"):
        book()
    assert book(TEN + timedelta(days=1)).state == "confirmed"


def test_it_took_place_or_nobody_came(book: Book, gelsa: Persona) -> None:
    came = book()
    with pytest.raises(Refused, match="not begun"):
        actions.mark_missed(actor=gelsa.actor, booking_id=came.id, at=MOMENT)
    later = TEN + timedelta(days=1)
    who = gelsa.actor_at(later)
    assert actions.mark_missed(actor=who, booking_id=came.id, at=later).state == "missed"
    assert actions.mark_kept(actor=who, booking_id=came.id, at=later).state == "kept"
    with pytest.raises(Refused):
        actions.cancel_booking(actor=who, booking_id=came.id, at=later)


def test_nobody_books_for_somebody_else(
    book: Book, persona: MakePersona, chiara: Persona, piero: Persona, dino: Persona, sara: Persona
) -> None:
    for stranger in (chiara, piero, dino):
        with pytest.raises(Forbidden):
            book(by=stranger)
    made = book(by=sara)
    [seen] = queries.own_bookings(sara.actor, at=MOMENT)
    assert (seen.row, seen.who) == (made, "Sara Conti")


def test_who_is_erased_books_no_more(book: Book, maria: Person, carla: Persona) -> None:
    made = book()
    erase_person(actor=carla.actor, person=maria, at=MOMENT)
    made.refresh_from_db()
    assert (made.state, made.reason) == ("cancelled", "left")


stretches = st.lists(
    st.tuples(st.integers(0, 48), st.integers(1, 12), st.integers(1, 4)), max_size=12
)


@given(stretches, st.integers(0, 48), st.integers(1, 12))
def test_the_most_held_is_what_a_count_of_every_moment_says(
    told: list[tuple[int, int, int]], begin: int, length: int
) -> None:
    def hour(number: int) -> datetime:
        return TEN + timedelta(hours=number)

    held = [rules.Held(hour(a), hour(a + n), places) for a, n, places in told]
    counted = max(
        sum(one.places for one in held if one.starts_at <= hour(h) < one.ends_at)
        for h in range(begin, begin + length)
    )
    assert rules.most_held(held, hour(begin), hour(begin + length)) == counted
