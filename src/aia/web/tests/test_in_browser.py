"""Every component in a real browser: no obstacle, no sideways scroll, everything by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from aia.web.tests import chromium
from aia.web.tests.server import serving

pytestmark = pytest.mark.browser

PAGES = ["/", "/style/", "/line/", "/privacy/", "/accessibility/", "/nothing-here/"]
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture(scope="module")
def browser(chromium_browser: Browser) -> Browser:
    return chromium_browser


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home: Path = tmp_path_factory.mktemp("aia-home")
    (home / "simulated.json").write_text("[]")
    with serving(home) as served:
        yield served


def opened(browser: Browser, url: str, **how: Any) -> Page:
    page = browser.new_context(locale="it-IT", **how).new_page()
    page.goto(url)
    return page


def every_view() -> list[Any]:
    """Return the style page seen in every way, the others on a desk by day and a phone by night."""
    ways = {
        "desk, light": (DESK, "light"),
        "phone, dark": (PHONE, "dark"),
        "desk, dark": (DESK, "dark"),
        "phone, light": (PHONE, "light"),
    }
    return [
        pytest.param(path, *way, id=f"{path} on {name}")
        for path in PAGES
        for name, way in list(ways.items())[: 4 if path == "/style/" else 2]
    ]


@pytest.mark.parametrize(("path", "size", "scheme"), every_view())
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Browser, address: str, path: str, size: dict[str, Any], scheme: str
) -> None:
    page = opened(browser, address + path, color_scheme=scheme, **size)
    assert chromium.obstacles(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == size["viewport"]["width"]
    page.context.close()


def test_the_policy_of_contents_is_kept_and_every_file_arrives(
    browser: Browser, address: str
) -> None:
    page = browser.new_context(locale="it-IT").new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("requestfailed", lambda request: said.append(request.url))
    page.goto(address)
    page.wait_for_function("document.fonts.ready.then(() => document.fonts.size > 0)")
    assert said == []
    names = page.evaluate("performance.getEntriesByType('resource').map(r => r.name)")
    own = [name for name in names if "/static/" in name]
    assert own
    assert all(name.startswith(address) for name in names)
    page.context.close()


def test_a_phone_is_given_the_list_and_a_desk_the_drawing(browser: Browser, address: str) -> None:
    for size, drawing, listed in ((DESK, True, False), (PHONE, False, True)):
        page = opened(browser, f"{address}/style/", **size)
        assert page.locator(".aia-trace-drawing").is_visible() == drawing
        assert page.locator(".aia-trace-list").is_visible() == listed
        page.context.close()


def test_on_a_desk_the_list_opens_from_the_drawing(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/style/", **DESK)
    page.get_by_text("Leggi la linea come elenco").click()
    assert page.locator(".aia-trace-list").is_visible()
    page.context.close()


def test_paper_has_both_and_no_frame(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/style/", color_scheme="dark", **DESK)
    page.emulate_media(media="print")
    assert page.locator(".aia-trace-drawing").is_visible()
    assert page.locator(".aia-trace-list").is_visible()
    assert not page.locator(".aia-header").is_visible()
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    page.context.close()


def test_the_first_tab_skips_to_the_content(browser: Browser, address: str) -> None:
    page = opened(browser, address, **DESK)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    assert page.locator(".skiplinks a").first.is_visible()
    page.context.close()


def test_every_mark_of_the_line_is_reached_by_keyboard(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/style/", **DESK)
    marks = page.locator("a.aia-mark")
    count = marks.count()
    marks.first.focus()
    reached = set()
    for _step in range(count * 2):
        reached.add(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("Tab")
    wanted = {marks.nth(i).get_attribute("aria-label") for i in range(count)}
    assert wanted <= reached
    page.context.close()


def test_a_form_to_mend_takes_the_focus_to_its_summary(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/style/", **DESK)
    assert page.evaluate("document.activeElement.className").startswith("aia-error-summary")
    page.locator(".aia-error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "wrong_words"
    page.context.close()


def test_pages_work_without_scripts(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/style/", java_script_enabled=False, **DESK)
    page.get_by_text("Chiudi il bisogno").first.click()
    assert page.get_by_text("Vuoi chiudere questo bisogno?").is_visible()
    page.get_by_role("button", name="English").click()
    assert page.locator("h1").inner_text() == "Style"
    page.context.close()


def test_a_failure_in_the_background_is_told_in_words(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/line/", **DESK)
    ask = "address => { htmx.ajax('GET', address, {target: 'h1'}).catch(() => null) }"
    page.evaluate(ask, "/nothing-here/")
    page.get_by_text("Non è stato fatto").wait_for()
    assert page.locator("h1").inner_text() == "La linea che tutto segue"
    page.route("**/privacy/", lambda route: route.abort())
    page.evaluate(ask, "/privacy/")
    page.get_by_text("Il server non risponde").wait_for()
    page.context.close()
