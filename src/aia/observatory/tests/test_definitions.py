"""The indicators as they are shipped: enough, whole in both languages, none a hidden score."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from aia.observatory.indicators.loading import FAMILIES, FIVE_R, Definition, definitions
from aia.observatory.territory_index import INDICES
from aia.observatory.words import amount

_LEAST = 40
_UNKIND = re.compile(
    r"\b(utent[ei]|utenza|assistit[oi]|casi sociali|disagiat\w+|soggett[oi])\b", re.I
)
_BARE_UNITS = {"index", "level"}

every = pytest.mark.parametrize("one", definitions(), ids=lambda one: one.code)


def test_there_are_enough_of_every_family() -> None:
    families = Counter(one.family for one in definitions())
    assert sum(families.values()) >= _LEAST
    assert set(families) == set(FAMILIES)
    assert min(families.values()) >= 8


def test_each_of_the_five_r_has_parts_that_can_be_read_by_themselves() -> None:
    """None of them is made of the others: there is no score of generativity."""
    parts = Counter(one.five_r for one in definitions() if one.family == "generativity")
    assert set(parts) == set(FIVE_R)
    assert min(parts.values()) >= 2
    assert not [one.code for one in definitions() if one.five_r and one.measure.derived]


@every
def test_texts_are_whole_kind_and_in_two_languages(one: Definition) -> None:
    for words in (one.name, one.question, one.meaning, one.formula, one.source):
        assert words.it != words.en
        assert not _UNKIND.search(words.it)
    for words in (one.meaning, one.formula, one.source):
        assert words.it.endswith(".")
        assert words.en.endswith(".")
    assert one.question.it.endswith("?")
    assert one.question.en.endswith("?")


@every
def test_what_is_about_people_is_protected(one: Definition) -> None:
    if one.family == "territory" or one.measure.derived:
        assert one.disclosure.kind == "public"
    else:
        assert one.disclosure.kind != "public"
        assert one.disclosure.threshold >= 5


@every
def test_units_have_words(one: Definition) -> None:
    assert one.unit in _BARE_UNITS or amount(3, one.unit) != "3"


def test_every_index_of_the_territory_is_published_and_every_gap_has_its_ground() -> None:
    told = {one.measure.name for one in definitions() if one.measure.kind == "index"}
    assert told == set(INDICES)
    by_code = {one.code: one for one in definitions()}
    for one in definitions():
        if one.measure.derived:
            ground = by_code[one.measure.of]
            assert one.measure.between in ground.dimensions
            assert one.moment == ground.moment
