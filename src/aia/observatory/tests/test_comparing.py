"""Two places, or two quarters, side by side."""

from __future__ import annotations

import pytest
from django.test import Client

from aia.observatory.tests.published import OTHER, TOWN, site

__all__ = ["site"]

pytestmark = pytest.mark.django_db
PAGE = "/observatory/cremona/compare/"


def test_two_places_are_told_with_the_whole_district(client: Client, site: None) -> None:
    from aia.observatory.publishing.labels import Labels

    html = client.get(f"{PAGE}?lang=en&a={TOWN}&b={OTHER}").content.decode()
    assert Labels("cremona").name("municipality", TOWN) in html
    for number in ("100 needs", "20 needs", "120 needs"):
        assert number in html


def test_without_a_choice_the_last_two_quarters_are_compared(client: Client, site: None) -> None:
    html = client.get(f"{PAGE}?lang=en&what=periods").content.decode()
    assert "30 needs" in html
    assert "40 needs" in html
    assert "second quarter of 2026" in html


def test_what_nobody_knows_is_answered_with_the_first_choice(client: Client, site: None) -> None:
    html = client.get(f"{PAGE}?what=<b>&a=<b>&b=999999&indicator=<b>").content.decode()
    assert "<b>" not in html
