"""The pages of each role in a real browser: no obstacle, nothing wider than a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from aia.web.tests.chromium import obstacles

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PAGES = {
    "social_worker": ("list/", "open/community/"),
    "coordinator": ("list/?whose=district", "checks/", "hand-over/"),
    "partner_operator": ("received/", "received/?state=ended"),
    "citizen": (
        "mine/",
        "mine/appointments/",
        "mine/plan/",
        "mine/consents/",
        "mine/openings/",
        "mine/data/",
        "mine/give-back/",
    ),
}


def wider_than_the_screen(page: Page) -> bool:
    told = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return bool(told)


@pytest.mark.browser
@pytest.mark.parametrize("role", list(PAGES))
def test_pages_of_a_role_have_no_obstacle(as_role: Callable[..., Page], role: str) -> None:
    page = as_role(role, bypass_csp=True)
    for address in PAGES[role]:
        for size in (DESK, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            answer = page.goto(f"/worklist/{address}")
            assert answer is not None
            assert answer.ok, address
            assert obstacles(page) == [], address
            assert not wider_than_the_screen(page), address


@pytest.mark.browser
def test_a_person_walks_to_their_trace(as_role: Callable[..., Page]) -> None:
    page = as_role("citizen", bypass_csp=True, viewport=PHONE)
    page.goto("/worklist/mine/")
    page.get_by_role("link", name="La mia traccia").click()
    assert page.get_by_role("heading", level=1).inner_text() == "La mia traccia"
    assert page.get_by_text("ha riconosciuto un bisogno").count() > 0
    assert obstacles(page) == []
