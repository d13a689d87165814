"""The public pages on a phone: without a network, in both directions, small, without obstacles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import Error as PlaywrightError

from aia.sensing.speech import speech
from aia.web.tests import chromium
from aia.web.tests.server import serving
from tests.installation import Installation

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
MOST_BYTES = 60 * 1024
WORDS = "La signora del terzo piano non esce più."
_SENSOR = """
from aia.access.terms import service_actor
from aia.kit.clock import now
from aia.sensing import actions, own_links
from aia.territory.models import Municipality
town = Municipality.objects.create(istat="019036", name="Cremona", cadastral="D150",
    province="CR", province_code="019")
sensor = actions.register_sensor(actor=service_actor("installation"), district="cremona",
    kind="place", formality="informal", name="Farmacia della piazza", municipality=town.istat,
    at=now())
print(sensor.code, own_links.key_of(sensor))
"""
_NOTICES = """
import json
from aia.people.queries import keyring
from aia.sensing.models import Notice
rows = Notice.objects.order_by("received_at")
words = lambda row: keyring(row.id).open(row.id, row, "sealed_text")
print(json.dumps([[words(row), row.language, str(row.seen_at)] for row in rows]))
"""


class Place:
    """A served installation with one sensor. Its database is asked in processes of their own."""

    def __init__(self, address: str, home: Path) -> None:
        self.address, self._installation = address, Installation(home)
        code, key = self._installation.python(_SENSOR).split()
        self.door = f"{address}/s/{code}/"
        self.ours, self.training = f"{self.door}ours/{key}/", f"{self.door}training/{key}/"

    def notices(self) -> list[list[str]]:
        """Return the words and the language of every notice that arrived."""
        found: list[list[str]] = json.loads(self._installation.python(_NOTICES))
        return found


@pytest.fixture(scope="module")
def place(chromium_browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    home = tmp_path_factory.mktemp("doors")
    with serving(home) as address:
        yield Place(address, home)


@pytest.fixture
def phone(chromium_browser: Browser) -> Iterator[BrowserContext]:
    context = chromium_browser.new_context(locale="it-IT", **PHONE)
    yield context
    context.close()


def ready(context: BrowserContext, address: str) -> Page:
    """Open a sensor's page and wait until the phone has kept it."""
    page = context.new_page()
    page.goto(address)
    assert chromium.keeps(page, "aia-doors")
    return page


def opened_offline(page: Page, address: str) -> None:
    """Open an address as the phone kept it; a worker too slow to start is asked once more."""
    try:
        page.goto(address)
    except PlaywrightError:
        page.goto(address)


def written(page: Page, words: str) -> None:
    """Write as somebody does: not faster than a hand."""
    page.wait_for_timeout(3100)
    page.fill("#text", words)


def test_what_is_written_without_a_network_arrives_once_when_it_is_back(
    place: Place, phone: BrowserContext
) -> None:
    before = len(place.notices())
    page = ready(phone, place.door)
    phone.set_offline(True)
    opened_offline(page, place.door)
    expect(page.locator("#offline")).to_be_visible()
    written(page, WORDS)
    page.click("#send")
    expect(page.get_by_text("È al sicuro in questo telefono")).to_be_visible()
    assert len(place.notices()) == before

    # The browser's page is closed and opened again, still without a network: the queue is there.
    page.close()
    page = phone.new_page()
    opened_offline(page, place.door)
    expect(page.get_by_text("Deve ancora partire")).to_be_visible()
    assert WORDS not in page.content()

    phone.set_offline(False)
    expect(page.get_by_text("È arrivata: questo è il codice")).to_be_visible()
    code = page.locator("#tray .code").inner_text()
    assert len(code.replace(" ", "")) == 16
    page.reload()
    page.wait_for_load_state("networkidle")
    assert [one[0] for one in place.notices()][before:] == [WORDS]

    page.get_by_role("button", name="Ho scritto il codice").click()
    expect(page.locator("#tray")).to_be_hidden()
    page.goto(f"{place.address}/s/receipt/")
    page.fill("#code", code)
    page.get_by_role("button", name="Apri").click()
    expect(page.get_by_text("È arrivata e aspetta di essere letta")).to_be_visible()


def test_an_answer_that_was_lost_on_the_way_back_is_asked_for_again(
    place: Place, phone: BrowserContext
) -> None:
    """The notice arrives, the answer does not: it is sent again and comes in once."""
    before = len(place.notices())
    page = ready(phone, place.door)
    lost: list[str] = []

    def lose(route: Any) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().text())
            route.abort()
        else:
            route.continue_()

    page.route(f"{place.door}*", lose)
    written(page, "Detto una volta sola")
    page.click("#send")
    expect(page.get_by_text("È al sicuro in questo telefono")).to_be_visible()
    page.get_by_role("button", name="Prova a inviarla ora").click()
    code = json.loads(lost[0])["code"]
    expect(page.locator("#said .code")).to_have_text(code)
    page.reload()
    expect(page.locator("#tray .code")).to_have_text(code)
    assert [one[0] for one in place.notices()][before:] == ["Detto una volta sola"]


