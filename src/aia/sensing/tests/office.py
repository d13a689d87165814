"""The office at the browser: who is signed in, and what a page's form is sent with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from aia.access.tests.personas import Persona, make_persona
from aia.people.models import Organisation

SignIn = Callable[[Persona], Client]


@pytest.fixture
def browse() -> SignIn:
    """Sign somebody in, reading English."""

    def sign_in(who: Persona) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(who.account)
        return client

    return sign_in


@pytest.fixture
def gelsomina(cooperative: Organisation) -> Persona:
    """An operator of the cooperative."""
    return make_persona("Gelsomina Bini", "partner_operator", organisation=cooperative.id)


def page(name: str, *args: object) -> str:
    return reverse(f"sensing:{name}", args=args)


def words_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def sent(client: Client, address: str, **told: object) -> None:
    """Fill the form in and send it; it must be accepted."""
    form = client.get(address).context["form"]
    seen = form["seen"].value()
    answer = client.post(address, {**told, **({"seen": seen} if seen else {})})
    assert answer.status_code == 302, answer.context["form"].errors
