"""Reading the words of one language, held against Italian; choosing a reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent
MEASURE = "it"
# In the order in which they are offered.
LANGUAGES = ("it", "en", "ro", "ar", "fr", "uk", "zh", "es")
DIRECTIONS = ("ltr", "rtl")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_STRAY = re.compile(r"%(?!\(\w+\)s|%)")
_WEIGHT = re.compile(r"q=([01](?:\.\d{1,3})?)\s*$")


class SpeechBroken(ValueError):
    """The words of a language do not hold against Italian; the text says which and why."""


@dataclass(frozen=True)
class Speech:
    """Everything the public pages say in one language. `words` nests as the file does."""

    code: str
    words: Mapping[str, Any]
    lines: Mapping[str, str]

    @property
    def name(self) -> str:
        """Return the language's name in itself."""
        return self.lines["meta.name"]

    @property
    def direction(self) -> str:
        """Return `ltr` or `rtl`."""
        return self.lines["meta.direction"]

    def say(self, key: str, **values: object) -> str:
        """Return a line by its dotted key, filled in. Raises KeyError for a key that is not."""
        line = self.lines[key]
        return line % values if values else line


@cache
def speech(code: str) -> Speech:
    """Return the words of a language. Raises SpeechBroken, KeyError for another language."""
    if code not in LANGUAGES:
        raise KeyError(code)
    told = read(code, (_HERE / f"{code}.yaml").read_text(encoding="utf-8"))
    if code != MEASURE:
        hold_against(speech(MEASURE), told)
    return told


def read(code: str, text: str) -> Speech:
    """Return the words that a file's text holds. Raises SpeechBroken."""
    words = yaml.safe_load(text)
    if not isinstance(words, dict):
        raise SpeechBroken(f"{code}: not a list of words by key")
    lines: dict[str, str] = {}
    for key, line in flat(words):
        if not isinstance(line, str) or not line.strip():
            raise SpeechBroken(f"{code}: {key} has no words (is a quote missing?)")
        if _STRAY.search(line):
            raise SpeechBroken(f"{code}: {key} has a % that is no placeholder")
        lines[key] = line
    if lines.get("meta.direction") not in DIRECTIONS:
        raise SpeechBroken(f"{code}: meta.direction must be one of {', '.join(DIRECTIONS)}")
    return Speech(code, words, lines)


def hold_against(measure: Speech, told: Speech) -> None:
    """Raise SpeechBroken when keys or placeholders are not those of the measure."""
    missing = sorted(measure.lines.keys() - told.lines.keys())
    beyond = sorted(told.lines.keys() - measure.lines.keys())
    if missing or beyond:
        raise SpeechBroken(f"{told.code}: missing {missing}, not in {measure.code}: {beyond}")
    for key, line in measure.lines.items():
        wanted, given = _placeholders(line), _placeholders(told.lines[key])
        if wanted != given:
            raise SpeechBroken(f"{told.code}: {key} has {given}, not {wanted}")


def flat(words: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each line with its dotted key; places in a list are numbers from 0."""
    if isinstance(words, dict):
        inside = list(words.items())
    elif isinstance(words, list):
        inside = list(enumerate(words))
    else:
        yield before, words
        return
    for key, inner in inside:
        yield from flat(inner, f"{before}.{key}" if before else str(key))


def wanted_language(asked: str, remembered: str, accepted: str, *, otherwise: str) -> str:
    """Return the language to speak: the one asked for, remembered, or accepted by the browser.

    `accepted` is an Accept-Language header; what cannot be read in it is passed over.
    """
    for code in (asked, remembered, *_accepted(accepted)):
        short = code.strip().lower().partition("-")[0]
        if short in LANGUAGES:
            return short
    return otherwise


def _accepted(header: str) -> list[str]:
    """Return the languages of an Accept-Language header, the most wanted first."""
    weighed = []
    for place, part in enumerate(header[:500].split(",")):
        code, _, rest = part.partition(";")
        weight = _WEIGHT.search(rest.strip())
        if rest.strip() and weight is None:
            continue
        weighed.append((-float(weight[1]) if weight else -1.0, place, code))
    return [code for negative, _place, code in sorted(weighed) if negative < 0]


def _placeholders(line: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(line))
