"""A municipality in a text, where names are words and surnames too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.sensing.recognition.places import Gazetteer, Town
from aia.territory.queries import listed_municipalities

ITALY = [Town(one.istat, one.name, one.province) for one in listed_municipalities()]
CREMONA = [town for town in ITALY if town.province == "CR"]
HERE = Gazetteer(CREMONA, ITALY)


@pytest.mark.parametrize(
    ("text", "istat"),
    [
        ("Abito a Soresina con mia madre", "019098"),
        ("abito a soresina con mia madre", "019098"),
        ("SONO DI CASALMAGGIORE E CERCO AIUTO", "019021"),
        ("Una famiglia di Pieve d'Olmi non ha riscaldamento", "019074"),
        ("Sono in provincia, comune di Sospiro, e sono sola", "019099"),
        ("Vive a Isola Dovarese", "019053"),
        ("I live in Cremona", "019036"),
        ("Locuiesc în Cremona cu fratele meu", "019036"),
        ("Arrivo da Milano e ora sto a Soncino", "019097"),
        ("Mia zia vive a Prato (PO)", "100005"),
    ],
)
def test_the_municipality_is_found(text: str, istat: str) -> None:
    assert HERE.municipality_in(text) == istat


@pytest.mark.parametrize(
    "text",
    [
        "Con un sospiro mi ha detto che non ce la fa",
        "La signora Cremona non esce di casa",
        "Il dottor Milano non risponde",
        "Abito in via Soresina e non ho acqua",
        "Non ho nulla da mettere a tavola la sera",
        "Mia figlia Alba è triste",
        "Vado a messa e a casa sono sola",
        "Tra Soncino e Soresina non passa nessun autobus",
        "",
    ],
)
def test_what_is_no_municipality_is_left(text: str) -> None:
    assert HERE.municipality_in(text) is None


@given(st.text(max_size=200))
def test_any_text_is_searched(text: str) -> None:
    found = HERE.municipality_in(text)
    assert found is None or (len(found) == 6 and found.isdigit())
