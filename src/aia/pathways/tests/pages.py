"""Pages in tests: somebody signed in, and what a page costs."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from aia.access.tests.personas import Persona


def signed_in(persona: Persona) -> Client:
    """Return a browser in which the persona is signed in."""
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(persona.account)
    return browser


def text_of(answer: Any) -> str:
    """Return the page as text."""
    return str(answer.content.decode())


def seen_on(answer: Any) -> str:
    """Return the entry that the page's form had before its eyes."""
    return str(answer.context["form"]["seen"].value())


def statements(browser: Client, address: str) -> int:
    """Return how many statements a page takes, after a first visit."""
    return len(statements_about(browser, address))


def statements_about(browser: Client, address: str) -> list[str]:
    """Return the beginning of each statement that a page takes, after a first visit."""
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return [one["sql"].partition(" FROM ")[2][:120] or one["sql"][:120] for one in asked]
