"""The sign-in page of a demonstration offers its addresses; that of a real installation never."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from aia.web.simulation import DemonstrationAccount, mark_simulated

PASSWORD = "a-demonstration-of-it"
ANNA = DemonstrationAccount("Anna Neri", "social_worker", "anna@aia.example", PASSWORD)
SIGN_IN = "/sign-in/login/"


@pytest.fixture
def simulated(db: None, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.HOME = tmp_path_factory.mktemp("home")
    mark_simulated([ANNA])


def test_an_address_is_filled_in_with_one_click(simulated: None) -> None:
    page = Client().get(SIGN_IN).content.decode()
    assert "?address=anna%40aia.example" in page or "?address=anna@aia.example" in page
    filled = Client().get(SIGN_IN, {"address": ANNA.email}).content.decode()
    assert f'value="{ANNA.email}"' in filled
    assert PASSWORD not in page + filled


def test_only_an_address_of_the_demonstration_is_filled_in(simulated: None) -> None:
    page = Client().get(SIGN_IN, {"address": "somebody@example.org"}).content.decode()
    assert "somebody@example.org" not in page


def test_a_real_installation_offers_nothing(db: None) -> None:
    assert "address=" not in Client().get(SIGN_IN).content.decode()
    filled = Client().get(SIGN_IN, {"address": ANNA.email}).content.decode()
    assert f'value="{ANNA.email}"' not in filled
