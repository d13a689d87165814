"""The pages of numbers in a real browser: no obstacle, nothing wider than a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from aia.web.tests.chromium import obstacles

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PAGES = {
    "planner": ("expected/", "expected/ties.solitude/", "silence/", "alarms/"),
    "coordinator": ("outreach/?whose=district",),
}


@pytest.mark.browser
@pytest.mark.parametrize("role", list(PAGES))
def test_the_numbers_have_no_obstacle(as_role: Callable[..., Page], role: str) -> None:
    page = as_role(role, bypass_csp=True)
    for address in PAGES[role]:
        for size in (DESK, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            answer = page.goto(f"/sensing/{address}")
            assert answer is not None
            assert answer.ok, address
            assert obstacles(page) == [], address
            wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
            assert not wide, address
