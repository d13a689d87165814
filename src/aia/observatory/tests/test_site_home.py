"""The district in one look: everybody sees the same, and it says where each number leads."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.observatory.publishing.tests.invented import publish
from aia.observatory.tests.published import site

__all__ = ["site"]

pytestmark = pytest.mark.django_db
PUBLIC = ("/observatory/cremona/", "/observatory/method/", "/observatory/data/")


def test_a_district_that_nobody_knows_is_not_found(client: Client, towns: object) -> None:
    assert client.get("/observatory/cremona/").status_code == 404


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_carry_no_script_no_style_and_no_one_s_session(
    client: Client, site: None, path: str
) -> None:
    response = client.get(path)
    html = response.content.decode()
    assert response.status_code == 200
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|csrf", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not response.cookies
    assert html.count("<h1") == 1


def test_the_home_tells_the_number_of_each_step_and_links_to_its_indicator(
    client: Client, site: None
) -> None:
    html = client.get("/observatory/cremona/?lang=en").content.decode()
    assert "120 needs" in html
    assert 'href="/observatory/cremona/needs_recognised/"' in html


def test_whoever_is_signed_in_gets_the_very_same_page(
    client: Client, site: None, sara: Persona
) -> None:
    outside = client.get("/observatory/cremona/").content
    client.force_login(sara.account)
    inside = client.get("/observatory/cremona/")
    assert inside.content == outside
    assert inside["Cache-Control"] == "private, no-cache"


def test_the_language_asked_for_is_kept_for_the_pages_that_follow(
    client: Client, site: None
) -> None:
    answer = client.get("/observatory/cremona/?lang=en")
    assert 'lang="en"' in answer.content.decode()
    assert answer["Content-Language"] == "en"
    assert 'lang="en"' in client.get("/observatory/cremona/").content.decode()


def test_simulated_data_say_so_and_are_not_for_search_engines(
    client: Client, demonstration: None, site: None
) -> None:
    html = client.get("/observatory/cremona/").content.decode()
    assert "Dati simulati" in html
    assert '<meta name="robots" content="noindex">' in html


def _line(rest: dict[str, float]) -> None:
    told: dict[tuple[str, ...], float] = {(step,): number for step, number in rest.items()}
    publish(DISTRICT, "how_far_needs_came", [((), {(): 100.0}), (("step",), told)], at=MOMENT)


def test_the_river_tells_how_many_came_to_each_step(client: Client, site: None) -> None:
    _line({"need": 40.0, "demand": 10.0, "choice": 20.0, "answer": 18.0, "review": 12.0})
    html = client.get("/observatory/cremona/?lang=en").content.decode()
    river = html[html.index('class="aia-river"') :]
    assert [int(one) for one in re.findall(r'aia-river-number"[^>]*>(\d+)<', river)] == [
        *(100, 60, 50, 30, 12),
    ]
    assert "40 rest or ended here" in river


def test_the_river_ends_where_few_rest(client: Client, site: None) -> None:
    """Who comes after a hidden step is all but the hidden ones: it would tell them."""
    _line({"need": 40.0, "choice": 20.0, "answer": 18.0, "review": 12.0})
    html = client.get("/observatory/cremona/?lang=en").content.decode()
    river = html[html.index('class="aia-river"') :]
    assert re.findall(r'aia-river-number"[^>]*>(\d+)<', river) == ["100", "60"]
    assert "they would be few" in river
