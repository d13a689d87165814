"""The recogniser of the first day, asked as the worker asks it."""

from __future__ import annotations

import json

import pytest

from aia.pathways.queries import taxonomy
from aia.sensing.recognition import Reading, recogniser
from aia.sensing.recognition.reader import Recogniser, ranked

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Recogniser:
    return recogniser()


def first(reader: Recogniser, text: str) -> Reading:
    return reader.suggest([text])[0]


def test_a_cashier_writes_of_a_neighbour_without_light(reader: Recogniser) -> None:
    reading = first(reader, "Alla signora Pina hanno tagliato la luce, non ha pagato la bolletta")
    best = reading.suggestions[0]
    assert (best.category, best.domain) == ("income.utilities", "income")
    assert best.label == taxonomy().label("income.utilities")
    assert not reading.abstained
    assert "bolletta" in [one["word"] for one in best.why["words"]]
    assert all(one["likeness"] <= 1 for one in best.why["nearest"])


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("They have been evicted and have no place to live", "housing"),
        ("Vecinul bea mult si nu mai are din ce trai, caută un loc de muncă", "work"),
        ("الأطفال لا يذهبون إلى المدرسة منذ شهر", "learning"),
        ("Je suis très seule depuis que mes amis sont partis", "ties"),
        ("Моя мати хвора і не може дістатися до лікарні", "functioning"),
        ("我付不起电费了", "income"),
        ("Mi abuelo necesita ir al médico y no puede", "functioning"),
    ],
)
def test_other_languages_lead_to_the_same_domains(
    reader: Recogniser, text: str, domain: str
) -> None:
    assert domain in [one.domain for one in first(reader, text).suggestions[:2]]


def test_the_first_three_are_of_three_domains(reader: Recogniser) -> None:
    for reading in reader.suggest(["Cerco casa", "Mi sento sola", "non so"]):
        assert len({one.domain for one in reading.suggestions[:3]}) == 3
        assert 0 <= sum(one.confidence for one in reading.suggestions) <= 1.001


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("", "empty"),
        ("   \n\t", "empty"),
        ("12345 !!! ??", "empty"),
        ("<script>alert('x')</script>", "empty"),
        ("xkqj zvbw qqrtx wzxv kjhg bvnm plkj", "unreadable"),
    ],
)
def test_what_cannot_be_read_is_left_to_a_person(reader: Recogniser, text: str, note: str) -> None:
    reading = first(reader, text)
    assert reading.abstained
    assert reading.suggestions == ()
    assert note in reading.notes


def test_a_megabyte_is_cut_and_this_is_told(reader: Recogniser) -> None:
    reading = first(reader, "non arrivo a fine mese con la pensione " * 26_000)
    assert reading.notes == ("truncated",)
    assert reading.suggestions[0].domain == "income"


def test_markup_is_read_past(reader: Recogniser) -> None:
    reading = first(reader, "<p>Cerco <b>lavoro</b> come magazziniere</p><script>x()</script>")
    assert reading.notes == ("markup",)
    assert reading.suggestions[0].domain == "work"


def test_most_of_what_is_no_need_is_left_to_a_person(reader: Recogniser) -> None:
    told = [
        "Domani alle nove c'è il mercato in centro",
        "Grazie mille, ottimo lavoro",
        "Vendo un motorino quasi nuovo",
        "Manca il segnale di stop all'incrocio",
        "The bus stop sign has been knocked down",
    ]
    assert sum(one.abstained for one in reader.suggest(told)) >= 3


def test_a_reading_is_plain_json(reader: Recogniser) -> None:
    told = json.loads(json.dumps(first(reader, "Cerco un alloggio").as_json()))
    assert {"suggestions", "abstained", "urgent", "municipality"} <= set(told)
    assert {"category", "domain", "label", "confidence", "why"} == set(told["suggestions"][0])


def test_the_order_of_leaves_keeps_every_need_once() -> None:
    codes = ["a.1", "a.2", "b.1", "c.1", "d.1", "nothing"]
    domains = ["a", "a", "b", "c", "d", "nothing"]
    import numpy as np

    order = ranked(np.array([0.3, 0.25, 0.2, 0.1, 0.05, 0.1]), codes, domains)
    assert order == [0, 2, 3, 1, 4]
