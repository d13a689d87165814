"""The parts of a person's file in a browser: no obstacle, no sideways scroll, day and night."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page

from aia.web.tests.chromium import obstacles
from tests.browser import SignedIn

pytestmark = pytest.mark.browser

DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}
TABS = ("plan/", "autonomy/", "diary/", "documents/")
FORMS = (
    "plan/new/",
    "autonomy/autonomy/",
    "autonomy/intake/",
    "diary/note/",
    "diary/appointment/",
    "documents/new/",
)


def file_of_somebody(page: Page) -> str:
    """Return the address of the file of the first person on the worklist."""
    page.goto("/worklist/")
    address = page.locator("#worklist a[href*='/worklist/of/']").first.get_attribute("href")
    assert address is not None
    return address.partition("#")[0]


@pytest.mark.parametrize("how", [DESK, PHONE], ids=["desk by day", "phone by night"])
def test_every_part_is_open_to_everybody(as_role: SignedIn, how: dict[str, Any]) -> None:
    page = as_role("social_worker", **how)
    file = file_of_somebody(page)
    for part in (*TABS, *FORMS, "../../agenda/"):
        answer = page.goto(file + part)
        assert answer is not None
        assert answer.status == 200, part
        assert obstacles(page) == [], part
        wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wider), part


def test_a_note_is_written_by_keyboard_alone(as_role: SignedIn) -> None:
    page = as_role("social_worker", **DESK)
    page.goto(file_of_somebody(page) + "diary/")
    page.get_by_role("link", name="Scrivi una nota").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Telefonata").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Chiamata breve.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/diary/")
    assert page.get_by_text("Chiamata breve.").is_visible()


def test_a_file_too_big_is_answered_with_a_page(as_role: SignedIn) -> None:
    page = as_role("social_worker", **DESK)
    page.goto(file_of_somebody(page) + "documents/new/")
    big = FilePayload(name="grande.pdf", mimeType="application/pdf", buffer=bytes(20_000_000))
    page.locator("input[type=file]").set_input_files(big)
    with page.expect_navigation() as answered:
        page.get_by_role("button", name="Salva il documento").click()
    assert answered.value is not None
    assert answered.value.status == 413
    assert (
        page.get_by_role("heading", level=1).inner_text() == "È troppo grande per essere ricevuto"
    )
