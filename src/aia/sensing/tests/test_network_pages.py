"""Where notices go and who notices: rules, corrections, the network of sensors."""

from __future__ import annotations

from aia.access.terms import service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.sensing.models import RoutingRule, Sensor
from aia.sensing.tests.office import SignIn, browse, page, sent, words_of
from aia.sensing.tests.story import Noticing
from aia.territory.actions import load_district

__all__ = ["browse"]


def test_the_coordinator_says_where_notices_go_and_each_says_why_it_came(
    browse: SignIn, sara: Persona, carla: Persona, noticing: Noticing
) -> None:
    chief = browse(carla)
    sent(
        chief,
        page("new_rule"),
        name="Urgenze a Sara",
        urgencies=["now"],
        to_account=str(sara.account.id),
    )
    notice = noticing.sent(urgency="now")
    shown = words_of(browse(sara), page("notice", notice.id))
    assert "Urgenze a Sara" in shown
    assert browse(sara).get(page("new_rule")).status_code == 403

    rule = RoutingRule.objects.get()
    sent(chief, page("change_rule", rule.id), name="Subito", urgencies=["now"], to_account="")
    chief.post(page("drop_rule", rule.id))
    assert "No rule yet" in words_of(chief, page("rules"))


def test_a_correction_sends_it_elsewhere_in_one_step(
    browse: SignIn, sara: Persona, omar: Persona, noticing: Noticing
) -> None:
    notice = noticing.sent()
    sent(browse(sara), page("move", notice.id), account=str(omar.account.id), reason="load")
    assert "share the work" in words_of(browse(omar), page("notice", notice.id)).lower()


def test_the_network_of_sensors_is_looked_after(
    browse: SignIn, sara: Persona, paola: Persona, towns: tuple[str, str], pharmacy: Sensor
) -> None:
    load_district(actor=service_actor("installation"), source=DISTRICT, at=MOMENT)
    client = browse(sara)
    sent(
        client,
        page("new_sensor"),
        kind="person",
        name="La portalettere",
        formality="informal",
        municipality=towns[1],
    )
    other = Sensor.objects.get(name="La portalettere")
    sent(client, page("tie", pharmacy.id), other_id=str(other.id), kind="knows")
    sent(client, page("add_voice", pharmacy.id), account_id=str(paola.account.id))
    shown = words_of(client, page("sensor", pharmacy.id))
    assert "La portalettere" in shown
    assert paola.account.name in shown

    sent(client, page("pause_sensor", pharmacy.id), until="2099-01-01")
    assert "Resting" in words_of(client, page("sensor", pharmacy.id))
    sent(client, page("resume_sensor", pharmacy.id))
    sent(client, page("close_sensor", other.id), reason="wish")
    other.refresh_from_db()
    assert other.closed_at is not None
