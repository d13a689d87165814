"""The pages of loans, of a stock, of the care of things."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from aia.access.tests.personas import MOMENT, Persona
from aia.commons import actions
from aia.commons.models import CareWork, Loan, StockMove
from aia.commons.tests.conftest import Offer
from aia.kit.clock import now
from aia.people.models import Organisation, Person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Persona], Client]
LOANS = reverse("commons:loans")


def test_a_drill_is_lent_stays_longer_and_comes_back(
    offer: Offer, gelsa: Persona, cooperative: Organisation, browse: SignIn
) -> None:
    drill, browser = offer(kind="tool", name="Trapano"), browse(gelsa)
    page = browser.get(reverse("commons:resource", args=[drill.id])).content.decode()
    lend = reverse("commons:lend", args=[drill.id])
    assert lend in page
    today = timezone.localdate()
    told = {
        "user": f"body:{cooperative.id}",
        "places": "1",
        "due": (today + timedelta(days=3)).isoformat(),
        "condition": "good",
    }
    yesterday = told | {"due": (today - timedelta(days=2)).isoformat()}
    assert "deve ancora venire" in browser.post(lend, yesterday).content.decode()
    browser.post(lend, told)
    loan = Loan.objects.get()
    assert "Trapano" in browser.get(LOANS).content.decode()
    due = (today + timedelta(days=5)).isoformat()
    browser.post(reverse("commons:extend_loan", args=[loan.id]), {"due": due})
    browser.post(reverse("commons:return_loan", args=[loan.id]), {"condition": "worn"})
    loan.refresh_from_db()
    assert (loan.state, loan.condition_back) == ("back", "worn")
    assert timezone.localdate(loan.due_at) == today + timedelta(days=6)
    assert "Adesso non c’è niente fuori." in browser.get(LOANS).content.decode()


def test_what_maria_booked_is_handed_to_her(
    offer: Offer, gelsa: Persona, mary: Persona, maria: Person, browse: SignIn
) -> None:
    van = offer()
    actions.set_booking_rules(actor=gelsa.actor, resource_id=van.id, bookable=True, at=MOMENT)
    actions.set_calendar(
        actor=gelsa.actor, resource_id=van.id, hours=(), open_on_holidays=True, at=MOMENT
    )
    booking = actions.book_resource(
        actor=mary.actor,
        resource_id=van.id,
        person_id=maria.id,
        starts_at=now() + timedelta(hours=1),
        ends_at=now() + timedelta(hours=3),
        at=now(),
    )
    over = reverse("commons:hand_over", args=[booking.id])
    keeper = browse(gelsa)
    assert over in keeper.get(reverse("commons:bookings")).content.decode()
    keeper.post(over, {"condition": "good"})
    assert Loan.objects.get().person == maria
    assert over not in keeper.get(reverse("commons:bookings")).content.decode()
    assert "Maria Rossi" in keeper.get(LOANS).content.decode()
    assert van.name in browse(mary).get(LOANS).content.decode()


def test_a_stock_is_moved_and_everybody_reads_what_is_left(
    offer: Offer, gelsa: Persona, browse: SignIn
) -> None:
    pasta, browser = offer(kind="stock", name="Pasta"), browse(gelsa)
    page = reverse("commons:stock", args=[pasta.id])
    told = {"kind": "came_in", "quantity": "40", "unit": "kilos"}
    browser.post(page, told)
    refused = browser.post(page, told | {"kind": "given", "quantity": "41"})
    assert "Ce ne sono solo 40" in refused.content.decode()
    browser.post(page, told | {"kind": "given", "quantity": "15"})
    assert "ne restano 25" in browser.get(page).content.decode()
    public = Client().get(reverse("commons:resource", args=[pasta.id])).content.decode()
    assert "25 chili" in public
    assert StockMove.objects.count() == 2


def test_who_takes_care_of_a_van_stands_on_its_page(
    offer: Offer, gelsa: Persona, browse: SignIn
) -> None:
    van, browser = offer(), browse(gelsa)
    browser.post(
        reverse("commons:care_terms", args=[van.id]),
        {"repairs_by": "keeper", "cleans_by": "users"},
    )
    assert "Chi la usa" in Client().get(reverse("commons:resource", args=[van.id])).content.decode()
    page = reverse("commons:care", args=[van.id])
    told = {
        "kind": "repair",
        "by": "keeper",
        "done_on": timezone.localdate().isoformat(),
        "minutes": "1:30",
        "spent": "240.50",
    }
    browser.post(page, told)
    assert CareWork.objects.get().minutes == 90
    assert "240,50 euro, 1:30 ore" in browser.get(page).content.decode()
