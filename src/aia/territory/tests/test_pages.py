"""The pages of the district, for whoever is signed in."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from aia.kit.ids import new_id
from aia.territory import actions
from aia.territory.rules import position
from aia.territory.terms import Loader

pytestmark = pytest.mark.django_db
STRANGE = "<script>alert(1)</script> & figli"


@pytest.fixture
def reader(persona: Callable[..., Any], client: Client) -> Client:
    """Sign somebody in who only has a file of their own: the district's facts are public."""
    account = persona("Chiara Moro", "citizen", person=new_id()).account
    client.force_login(account)
    return client


@pytest.fixture
def district(lombardy: None, loader: Loader, at: datetime, written: Callable[..., Path]) -> None:
    text = (
        "code: prova\nname: Ambito di prova\nmunicipalities:\n  - '019036'\n"
        "  - {istat: '019107', certainty: deduced}\n"
    )
    actions.load_district(actor=loader, source=written("d.yaml", text), at=at)


def page(client: Client, name: str, *args: str) -> str:
    answer = client.get(reverse(f"territory:{name}", args=args))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "style=" not in re.sub(r"<(head|header|footer).*?</\1>", "", text, flags=re.S)
    return text


@pytest.mark.usefixtures("district")
def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    for address in (
        reverse("territory:index"),
        reverse("territory:district", args=["prova"]),
        reverse("territory:municipality", args=["019036"]),
    ):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "next=" in answer["Location"]


@pytest.mark.usefixtures("district")
def test_the_district_has_a_map_and_its_table(reader: Client) -> None:
    text = page(reader, "district", "prova")
    assert text.count("aia-map-shape") >= 3
    assert "aia-map-deduced" in text
    assert "70.637" in text or "70,637" in text
    assert reverse("territory:municipality", args=["019036"]) in text


@pytest.mark.usefixtures("district")
def test_pages_ask_the_database_few_times(
    reader: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(15):
        page(reader, "district", "prova")
    with django_assert_max_num_queries(20):
        page(reader, "municipality", "019036")


@pytest.mark.usefixtures("district")
def test_the_only_district_is_the_first_page(reader: Client) -> None:
    answer = reader.get(reverse("territory:index"))
    assert answer["Location"] == reverse("territory:district", args=["prova"])


def test_without_a_district_the_page_says_what_to_do(reader: Client) -> None:
    assert "aia territory load cremona" in page(reader, "index")


@pytest.mark.usefixtures("district")
def test_a_municipality_has_its_pyramid_its_history_and_its_places(
    reader: Client, loader: Loader, at: datetime
) -> None:
    actions.add_place(
        actor=loader,
        district="prova",
        name=STRANGE,
        kind="bar",
        municipality="019036",
        position=position("45.1333", "10.0242"),
        at=at,
    )
    text = page(reader, "municipality", "019036")
    assert text.count('class="aia-men"') == 21
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; figli" in text
    assert STRANGE not in text
    on_the_map = page(reader, "district", "prova")
    assert on_the_map.count("aia-map-place") == 1
    assert STRANGE not in on_the_map
    assert reverse("territory:municipality", args=["019008"]) in page(
        reader, "municipality", "019107"
    )


@pytest.mark.usefixtures("district")
def test_a_former_municipality_leads_to_what_it_became(reader: Client) -> None:
    text = page(reader, "municipality", "019008")
    assert reverse("territory:municipality", args=["019107"]) in text


@pytest.mark.usefixtures("district")
def test_what_is_not_there_is_not_found(reader: Client) -> None:
    for address in (
        reverse("territory:district", args=["altrove"]),
        reverse("territory:municipality", args=["999999"]),
    ):
        assert reader.get(address).status_code == 404


@pytest.mark.usefixtures("district")
def test_incomes_kept_back_are_not_shown_as_zero(
    reader: Client, loader: Loader, at: datetime, written: Callable[..., Path]
) -> None:
    text = (
        "Anno di imposta;Codice Istat Comune;Numero contribuenti;"
        "Reddito da pensione - Frequenza;Reddito da pensione - Ammontare in euro;"
        "Reddito da fabbricati - Frequenza;Reddito da fabbricati - Ammontare in euro\n"
        "2021;019036;50000;;;7;0\n"
    )
    actions.import_income(actor=loader, path=written("irpef.csv", text), at=at)
    shown = page(reader, "municipality", "019036")
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', shown)
    pensions = [row for row in rows if "2021" in row]
    assert len(pensions) == 2
    assert "<td>0</td>" not in pensions[0]
    assert "<td>0</td>" in pensions[1]
