"""The examples that ship hold together with the taxonomy, and follow it when it changes."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from aia.pathways.queries import taxonomy
from aia.sensing.recognition.leaves import (
    LANGUAGES,
    NOTHING,
    ExamplesBroken,
    current,
    read,
    shipped,
)
from aia.sensing.recognition.texts import plain


def test_every_category_has_examples_in_every_language() -> None:
    codes = {leaf.code for leaf in shipped()} - {NOTHING}
    assert codes == set(taxonomy().categories)
    for leaf in shipped():
        assert {one.language for one in leaf.examples} >= set(LANGUAGES)


def test_the_domain_of_an_example_is_that_of_the_taxonomy() -> None:
    for leaf in shipped():
        if leaf.code != NOTHING:
            assert leaf.domain == taxonomy().categories[leaf.code].domain


def test_no_sentence_stands_twice() -> None:
    told = [plain(one.text) for leaf in shipped() for one in leaf.examples]
    assert len(told) == len(set(told))


def test_a_retired_leaf_gives_its_sentences_to_the_one_used_instead() -> None:
    codes = {leaf.code: leaf.code for leaf in shipped() if leaf.code != NOTHING}
    gone, heir = "housing.care", "housing.unfit"
    sizes = {leaf.code: len(leaf.examples) for leaf in shipped()}
    today = {leaf.code: leaf for leaf in current(shipped(), codes | {gone: heir})}
    assert gone not in today
    assert len(today[heir].examples) == sizes[heir] + sizes[gone]
    assert {one.code for one in today[heir].examples} == {heir}


def test_a_leaf_that_is_gone_is_left_out() -> None:
    codes = {leaf.code: leaf.code for leaf in shipped() if leaf.code != NOTHING}
    del codes["ties.justice"]
    assert "ties.justice" not in {leaf.code for leaf in current(shipped(), codes)}


def test_a_new_leaf_without_examples_is_told_by_name() -> None:
    codes = {leaf.code: leaf.code for leaf in shipped() if leaf.code != NOTHING}
    with pytest.raises(ExamplesBroken, match="pets"):
        current(shipped(), codes | {"ties.pets": "ties.pets"})


def leaf_file() -> dict[str, Any]:
    lines = {language: "\n".join(f"{language} {n}" for n in range(4)) for language in LANGUAGES}
    other = {language: text.replace(" ", " b ") for language, text in lines.items()}
    return {"a.one": {"examples": lines}, "a.two": {"examples": other, "cues": {"it": "sole_"}}}


def test_a_whole_file_is_read() -> None:
    one, two = read(leaf_file())
    assert (one.code, one.domain, len(one.examples)) == ("a.one", "a", 32)
    assert two.cues == (" sole ",)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda told: told["a.one"]["examples"].pop("ar"), "no example in 'ar'"),
        (lambda told: told["a.one"].update(example=[]), "'example'"),
        (lambda told: told["a.one"].update(cues={"xx": "w"}), "'xx'"),
        (lambda told: told["a.one"].update(counter=[{"text": "t", "instead": "z"}]), "'z'"),
        (lambda told: told["a.two"]["examples"].update(it="it 1\nit 2"), "stands under a.one"),
    ],
)
def test_a_broken_file_names_the_leaf_and_the_fault(change: Any, says: str) -> None:
    told = deepcopy(leaf_file())
    change(told)
    with pytest.raises(ExamplesBroken, match=says):
        read(told)
