"""Characters that no keyboard types: they are told or refused, and never break a page.

What counts is PostgreSQL, which keeps no NUL; SQLite would keep it.
"""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from aia.access.tests.personas import PASSWORD, Persona

NUL = "Ada\0Corti"
SEARCHES = [
    ("people:search", "q"),
    ("people:organisations", "q"),
    ("access:colleagues", "q"),
    ("access:colleagues", "after"),
    ("pathways:worklist", "after"),
    ("pathways:worklist", "whose"),
]


def browse(persona: Persona) -> Client:
    client = Client()
    client.force_login(persona.account)
    return client


@pytest.mark.parametrize(("page", "name"), SEARCHES)
def test_a_nul_in_an_address_is_refused(carla: Persona, page: str, name: str) -> None:
    answer = browse(carla).get(reverse(page), {name: NUL})
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_a_nul_in_a_name_is_told_beside_it(sara: Persona) -> None:
    typed = {"given_name": NUL, "family_name": "Corti", "sex": "2"}
    answer = browse(sara).post(reverse("people:new"), typed)
    assert answer.status_code == HTTPStatus.OK
    assert "given_name" in answer.context["form"].errors


@pytest.mark.parametrize("field", ["login", "password"])
def test_a_nul_at_the_sign_in_does_not_break_it(db: None, field: str) -> None:
    typed = {"login": "sara@example.org", "password": PASSWORD, field: NUL}
    answer = Client().post(reverse("account_login"), typed)
    assert answer.status_code == HTTPStatus.OK
