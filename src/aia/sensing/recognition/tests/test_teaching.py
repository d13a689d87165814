"""A district teaches: a better model is put to use, a worse one never."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytest_django import Settings

from aia.sensing.recognition import dayone, recogniser, service, teaching
from aia.sensing.recognition.leaves import NOTHING, shipped

pytestmark = pytest.mark.django_db

# Invented office shorthand that the shipped examples know nothing of.
SHORTHAND = {
    "zeta": "housing.losing",
    "omega": "functioning.memory",
    "sigma": "work.quality",
}


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    model = service.first_day()
    settings.HOME = tmp_path
    dayone.save(model, service.first_day_path())
    service._made.cache_clear()
    yield tmp_path
    service._made.cache_clear()


def decisions(each: int) -> list[tuple[str, str]]:
    places = ("sportello", "scuola", "parrocchia", "ufficio", "mercato", "ambulatorio", "piazza")
    return [
        (f"Scheda {word} numero {n}, arrivata da {places[n % 7]}: pratica {word}", code)
        for n in range(each)
        for word, code in SHORTHAND.items()
    ]


def test_decisions_that_help_are_learnt_and_put_to_use(home: Path) -> None:
    lesson = service.teach_district("cremona", decisions(25))
    assert lesson.model is not None
    assert lesson.after.first > lesson.before.first
    reader = recogniser("cremona")
    assert reader.version == "taught-1"
    reading = reader.suggest(["Scheda zeta, pratica zeta arrivata oggi"])[0]
    assert reading.suggestions[0].category == "housing.losing"
    assert recogniser("crema").version.startswith("day-one")
    kept = service.taught_path("cremona").read_bytes()
    assert b"sportello" not in kept


def test_decisions_at_random_are_not_put_to_use(home: Path) -> None:
    random = np.random.default_rng(1)
    codes = [leaf.code for leaf in shipped() if leaf.code != NOTHING]
    told = [(one.text, str(random.choice(codes))) for leaf in shipped() for one in leaf.examples]
    lesson = service.teach_district("cremona", told[::16])
    assert lesson.model is None
    assert not service.taught_path("cremona").exists()
    assert recogniser("cremona").version.startswith("day-one")


def test_too_few_decisions_are_told(home: Path) -> None:
    with pytest.raises(teaching.TooFewDecisions):
        service.teach_district("cremona", decisions(3))
