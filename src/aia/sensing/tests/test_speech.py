"""The words of the public pages: whole in every language, and the right language for a reader."""

from __future__ import annotations

import re

import pytest

from aia.sensing.speech import LANGUAGES, SpeechBroken, read, speech, wanted_language
from aia.sensing.speech.reading import hold_against

EXTRA_SCRIPTS = {"ar": "ARABIC", "uk": "CYRILLIC", "zh": "CJK"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_key_is_in_every_language_with_the_same_placeholders(code: str) -> None:
    told = speech(code)
    assert told.lines.keys() == speech("it").lines.keys()
    assert told.direction == ("rtl" if code == "ar" else "ltr")


@pytest.mark.parametrize("code", [c for c in LANGUAGES if c != "it"])
def test_no_line_was_left_in_italian(code: str) -> None:
    """A word may be the same in two languages; a sentence is not."""
    italian, told = speech("it").lines, speech(code).lines
    same = {key for key, line in told.items() if line == italian[key] and line.count(" ") > 1}
    assert same == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_says_that_somebody_watches_and_every_number_is_there(code: str) -> None:
    told = speech(code)
    whole = " ".join(told.lines.values())
    for number in ("112", "1522", "114"):
        assert number in whole
    assert told.say("danger.call", number="1522").count("1522") == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("  send: Send\n", ""), "missing"),
        (("%(day)s", "%(days)s"), "%(days)s|'days'"),
        (("  send: Send", "  send: Send 100%"), "no placeholder"),
        (('  awareness_does_not_know: "No"', "  awareness_does_not_know: No"), "no words"),
        (("direction: ltr", "direction: down"), "direction"),
        (("  send: Send", "  send: Send\n  beyond: Send"), "not in it"),
    ],
)
def test_a_file_that_does_not_hold_is_refused_with_its_reason(
    change: tuple[str, str], why: str
) -> None:
    from aia.sensing.speech import reading

    text = (reading._HERE / "en.yaml").read_text(encoding="utf-8")
    assert change[0] in text
    with pytest.raises(SpeechBroken) as refused:
        hold_against(speech("it"), read("en", text.replace(*change)))
    assert re.search(why, str(refused.value)) or why in str(refused.value)


@pytest.mark.parametrize(
    ("asked", "remembered", "accepted", "spoken"),
    [
        ("ar", "ro", "en", "ar"),
        ("", "ro", "en", "ro"),
        ("tlh", "", "de, fr-CA;q=0.8, es;q=0.9", "es"),
        ("", "", "zh-Hant-TW", "zh"),
        ("", "", "uk;q=0, ro;q=0.1", "ro"),
        ("", "", ";;;q=,,", "it"),
        ("", "", "", "it"),
        ("IT", "", "en", "it"),
    ],
)
def test_the_language_is_asked_for_remembered_or_accepted(
    asked: str, remembered: str, accepted: str, spoken: str
) -> None:
    assert wanted_language(asked, remembered, accepted, otherwise="it") == spoken


def test_the_training_asks_the_same_in_every_language() -> None:
    for code in LANGUAGES:
        words = speech(code).words["training"]
        assert len(words["cards"]) == 5
        assert [len(one["options"]) for one in words["questions"]] == [3, 3, 3, 3]
