"""The page of an indicator: number, words, tables, meaning, files, readings."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from aia.access.tests.personas import MOMENT, Persona
from aia.observatory.actions import write_reading
from aia.observatory.queries import release
from aia.observatory.tests.published import CODE, publish_needs, site
from aia.observatory.views import serving

__all__ = ["site"]

pytestmark = pytest.mark.django_db
PAGE = f"/observatory/cremona/{CODE}/"


def read(client: Client, path: str = PAGE) -> str:
    response = client.get(path + ("&" if "?" in path else "?") + "lang=en")
    assert response.status_code == 200, path
    return response.content.decode()


def test_it_tells_the_number_what_it_means_and_where_it_comes_from(
    client: Client, site: None
) -> None:
    html = read(client)
    assert "120 needs" in html
    assert "Which needs do we meet, whose and where?" in html
    assert "Acts recorded in Aia" in html
    assert "Numbers with fewer than 5 people behind them are kept back" in html


def test_every_table_is_there_with_its_files_and_its_permanent_address(
    client: Client, site: None
) -> None:
    html = read(client)
    for name in ("1.csv", "1.excel.csv", "1.parquet", "1.json"):
        assert f"{PAGE}municipality/{name}" in html
    assert f'href="{PAGE}municipality/1/"' in html
    assert "&lt;iframe src=" in html
    assert "019098" in html


def test_a_breakdown_of_two_is_shown_when_it_is_asked_for(client: Client, site: None) -> None:
    html = read(client, f"{PAGE}?by=domain.age_band")
    assert "<td>75 to 84</td>" in html
    assert client.get(f"{PAGE}?by=sex").status_code == 404


def test_the_page_changes_with_what_is_published_and_not_before(client: Client, site: None) -> None:
    before = client.get(PAGE)
    assert client.get(PAGE, headers={"If-None-Match": before["ETag"]}).status_code == 304
    publish_needs(whole=140)
    serving.forget()
    after = client.get(PAGE)
    assert after["ETag"] != before["ETag"]
    assert "140" in after.content.decode()


def test_what_a_partner_reads_stands_beside_the_numbers(
    client: Client, site: None, carla: Persona
) -> None:
    row = release("cremona", CODE)
    assert row is not None
    write_reading(actor=carla.actor, release_id=row.id, words="In piazza <si> vede.", at=MOMENT)
    serving.forget()
    html = read(client)
    assert "In piazza &lt;si&gt; vede." in html
    assert carla.account.name in html


def test_an_unknown_indicator_or_district_is_not_found(client: Client, site: None) -> None:
    assert client.get("/observatory/cremona/no_such_thing/").status_code == 404
    assert client.get(f"/observatory/atlantis/{CODE}/").status_code == 404


def test_a_page_that_is_kept_asks_the_database_nothing(
    client: Client, site: None, django_assert_num_queries: Any
) -> None:
    client.get(PAGE)
    with django_assert_num_queries(0):
        assert client.get(PAGE).status_code == 200
