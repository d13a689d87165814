"""Editions keep their address; a withdrawn one says so and gives no number any more."""

from __future__ import annotations

import pytest
from django.test import Client

from aia.access.tests.personas import MOMENT, Persona
from aia.observatory.actions import withdraw_release
from aia.observatory.queries import release
from aia.observatory.tests.published import CODE, publish_needs, site
from aia.observatory.views import serving

__all__ = ["site"]

pytestmark = pytest.mark.django_db
TABLE = f"/observatory/cremona/{CODE}/total/"


def test_an_older_edition_stays_where_it_was_and_points_to_the_newer(
    client: Client, site: None
) -> None:
    publish_needs(whole=140)
    first = client.get(f"{TABLE}1/?lang=en").content.decode()
    assert '<td class="aia-number">120</td>' in first
    assert f'href="{TABLE}2/"' in first
    second = client.get(f"{TABLE}2/?lang=en").content.decode()
    assert '<td class="aia-number">140</td>' in second
    assert client.get(f"{TABLE}3/").status_code == 404
    assert client.get(f"{TABLE}latest.csv").content.count(b"140") == 1


def test_a_withdrawn_edition_tells_why_and_nothing_else(
    client: Client, site: None, carla: Persona
) -> None:
    row = release("cremona", CODE)
    assert row is not None
    withdraw_release(actor=carla.actor, release_id=row.id, reason="wrong", at=MOMENT)
    serving.forget()
    page = client.get(f"{TABLE}1/?lang=en").content.decode()
    assert "This edition was withdrawn" in page
    assert "The numbers were wrong" in page
    assert ">120<" not in page
    assert client.get(f"{TABLE}1.csv").status_code == 410
    assert client.get(f"{TABLE}latest.csv").status_code == 404


def test_a_table_may_stand_in_anybody_s_frame_and_no_other_page_may(
    client: Client, site: None
) -> None:
    framed = client.get(f"/observatory/cremona/{CODE}/municipality/embed/")
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert "<script" not in framed.content.decode()
    page = client.get(f"/observatory/cremona/{CODE}/")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
