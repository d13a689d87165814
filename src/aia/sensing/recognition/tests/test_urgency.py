"""Phrases of urgency, in the eight languages, and those that take them back."""

from __future__ import annotations

import pytest

from aia.sensing.recognition.urgency import urgent_words


@pytest.mark.parametrize(
    "text",
    [
        "È urgente, la bambina ha la febbre",
        "Stanotte dormono al gelo",
        "She has nowhere to stay tonight",
        "Nu are unde dormi la noapte",
        "Ils n'ont rien à manger ce soir",
        "Necesita ayuda ahora mismo",
        "Потрібна допомога негайно",
        "الوضع عاجل ولا يمكن الانتظار",
        "情况紧急，今晚没有地方睡",
    ],
)
def test_urgency_is_heard(text: str) -> None:
    assert urgent_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "Non è urgente, quando potete",
        "Niente di urgente, volevo solo segnalarlo",
        "It is not urgent at all",
        "Cerco un corso di italiano per l'autunno",
        "Nu este urgent",
        "",
    ],
)
def test_calm_is_heard_too(text: str) -> None:
    assert urgent_words(text) == ()


def test_danger_is_never_taken_back() -> None:
    assert urgent_words("Non è vero che mi picchia, dice, ma io lo vedo che la picchia")
