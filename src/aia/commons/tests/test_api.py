"""The floor by the API: a program reads, books, answers, moves a stock, as its account may."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from itertools import count
from typing import Any

import pytest
from django.test import Client

from aia.access import actions as access
from aia.access.terms import ClientScope, service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.commons import actions
from aia.commons.models import Booking, StockMove
from aia.commons.tests.conftest import Offer
from aia.kit.clock import now
from aia.people.models import Organisation

pytestmark = pytest.mark.django_db
_keys = count()


def token(who: Persona) -> str:
    """Return the token of a program that may do on the floor what somebody may."""
    _client, told = access.create_client(
        actor=service_actor("installation"),
        account=who.account,
        name="Gestionale",
        district=DISTRICT,
        scopes=(ClientScope.FLOOR_READ, ClientScope.FLOOR_WRITE),
        expires_at=now() + timedelta(days=1),
        at=now(),
    )
    return told


def read(who: str, path: str) -> Any:
    return Client().get(f"/api/v1{path}", headers={"Authorization": f"Bearer {who}"}).json()


def write(who: str, path: str, **told: Any) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {who}", "Idempotency-Key": f"floor-{next(_keys)}"}
    answer = Client().post(f"/api/v1{path}", told, content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


def test_a_program_of_the_cooperative_books_confirms_and_reads(
    offer: Offer, gelsa: Persona, cooperative: Organisation
) -> None:
    van = offer()
    about: dict[str, Any] = {"actor": gelsa.actor, "resource_id": van.id, "at": MOMENT}
    actions.set_booking_rules(bookable=True, approval=True, **about)
    actions.set_calendar(hours=(), open_on_holidays=True, **about)
    program = token(gelsa)
    [listed] = read(program, "/floor?q=pulmini")["items"]
    assert (listed["id"], listed["hours"], listed["bookable"]) == (str(van.id), [], True)
    assert read(program, f"/floor/{van.id}") == listed
    told = {
        "starts_at": (now() + timedelta(days=1)).isoformat(),
        "ends_at": (now() + timedelta(days=1, hours=2)).isoformat(),
        "organisation_id": str(cooperative.id),
    }
    status, made = write(program, f"/floor/{van.id}/bookings", **told)
    assert status == HTTPStatus.CREATED
    status, problem = write(program, f"/floor/{van.id}/bookings", **told)
    assert (status, problem["errors"][0]["field"]) == (HTTPStatus.UNPROCESSABLE_ENTITY, "wait")
    [waiting] = read(program, "/bookings?kept=true")
    assert waiting["acts"] == ["cancelled", "confirmed", "declined"]
    assert write(program, f"/bookings/{made['id']}/confirm")[0] == HTTPStatus.OK
    assert Booking.objects.get().state == "confirmed"


def test_a_stock_is_moved_and_hours_are_read(
    offer: Offer, gelsa: Persona, cooperative: Organisation
) -> None:
    pasta, program = offer(kind="stock", name="Pasta"), token(gelsa)
    moved = {"kind": "came_in", "quantity": 40, "unit": "kilos"}
    assert write(program, f"/floor/{pasta.id}/stock", **moved)[0] == HTTPStatus.CREATED
    status, problem = write(program, f"/floor/{pasta.id}/stock", kind="given", quantity=41)
    assert (status, problem["errors"][0]["field"]) == (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "quantity",
    )
    assert StockMove.objects.get().left == 40
    assert read(program, f"/floor/{pasta.id}")["in_stock"] == 40
    actions.open_hour_account(actor=gelsa.actor, organisation_id=cooperative.id, at=MOMENT)
    [account] = read(program, "/hours")
    assert (account["holder"], account["balance"]) == ("Cooperativa Il Gelso", 0)


def test_what_the_account_may_not_its_program_may_not(offer: Offer, mary: Persona) -> None:
    pasta = offer(kind="stock", name="Pasta")
    told = {"kind": "came_in", "quantity": 1}
    assert write(token(mary), f"/floor/{pasta.id}/stock", **told)[0] == HTTPStatus.FORBIDDEN
    assert not StockMove.objects.exists()
