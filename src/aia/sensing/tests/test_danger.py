"""Words of danger, in the languages that people write in."""

from __future__ import annotations

import pytest

from aia.sensing import danger


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Sanguina e non respira", ("112",)),
        ("Il marito la PICCHIA da mesi", ("112", "1522")),
        ("Suo padre picchia il bambino", ("112", "1522", "114")),
        ("He hits her every night", ("112", "1522")),
        ("The baby is not breathing", ("112", "114")),
        ("Soțul o lovește în fiecare seară", ("112", "1522")),
        ("Vrea să moară, a spus", ("112",)),
        ("Il l’a frappée avec un couteau", ("112", "1522")),
        ("Le pega y la amenaza", ("112", "1522")),
        ("Чоловік її б’є", ("112", "1522")),
        ("Чоловік її бʼє, плаче дитина", ("112", "1522", "114")),
        ("يضرب زوجته أمام الأطفال", ("112", "1522", "114")),
        ("يُهَدِّدُها بالسكين", ("112", "1522")),
        ("他打她，孩子在哭", ("112", "1522", "114")),
        ("她想死", ("112",)),
    ],
)
def test_danger_is_found_in_every_language(text: str, numbers: tuple[str, ...]) -> None:
    assert danger.found(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "La signora non viene più in farmacia da due settimane",
        "I bambini non hanno i libri di scuola",
        "An old man shops less and looks lost",
        "Un anciano no sale de casa",
        "老人最近买得少了",
        "",
        "12345 🙂 <script>",
    ],
)
def test_everyday_words_ring_no_bell(text: str) -> None:
    assert danger.found(text) == ()


def test_every_language_has_words_of_every_kind() -> None:
    for listed in danger.words().values():
        assert len(listed) >= 40
        assert all(word.strip() for word in listed)
