"""Loans: handed over, longer, back in some state or lost; nothing is lent twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import MOMENT, Persona
from aia.commons import actions, queries
from aia.commons.models import Booking, Loan, Resource
from aia.commons.rules.calendar import ROME
from aia.commons.terms import Refused
from aia.commons.tests.conftest import Offer
from aia.people.models import Organisation, Person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Lend = Callable[..., Loan]
TEN = datetime(2026, 3, 10, 10, tzinfo=ROME)


@pytest.fixture
def drill(offer: Offer, gelsa: Persona) -> Resource:
    """Two drills of the cooperative, which anybody books."""
    drill = offer(kind="tool", name="Trapano", capacity=2)
    return actions.set_booking_rules(
        actor=gelsa.actor, resource_id=drill.id, bookable=True, at=MOMENT
    )


@pytest.fixture
def lend(drill: Resource, gelsa: Persona, cooperative: Organisation) -> Lend:
    """The cooperative lends a drill, for three days unless told otherwise."""

    def hand(
        places: int = 1, *, days: int = 3, by: Persona = gelsa, condition: str = "good"
    ) -> Loan:
        return actions.lend_resource(
            actor=gelsa.actor,
            resource_id=drill.id,
            organisation_id=cooperative.id,
            places=places,
            due_at=MOMENT + days * DAY,
            condition=condition,
            at=MOMENT,
        )

    return hand


@pytest.fixture
def booked(drill: Resource, mary: Persona, maria: Person) -> Callable[..., Booking]:
    """Maria books a drill for two hours."""

    def book(start: datetime = TEN, places: int = 1) -> Booking:
        return actions.book_resource(
            actor=mary.actor,
            resource_id=drill.id,
            person_id=maria.id,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            places=places,
            at=MOMENT,
        )

    return book


def test_what_is_out_is_not_lent_nor_booked_twice(
    lend: Lend, booked: Callable[..., Booking], gelsa: Persona
) -> None:
    out = lend(2)
    with pytest.raises(Refused, match="Somebody else has it") as refused:
        lend()
    assert refused.value.field == "due_at"
    with pytest.raises(Refused, match="already taken"):
        booked(MOMENT + DAY)
    assert booked().state == "confirmed"
    actions.return_loan(actor=gelsa.actor, loan_id=out.id, condition="worn", at=MOMENT + DAY)
    out.refresh_from_db()
    assert (out.state, out.condition_out, out.condition_back) == ("back", "good", "worn")
    assert lend().state == "out"


def test_a_loan_is_not_longer_than_what_others_have_booked(
    lend: Lend, booked: Callable[..., Booking], gelsa: Persona
) -> None:
    booked(TEN, places=2)
    with pytest.raises(Refused, match="Somebody else has it"):
        lend(days=10)
    loan = lend(days=3)
    stay: dict[str, Any] = {"actor": gelsa.actor, "loan_id": loan.id, "at": MOMENT}
    with pytest.raises(Refused, match="Somebody else has it"):
        actions.extend_loan(due_at=MOMENT + 10 * DAY, **stay)
    with pytest.raises(Refused, match="later"):
        actions.extend_loan(due_at=MOMENT + 2 * DAY, **stay)
    assert actions.extend_loan(due_at=MOMENT + 5 * DAY, **stay).due_at == MOMENT + 5 * DAY


def test_what_maria_booked_is_handed_over_and_comes_back(
    booked: Callable[..., Booking], gelsa: Persona, mary: Persona, maria: Person
) -> None:
    booking = booked()
    with pytest.raises(Forbidden):
        actions.hand_over(actor=mary.actor, booking_id=booking.id, at=TEN)
    who = gelsa.actor_at(TEN)
    loan = actions.hand_over(actor=who, booking_id=booking.id, at=TEN)
    assert (loan.person, loan.due_at, loan.places) == (maria, booking.ends_at, 1)
    with pytest.raises(Refused, match="only once"):
        actions.hand_over(actor=who, booking_id=booking.id, at=TEN)
    [seen] = queries.loans_to_keep(who, at=TEN)
    assert (seen.row, seen.who, seen.late) == (loan, "Maria Rossi", False)
    [late] = queries.loans_to_keep(who, at=TEN + DAY)
    assert late.late
    actions.return_loan(actor=who, loan_id=loan.id, condition="good", at=TEN + DAY)
    booking.refresh_from_db()
    assert booking.state == "kept"
    assert queries.loans_to_keep(who, at=TEN + DAY) == []


def test_who_waits_gets_what_comes_back_early(
    lend: Lend, drill: Resource, gelsa: Persona, mary: Persona, maria: Person
) -> None:
    loan = lend(2, days=20)
    waits = actions.book_resource(
        actor=mary.actor,
        resource_id=drill.id,
        person_id=maria.id,
        starts_at=TEN,
        ends_at=TEN + timedelta(hours=1),
        wait=True,
        at=MOMENT,
    )
    assert waits.state == "waiting"
    actions.return_loan(actor=gelsa.actor, loan_id=loan.id, condition="good", at=MOMENT)
    waits.refresh_from_db()
    assert waits.state == "confirmed"


def test_what_is_lost_is_over(lend: Lend, gelsa: Persona, piero: Persona) -> None:
    loan = lend()
    with pytest.raises(Forbidden):
        actions.lose_loan(actor=piero.actor, loan_id=loan.id, at=MOMENT)
    assert actions.lose_loan(actor=gelsa.actor, loan_id=loan.id, at=MOMENT).state == "lost"
    with pytest.raises(Refused, match="already over"):
        actions.return_loan(actor=gelsa.actor, loan_id=loan.id, condition="good", at=MOMENT)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"condition": "broken"}, "repaired first"),
        ({"condition": "lovely"}, "list"),
        ({"days": -1}, "still to come"),
        ({"days": 400}, "at most a year"),
        ({"places": 3}, "whole number"),
    ],
)
def test_what_cannot_be_lent_says_why(lend: Lend, told: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        lend(**told)
    assert not Loan.objects.exists()


def test_a_hall_is_not_lent(offer: Offer, gelsa: Persona, cooperative: Organisation) -> None:
    hall = offer(kind="space", name="Sala")
    with pytest.raises(Refused, match="a thing or a vehicle"):
        actions.lend_resource(
            actor=gelsa.actor,
            resource_id=hall.id,
            organisation_id=cooperative.id,
            due_at=MOMENT + DAY,
            at=MOMENT,
        )
