"""Whatever comes in becomes a text that can be read, or is told to be none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aia.sensing.recognition.texts import EMPTY, LONGEST, clean, plain, words


@given(st.text(max_size=6_000))
def test_any_text_is_cleaned_within_its_length(raw: str) -> None:
    told = clean(raw)
    assert len(told.text) <= LONGEST
    assert (told.text == "") == (EMPTY in told.notes)
    assert clean(told.text).text == told.text or "<" in told.text or "&" in told.text


@given(st.text(max_size=500))
def test_plain_is_plain_already(raw: str) -> None:
    assert plain(plain(raw)) == plain(raw)
    assert all(word == word.strip() for word in words(raw))


def test_script_and_tags_leave_only_the_words() -> None:
    told = clean("<script>steal()</script><p>Non ho &egrave; <b>casa</b></p><!-- x -->")
    assert told.text == "Non ho è casa"
    assert told.notes == ("markup",)


def test_a_comparison_is_no_markup() -> None:
    assert clean("guadagno < 500 euro e > di 3 figli").notes == ()


def test_accents_and_case_do_not_matter() -> None:
    assert plain("Perché È così?") == plain("perche e cosi")
