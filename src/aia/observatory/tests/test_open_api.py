"""The open API: without a key, from any site, the same ids for ever, nothing sent twice."""

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
API = "/api/v1/observatory"
TABLE = f"{API}/cremona/indicators/{CODE}/tables"


def test_indicators_are_listed_with_their_number_and_tables(client: Client, site: None) -> None:
    (told,) = client.get(f"{API}/cremona/indicators").json()
    assert (told["code"], told["value"], told["unit"]) == (CODE, 120.0, "needs")
    assert told["name"] == {"it": "Bisogni riconosciuti", "en": "Needs recognised"}
    assert "domain.age_band" in told["breakdowns"]


def test_an_indicator_tells_its_definition_in_both_languages(client: Client, site: None) -> None:
    told = client.get(f"{API}/cremona/indicators/{CODE}").json()
    assert told["formula"]["en"].startswith("Counts each need")
    assert [one["edition"] for one in told["tables"]] == [1, 1, 1, 1]
    assert client.get(f"{API}/cremona/indicators/nothing").status_code == 404


def test_a_table_is_read_by_name_and_for_ever_by_its_id(client: Client, site: None) -> None:
    told = client.get(f"{TABLE}/municipality").json()
    values = {cell["of"]["municipality"]: cell["value"] for cell in told["values"]}
    assert values == {"019036": 100, "019098": 20}
    publish_needs(whole=140)
    serving.forget()
    again = client.get(f"{API}/releases/{told['id']}").json()
    assert again["values"] == told["values"]
    assert again["state"] == "superseded"
    assert client.get(f"{TABLE}/municipality").json()["edition"] == 2
    assert client.get(f"{TABLE}/municipality?edition=1").json()["id"] == told["id"]


def test_any_site_may_ask_and_is_not_sent_the_same_twice(client: Client, site: None) -> None:
    first = client.get(f"{TABLE}/total", headers={"Origin": "https://example.org"})
    assert first["Access-Control-Allow-Origin"] == "*"
    second = client.get(f"{TABLE}/total", headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content) == (304, b"")
    assert client.post(f"{TABLE}/total").status_code == 405


def test_every_edition_is_listed_page_by_page(client: Client, site: None) -> None:
    seen, address = [], f"{API}/cremona/releases?limit=3"
    for _page in range(4):
        told = client.get(address).json()
        seen += [one["breakdown"] for one in told["items"]]
        if told["next"] is None:
            break
        address = f"{API}/cremona/releases?limit=3&cursor={told['next']}"
    assert sorted(seen) == ["domain.age_band", "municipality", "quarter", "total"]
    assert client.get(f"{API}/cremona/releases?cursor=forged").status_code == 422


def test_a_withdrawn_edition_gives_no_number(client: Client, site: None, carla: Persona) -> None:
    row = release("cremona", CODE)
    assert row is not None
    withdraw_release(actor=carla.actor, release_id=row.id, reason="wrong", at=MOMENT)
    serving.forget()
    assert client.get(f"{API}/releases/{row.id}").status_code == 404
    assert client.get(f"{TABLE}/total?edition=1").status_code == 404


@pytest.mark.parametrize("asked", ["edition=0", "edition=x", "edition=99999999999"])
def test_what_makes_no_sense_is_told(client: Client, site: None, asked: str) -> None:
    assert client.get(f"{TABLE}/total?{asked}").status_code == 422
