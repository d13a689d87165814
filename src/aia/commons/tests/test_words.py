"""Italian words are found in their other forms, and without accents."""

from __future__ import annotations

import pytest

from aia.commons.rules.words import stem, words_of


@pytest.mark.parametrize(
    "forms",
    [
        ("bicicletta", "biciclette"),
        ("amico", "amici", "amica", "amiche"),
        ("furgone", "furgoni"),
        ("servizio", "servizi"),
        ("banco", "banchi"),
        ("casa", "case"),
        ("carrozzina", "carrozzine"),
        ("spesa", "spese"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(one) for one in forms}) == 1


def test_accents_capitals_and_small_words_do_not_count() -> None:
    assert words_of("La Città dell’AMICIZIA è già più") == ["citta", "amicizia", "gia"]
    assert stem("9") == "9"


def test_whose_it_is_and_that_one_would_like_it_say_nothing_of_what_it_is() -> None:
    assert words_of("Vorrei andare senza chiedere a mia figlia") == ["andare", "chiedere", "figlia"]
