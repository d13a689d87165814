"""One notice, from a phone without a network to a person's need, and back to who sent it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from aia.web.tests.chromium import keeps
from tests.browser import SignedIn, Site

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "is_mobile": True}
WORDS = "Il signore con il cane bianco non si vede da giorni e la posta esce dalla cassetta."
REPLY = "Grazie: oggi passiamo a salutarlo."
_TRIES, _BETWEEN_MS = 60, 1500
# A sensor's page, the link of its own people, and somebody whom a worker already follows.
_FOUND = """
import json
from aia.access.models import Account
from aia.pathways.models import Pathway
from aia.people import queries
from aia.sensing import own_links
from aia.sensing.models import Sensor
sensor = Sensor.objects.filter(state="active").order_by("name").first()
lead = Account.objects.get(email={email!r}).id
path = Pathway.objects.filter(kind="person", state="open", protected=False, lead=lead).first()
identity = queries.identity_of(path.person)
print(json.dumps({{"code": sensor.code, "key": own_links.key_of(sensor),
    "name": identity.full_name, "subject": str(path.subject)}}))
"""


@dataclass(frozen=True)
class Told:
    """What the story needs to know of the simulated district."""

    code: str
    key: str
    name: str
    subject: str


def test_a_notice_is_heard_and_answered(as_role: SignedIn, site: Site) -> None:
    email = site.accounts["social_worker"]["email"]
    told = Told(**json.loads(site.installation.python(_FOUND.format(email=email))))
    receipt = sent_from_a_phone_without_a_network(as_role(None, **PHONE), told)
    office = as_role("social_worker")
    notice = opened_by_the_office(office)
    decided_otherwise(office, notice)
    led_to_a_need(office, notice, told)
    told_to_who_sent_it(as_role(None, **PHONE), told, receipt)


def sent_from_a_phone_without_a_network(page: Page, told: Told) -> str:
    """Write on the sensor's page with no network; return the receipt once it is back."""
    page.goto(f"/s/{told.code}/")
    assert keeps(page, "aia-doors")
    page.wait_for_timeout(3100)
    page.context.set_offline(True)
    page.fill("#text", WORDS)
    page.click("#send")
    expect(page.get_by_text("È al sicuro in questo telefono")).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    code = page.locator("#tray .code")
    expect(code).to_be_visible()
    return str(code.inner_text())


def opened_by_the_office(page: Page) -> str:
    """Find the notice once in the queue, and read why it came and what Aia makes of it."""
    page.goto("/sensing/?lane=waiting")
    while page.get_by_text(WORDS[:60]).count() == 0:
        page.get_by_role("link", name="Avanti").click()
    found = page.get_by_role("link", name=re.compile(re.escape(WORDS[:60])))
    expect(found).to_have_count(1)
    found.click()
    expect(page.get_by_role("heading", name="Perché è qui")).to_be_visible()
    address = page.url
    card = page.locator("#kind")
    for _try in range(_TRIES):
        if "è in preparazione" not in card.inner_text():
            break
        page.wait_for_timeout(_BETWEEN_MS)
        page.reload()
    expect(card).to_contain_text(re.compile("Suggerito da Aia|non è abbastanza sicura"))
    return address


def decided_otherwise(page: Page, notice: str) -> None:
    """Say what kind of need it is, whatever was suggested; both stay."""
    page.goto(notice)
    page.locator("#kind").get_by_role(
        "link", name=re.compile("Scegli fra tutti|diversamente")
    ).click()
    page.select_option("select[name=category]", "functioning.safety")
    page.get_by_role("button", name="È questo").click()
    expect(page.locator("#kind")).to_contain_text("deciso da una persona")


def led_to_a_need(page: Page, notice: str, told: Told) -> None:
    """Recognise the need on the path of somebody who is followed already."""
    page.goto(notice)
    page.get_by_role("link", name="È il bisogno di qualcuno").click()
    page.fill("main input[name=q]", told.name)
    page.locator("main form button[type=submit]").click()
    page.locator(f"main a[href*='{told.subject}']").click()
    page.fill("textarea[name=reply]", REPLY)
    page.get_by_role("button", name="Riconosci il bisogno").click()
    page.wait_for_url(f"**/worklist/of/{told.subject}/")
    expect(page.get_by_text(WORDS).first).to_be_visible()


def told_to_who_sent_it(page: Page, told: Told, receipt: str) -> None:
    """The receipt opens the answer; the sensor's own page says that something followed."""
    page.goto("/s/receipt/")
    page.fill("#code", receipt)
    page.get_by_role("button", name="Apri").click()
    expect(page.get_by_text(REPLY)).to_be_visible()
    assert told.name not in page.content()

    page.goto(f"/s/{told.code}/ours/{told.key}/")
    assert WORDS not in page.content()
    assert told.name not in page.content()


def test_the_map_of_an_alarm_shows_where_the_planted_cluster_is(as_role: SignedIn) -> None:
    page = as_role("planner")
    page.goto("/sensing/alarms/")
    page.locator("main .aia-rows a", has_text="Soresina").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Soresina")
    expect(page.locator(".aia-picture svg").first).to_be_visible()
    assert "Sara Bonetti" not in page.content()
