"""A small simulated district served as in production, and Chromium signed in to it by role.

Browser tests speak to the server only: none of them touches Django's database.

    @pytest.mark.browser
    def test_…(as_role: SignedIn) -> None:
        page = as_role("social_worker")
        page.goto("/worklist/")
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, StorageState

from aia.web.tests import chromium
from tests.installation import Installation

DEMONSTRATION = ("demo", "--people", "60", "--months", "6", "--seed", "7")
_PATIENCE_SECONDS = 120

SignedIn = Callable[..., Page]


@dataclass
class Site:
    """A running server and whom one may sign in as."""

    address: str
    installation: Installation
    accounts: dict[str, dict[str, str]]
    signed_in: dict[str, StorageState] = field(default_factory=dict)


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """The one Chromium of the run; without it the tests skip aloud, or fail where CI is true."""
    with chromium.browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Installation:
    """A small simulated district, made once a run whatever the number of workers; only copied."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    made = Installation(shared / "demonstration")
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made.home / "simulated.json").exists():
            made.aia(*DEMONSTRATION)
    return made


# Hundreds of pictures of indicators, drawn meanwhile, would take the browser's processor.
_READ_ALREADY = """
from aia.background.models import Night
from aia.config.duties import night_of
from aia.kit.clock import now
at = now()
Night.objects.create(duty="observatory.build", night=night_of(at), enqueued_at=at, done_at=at)
"""


@pytest.fixture(scope="session")
def site(
    chromium_browser: Browser,
    demonstration: Installation,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """The simulated district, served by `aia run` on a free port."""
    copy = demonstration.copy(tmp_path_factory.mktemp("site"))
    told = json.loads((copy.home / "simulated.json").read_text())
    port = free_port()
    copy.python(_READ_ALREADY)
    server = copy.start("run", "--port", str(port), "--workers", "1")
    try:
        wait_until(True, port)
        yield Site(f"http://127.0.0.1:{port}", copy, {row["role"]: row for row in told})
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.communicate()


@pytest.fixture
def as_role(chromium_browser: Browser, site: Site) -> Iterator[SignedIn]:
    """Give a function that opens a page signed in by role (a code of `access.Role`), or nobody.

    Other arguments go to the browser's context: `viewport`, `locale`, `color_scheme` …
    """
    contexts = []

    def open_page(role: str | None = None, **how: Any) -> Page:
        if role is not None and role not in site.signed_in:
            site.signed_in[role] = _sign_in(chromium_browser, site, role)
        state = site.signed_in[role] if role else None
        context = chromium_browser.new_context(
            base_url=site.address, storage_state=state, **{"locale": "it-IT", **how}
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def faults(page: Page, address: str, *widths: int) -> list[str]:
    """Return what stands in somebody's way on a page, as wide as it is or at some widths."""
    answer = page.goto(address)
    assert answer is not None
    found = [] if answer.status == 200 else [f"answered {answer.status}"]
    for width in widths or (None,):
        if width:
            page.set_viewport_size({"width": width, "height": 740})
        found += ["wider than the screen"] if page.evaluate(_WIDER) else []
        found += chromium.obstacles(page)
    return [f"{address}: {fault}" for fault in found]


def send(page: Page, button: str, **told: str | bool | list[str]) -> None:
    """Fill in the page's form by the names of its fields, send it, and see that it was taken."""
    form = page.locator("main form").filter(has=page.get_by_role("button", name=button, exact=True))
    for name, value in told.items():
        _fill(form, name, value)
    with page.expect_response(lambda one: one.request.method == "POST") as answer:
        form.get_by_role("button", name=button, exact=True).click()
    assert answer.value.status < HTTPStatus.BAD_REQUEST, page.locator("main").inner_text()


def _fill(form: Locator, name: str, value: str | bool | list[str]) -> None:
    field = form.locator(f"[name='{name}']")
    kind = field.first.evaluate("one => one.type")
    if isinstance(value, list):
        for one in value:
            form.get_by_label(one, exact=True).check()
    elif kind == "radio":
        form.locator(f"[name='{name}'][value='{value}']").check()
    elif kind == "checkbox":
        field.set_checked(bool(value))
    elif kind == "select-one":
        field.select_option(str(value))
    else:
        field.fill(str(value))


def _sign_in(browser: Browser, site: Site, role: str) -> StorageState:
    account = site.accounts[role]
    context = browser.new_context(base_url=site.address, locale="it-IT")
    page = context.new_page()
    page.goto("/sign-in/login/")
    page.fill("input[name=login]", account["email"])
    page.fill("input[name=password]", account["password"])
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    state = context.storage_state()
    context.close()
    return state


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


def answers(port: int, path: str = "/") -> bool:
    """Say whether anything speaks HTTP there, whatever it answers."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def wait_until(answering: bool, port: int) -> None:
    """Wait until something answers on the port, or nothing does any more."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        if answers(port) is answering:
            return
        time.sleep(0.1)
    pytest.fail(f"port {port}: {'no answer' if answering else 'still answers'} for too long")
