"""The public pages in a real browser: no obstacle, nothing wider than a phone, everything kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from aia.web.tests import chromium
from aia.web.tests.server import serving
from tests.installation import Installation

pytestmark = pytest.mark.browser
CODE = "needs_recognised"
PAGES = (
    "/observatory/cremona/",
    f"/observatory/cremona/{CODE}/",
    f"/observatory/cremona/{CODE}/?by=domain.age_band",
    f"/observatory/cremona/{CODE}/municipality/1/",
    f"/observatory/cremona/{CODE}/municipality/embed/",
    "/observatory/cremona/compare/",
    "/observatory/method/",
    "/observatory/data/",
)
WAYS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "phone, dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
}
_PUBLISH = """
from aia.kit.clock import now
from aia.observatory.indicators.loading import definition
from aia.observatory.publishing.labels import Labels
from aia.observatory.publishing.prepared import prepare
from aia.observatory.publishing.tests import invented
from random import Random
for code in ("needs_recognised", "needs_voiced_share"):
    one, chance, labels = definition(code), Random(7), Labels("cremona")
    tables = [(by, invented._values(one, by, labels, chance)) for by in one.breakdowns]
    invented.publish("cremona", code, tables, at=now())
prepare("cremona", at=now())
"""


@pytest.fixture(scope="module")
def address(chromium_browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Cremona with two indicators published and drawn, served as in production."""
    home: Path = tmp_path_factory.mktemp("aia-home")
    installation = Installation(home)
    installation.aia("territory", "load", "cremona")
    installation.python(_PUBLISH)
    (home / "simulated.json").write_text("[]")
    with serving(home) as served:
        yield served


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    chromium_browser: Browser, address: str, path: str, how: str
) -> None:
    page = chromium_browser.new_context(locale="it-IT", **WAYS[how]).new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.goto(address + path)
    assert chromium.obstacles(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == WAYS[how]["viewport"]["width"]
    assert said == []
    page.context.close()


def test_a_phone_is_given_the_narrow_chart_and_paper_the_wide_one(
    chromium_browser: Browser, address: str
) -> None:
    page = chromium_browser.new_context(**WAYS["phone, dark"]).new_page()
    page.goto(f"{address}/observatory/cremona/{CODE}/")
    chart = page.locator("#quarter")
    assert chart.locator(".aia-chart-narrow").is_visible()
    assert not chart.locator(".aia-chart-wide").is_visible()
    page.emulate_media(media="print")
    assert chart.locator(".aia-chart-wide").is_visible()
    assert not page.locator(".aia-site-menu").is_visible()
    page.context.close()
