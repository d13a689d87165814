"""A real browser for tests: the system's Chromium, and axe to look for obstacles."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str:
    """Return where Chromium is. Without one the tests skip aloud, and fail where CI is true."""
    found = os.environ.get("AIA_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        said = "NO CHROMIUM ON THIS MACHINE: THE BROWSER TESTS ARE NOT RUN (install it: chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(said)
        pytest.skip(said)
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """Open Chromium for as long as the context lasts. Django's database must not be used in it."""
    path = executable()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield opened
        opened.close()


_KEPT = """async (cache) => {
  for (let tries = 0; tries < 600; tries += 1) {
    const worker = navigator.serviceWorker.controller;
    const kept = (await (await caches.open(cache)).keys()).map((one) => one.url);
    if (worker?.state === "activated" && kept.includes(location.href)) return true;
    await new Promise((go) => setTimeout(go, 100));
  }
  return false;
}"""


def keeps(page: Page, cache: str) -> bool:
    """Wait until the page's worker is at work and has kept the page; say whether it has."""
    return bool(page.evaluate(_KEPT, cache))


def obstacles(page: Page) -> list[str]:
    """Return what axe finds on the page, a line each."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text())
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {node['html']}" for fault in found["violations"] for node in fault["nodes"]
    ]
