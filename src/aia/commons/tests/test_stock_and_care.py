"""A stock that never falls below none, and the care of things: who, when, how much."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aia.access.terms import Forbidden
from aia.access.tests.personas import MOMENT, Persona
from aia.commons import actions, queries
from aia.commons.models import CareWork, Resource, StockMove
from aia.commons.rules.stock import after
from aia.commons.terms import Refused
from aia.commons.tests.conftest import Offer

pytestmark = pytest.mark.django_db
TODAY = MOMENT.date()


@pytest.fixture
def pasta(offer: Offer) -> Resource:
    """The cooperative's stock of food."""
    return offer(kind="stock", name="Pasta e legumi")


def test_what_comes_in_goes_out_and_is_counted(pasta: Resource, gelsa: Persona) -> None:
    def move(kind: str, quantity: int, unit: str | None = None) -> int:
        made = actions.move_stock(
            actor=gelsa.actor,
            resource_id=pasta.id,
            kind=kind,
            quantity=quantity,
            unit=unit,
            at=MOMENT,
        )
        return made.left

    assert move("came_in", 80, "kilos") == 80
    assert move("given", 30) == 50
    assert move("spoilt", 5) == 45
    with pytest.raises(Refused, match="only 45") as refused:
        move("given", 46)
    assert refused.value.field == "quantity"
    assert move("counted", 40) == 40
    pasta.refresh_from_db()
    assert (pasta.in_stock, pasta.unit) == (40, "kilos")
    changes = [one.change for one in queries.stock_moves(pasta)]
    assert changes == [-5, -5, -30, 80]
    assert sum(changes) == pasta.in_stock


def test_only_its_keeper_or_the_office_moves_a_stock(
    pasta: Resource, offer: Offer, mary: Persona, sara: Persona
) -> None:
    told: dict[str, Any] = {"kind": "came_in", "quantity": 1, "at": MOMENT}
    with pytest.raises(Forbidden):
        actions.move_stock(actor=mary.actor, resource_id=pasta.id, **told)
    assert actions.move_stock(actor=sara.actor, resource_id=pasta.id, **told).left == 1
    with pytest.raises(Refused, match="Only a stock"):
        actions.move_stock(actor=sara.actor, resource_id=offer().id, **told)


@pytest.mark.parametrize("wrong", [0, -3, 1.5, True, 10**7])
def test_a_quantity_is_whole_and_more_than_none(
    pasta: Resource, gelsa: Persona, wrong: int
) -> None:
    with pytest.raises(Refused):
        actions.move_stock(
            actor=gelsa.actor, resource_id=pasta.id, kind="given", quantity=wrong, at=MOMENT
        )
    assert not StockMove.objects.exists()


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["came_in", "given", "spoilt"]), st.integers(1, 99))))
def test_whatever_is_asked_there_is_never_less_than_none(told: list[tuple[str, int]]) -> None:
    there = 0
    for kind, quantity in told:
        try:
            there = after(kind, there, quantity)
        except Refused:
            assert kind != "came_in"
            assert quantity > there
        assert there >= 0


def test_who_takes_care_of_a_van_and_what_it_cost(offer: Offer, gelsa: Persona) -> None:
    van = offer()
    actions.agree_care(
        actor=gelsa.actor, resource_id=van.id, repairs_by="keeper", cleans_by="users", at=MOMENT
    )

    def note(kind: str, spent: str, days_ago: int = 0) -> CareWork:
        return actions.note_care(
            actor=gelsa.actor,
            resource_id=van.id,
            kind=kind,
            by="keeper",
            done_on=TODAY - timedelta(days=days_ago),
            minutes=90,
            spent=Decimal(spent),
            at=MOMENT,
        )

    note("repair", "240.50")
    note("cleaning", "0")
    note("cover", "800", days_ago=400)
    told = queries.care_of(van, at=MOMENT)
    assert (told.spent_in_a_year, told.minutes_in_a_year) == (Decimal("240.50"), 180)
    assert [one.kind for one in told.works] == ["cleaning", "repair", "cover"]
    for wrong in ("-1", "NaN", "Infinity", "0.001", "1000000"):
        with pytest.raises(Refused):
            note("repair", wrong)
    with pytest.raises(Refused, match="still to come"):
        note("repair", "1", days_ago=-1)


def test_care_is_its_keeper_s_to_say(offer: Offer, mary: Persona) -> None:
    van = offer()
    with pytest.raises(Forbidden):
        actions.agree_care(
            actor=mary.actor, resource_id=van.id, repairs_by="users", cleans_by=None, at=MOMENT
        )