def test_two_pages_of_the_same_phone_send_the_queue_once(
    place: Place, phone: BrowserContext
) -> None:
    before = len(place.notices())
    first, second = ready(phone, place.door), phone.new_page()
    second.goto(place.door)
    phone.set_offline(True)
    written(first, "Da due pagine")
    first.click("#send")
    expect(first.get_by_text("È al sicuro in questo telefono")).to_be_visible()
    phone.set_offline(False)
    for page in (first, second):
        page.reload()
    expect(first.locator("#tray .code")).to_be_visible()
    assert [one[0] for one in place.notices()][before:] == ["Da due pagine"]


def test_a_clock_a_year_off_changes_nothing(place: Place, phone: BrowserContext) -> None:
    before = len(place.notices())
    page = phone.new_page()
    page.clock.set_system_time("2031-01-01T10:00:00Z")
    page.goto(place.door)
    written(page, "L’orologio del telefono corre")
    page.click("#send")
    expect(page.get_by_text("Grazie, è arrivata")).to_be_visible()
    words, _language, seen = place.notices()[before]
    assert words == "L’orologio del telefono corre"
    assert not seen.startswith("2031")


def test_words_of_danger_show_the_numbers_while_they_are_written(
    place: Place, phone: BrowserContext
) -> None:
    page = phone.new_page()
    page.goto(place.door)
    page.wait_for_load_state("networkidle")
    expect(page.locator("#danger")).to_be_hidden()
    page.fill("#text", "يضرب زوجته")
    expect(page.locator("#danger")).to_be_visible()
    assert page.locator("#danger a").evaluate_all("all => all.map(a => a.href)") == [
        "tel:112",
        "tel:1522",
        "tel:114",
    ]


def test_a_photo_is_made_small_on_the_phone_and_what_is_none_stays_there(
    place: Place, phone: BrowserContext, tmp_path: Path
) -> None:
    from PIL import Image

    before = len(place.notices())
    photo, none = tmp_path / "a.jpg", tmp_path / "b.jpg"
    Image.effect_noise((4000, 3000), 90).convert("RGB").save(photo, quality=97)
    none.write_bytes(b"\xff\xd8\xff" + bytes(50 << 20))
    page = phone.new_page()
    sent: list[str] = []
    page.on(
        "request",
        lambda one: sent.append(one.url) if one.method == "POST" else None,
    )
    page.goto(place.door)
    page.locator("details.more summary").click()
    page.set_input_files("#photo", none)
    written(page, "Con una foto")
    page.click("#send")
    expect(page.get_by_text("La foto è troppo grande")).to_be_visible()
    assert sent == []
    page.set_input_files("#photo", photo)
    page.click("#send")
    expect(page.get_by_text("Grazie, è arrivata")).to_be_visible()
    assert photo.stat().st_size > 5 << 20
    assert len(place.notices()) == before + 1


def test_it_works_without_scripts(place: Place, chromium_browser: Browser) -> None:
    before = len(place.notices())
    context = chromium_browser.new_context(locale="ro", java_script_enabled=False, **PHONE)
    page = context.new_page()
    page.goto(place.door)
    page.click("#send")
    expect(page.get_by_text(speech("ro").say("errors.empty")).first).to_be_visible()
    written(page, "Fără scripturi")
    page.click("#send")
    expect(page.get_by_text(speech("ro").say("thanks.title"))).to_be_visible()
    assert place.notices()[before][:2] == ["Fără scripturi", "ro"]
    context.close()


@pytest.mark.parametrize("code", ["it", "ar"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    place: Place, chromium_browser: Browser, code: str, size: dict[str, Any], scheme: Any
) -> None:
    context = chromium_browser.new_context(locale=code, color_scheme=scheme, **size)
    page = context.new_page()
    receipt, offline = f"{place.address}/s/receipt/", f"{place.address}/s/offline/"
    for address in (place.door, receipt, offline, place.ours, place.training):
        page.goto(f"{address}?lang={code}")
        assert page.locator("html").get_attribute("dir") == speech(code).direction
        assert chromium.obstacles(page) == []
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == size["viewport"]["width"]
    page.goto(f"{place.door}?lang={code}")
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    written(page, "La picchia")
    page.check("[value=agrees]", force=True)
    assert chromium.obstacles(page) == []
    page.click("#send")
    page.locator("#said .code").wait_for()
    assert chromium.obstacles(page) == []
    context.close()


def test_the_page_is_small_over_the_wire(place: Place, chromium_browser: Browser) -> None:
    context = chromium_browser.new_context(locale="it-IT", **PHONE)
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    bytes_of: dict[str, float] = {}
    urls: dict[str, str] = {}
    client.on(
        "Network.requestWillBeSent", lambda e: urls.update({e["requestId"]: e["request"]["url"]})
    )
    client.on(
        "Network.loadingFinished",
        lambda e: bytes_of.update({urls.get(e["requestId"], ""): e["encodedDataLength"]}),
    )
    page.goto(place.door)
    page.wait_for_load_state("networkidle")
    icons = (".svg", ".png")
    counted = {url: size for url, size in bytes_of.items() if not url.endswith(icons)}
    assert len(counted) >= 7
    assert sum(counted.values()) <= MOST_BYTES
    assert all(url.startswith(place.address) for url in counted)
    context.close()


def test_the_policy_of_contents_is_kept(place: Place, phone: BrowserContext) -> None:
    said: list[str] = []
    page = phone.new_page()
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(place.door)
    page.wait_for_load_state("networkidle")
    assert said == []
