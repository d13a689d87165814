"""Reading instruments from YAML, checked at load so that a mistake is told with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

from aia.pathways.terms import Domain, Voice

HERE = Path(__file__).parent
KINDS = ("scale", "one", "many")
SCALE_LENGTHS = (2, 10)
_CODE = re.compile(r"[a-z][a-z0-9_]{0,30}\Z|[1-9][0-9]?\Z")


class InstrumentInvalid(ValueError):
    """An instrument's file that does not say what it must; the message names file and place."""


class UnknownInstrument(LookupError):
    """No instrument has that id and version."""


@dataclass(frozen=True)
class Words:
    """The same words in Italian and English."""

    it: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "it").startswith("en") else self.it


@dataclass(frozen=True)
class Level:
    """One answer to a question; on a scale the code is its number."""

    code: str
    label: Words


@dataclass(frozen=True)
class Question:
    """What is asked: on a `scale` (numbered levels), `one` of some answers, or `many`."""

    id: str
    kind: str
    text: Words
    levels: tuple[Level, ...]
    domain: str | None = None

    def codes(self) -> frozenset[str]:
        """Return the codes that may answer it."""
        return frozenset(level.code for level in self.levels)

    def label_of(self, code: str) -> str:
        """Return the words of one level in the language in use."""
        return str(next(level.label for level in self.levels if level.code == code))


@dataclass(frozen=True)
class Instrument:
    """A set of questions with their source, licence and who may fill it.

    `scale` names the levels that all its scales share. `attention_at` is the highest level that
    asks for attention. `every_days` is how often it is worth filling again. `preliminary` marks
    the one that stands for the preliminary analysis of D.Lgs. 147/2017 art. 5.
    """

    id: str
    version: int
    title: Words
    about: Words
    source: str
    licence: str
    filled_by: frozenset[str]
    questions: tuple[Question, ...]
    repeatable: bool = True
    every_days: int | None = None
    attention_at: int | None = None
    preliminary: bool = False
    scale: tuple[Level, ...] = ()

    def question(self, question_id: str) -> Question:
        """Return the question of that id. Raises KeyError when there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def scales(self) -> tuple[Question, ...]:
        """Return the questions answered on a scale: those that can be drawn over time."""
        return tuple(question for question in self.questions if question.kind == "scale")


def instruments() -> tuple[Instrument, ...]:
    """Return the newest version of every instrument, by id."""
    newest = {known.id: known for known in _all()}
    return tuple(newest[name] for name in sorted(newest))


def get_instrument(name: str, version: int | None = None) -> Instrument:
    """Return an instrument, the newest version when none is asked for.

    Raises UnknownInstrument naming those that exist.
    """
    found = [one for one in _all() if one.id == name and version in (None, one.version)]
    if not found:
        there = ", ".join(f"{one.id} {one.version}" for one in _all())
        raise UnknownInstrument(f"no instrument {name} {version or ''}; there are: {there}")
    return found[-1]


@lru_cache(maxsize=1)
def _all() -> tuple[Instrument, ...]:
    """Return every version of every instrument, by id and version."""
    read = [read_instrument(path) for path in HERE.glob("*.yaml")]
    return tuple(sorted(read, key=lambda one: (one.id, one.version)))


def read_instrument(path: Path) -> Instrument:
    """Read and check one file. Raises InstrumentInvalid naming the file and the place in it."""
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        instrument = _instrument(told)
        if path.stem != f"{instrument.id}-{instrument.version}":
            raise ValueError(f"the file must be called {instrument.id}-{instrument.version}.yaml")
    except KeyError as error:
        raise InstrumentInvalid(f"{path.name}: {error} is missing") from error
    except (ValueError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise InstrumentInvalid(f"{path.name}: {error}") from error
    return instrument


def _instrument(told: Mapping[str, Any]) -> Instrument:
    voices = frozenset(told["filled_by"])
    if not voices or voices - set(Voice.values):
        raise ValueError(f"filled_by must name some of {', '.join(Voice.values)}")
    questions = tuple(_question(one) for one in told["questions"])
    ids = [question.id for question in questions]
    if not ids or len(set(ids)) != len(ids):
        raise ValueError("questions: there are none, or two share an id")
    return Instrument(
        id=_code(told["id"]),
        version=int(told["version"]),
        title=_words(told, "title", "title"),
        about=_words(told, "about", "about"),
        source=str(told["source"]),
        licence=str(told["licence"]),
        filled_by=voices,
        questions=questions,
        repeatable=bool(told["repeatable"]),
        every_days=told.get("every_days"),
        attention_at=told.get("attention_at"),
        preliminary=bool(told.get("preliminary", False)),
        scale=_levels(told["scale"], "scale", numbered=True) if "scale" in told else (),
    )


def _question(told: Mapping[str, Any]) -> Question:
    name, kind, domain = _code(told["id"]), told["kind"], told.get("domain")
    if kind not in KINDS:
        raise ValueError(f"question {name}: kind must be one of {', '.join(KINDS)}")
    if domain is not None and domain not in Domain.values:
        raise ValueError(f"question {name}: no domain {domain}")
    levels = _levels(told["levels"], f"question {name}", numbered=kind == "scale")
    return Question(name, kind, _words(told, "text", f"question {name}"), levels, domain)


def _levels(told: Mapping[Any, Any], place: str, *, numbered: bool) -> tuple[Level, ...]:
    codes = [_code(str(code)) for code in told]
    if numbered and codes != [str(number) for number in range(1, len(codes) + 1)]:
        raise ValueError(f"{place}: levels are numbered from 1, without gaps")
    if not SCALE_LENGTHS[0] <= len(codes) <= SCALE_LENGTHS[1]:
        raise ValueError(f"{place}: from two to ten levels")
    return tuple(Level(str(code), _words(told, code, f"{place}, level {code}")) for code in told)


def _words(told: Mapping[Any, Any], key: Any, place: str) -> Words:
    words = told[key]
    if not isinstance(words, dict) or not all(
        isinstance(words.get(language), str) and words[language] for language in ("it", "en")
    ):
        raise ValueError(f"{place}: words are needed in both languages, it and en")
    return Words(words["it"], words["en"])


def _code(text: str) -> str:
    if not _CODE.match(text):
        raise ValueError(f"not a code: {text!r} (small letters, digits and _)")
    return text
