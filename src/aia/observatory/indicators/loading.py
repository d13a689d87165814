"""Definitions of indicators, one YAML file each: a mistake is told at load, with its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

from aia.observatory.indicators.grammar import Condition, Measure, Wrong, conditions, measure

HERE = Path(__file__).parent / "definitions"
FAMILIES = ("access", "line", "answers", "outcomes", "generativity", "equity", "territory")
FIVE_R = ("gather", "redistribute", "regenerate", "yield", "responsibility")
DIRECTIONS = ("up", "down", "none")
STEPS = ("notice", "need", "demand", "choice", "answer", "review", "give_back")
KINDS = ("frequency", "magnitude", "public")
QUARTER = "quarter"
_TEXTS = ("name", "question", "meaning", "formula", "source")
_CODES = ("code", "family", "part_of_line", "unit", "table", "moment", "five_r", "direction")
_RULES = ("where", "measure", "dimensions", "pairs", "disclosure", "version", "history", "needs")
_KEYS = frozenset((*_TEXTS, *_CODES, *_RULES))


class DefinitionInvalid(ValueError):
    """A definition's file that does not say what it must; the message names the file."""


class UnknownIndicator(LookupError):
    """No indicator has that code."""


@dataclass(frozen=True)
class Words:
    """The same words in Italian and English; as text, those of the language in use."""

    it: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "it").startswith("en") else self.it


@dataclass(frozen=True)
class Disclosure:
    """How small numbers are protected: `counts` names the column whose values are counted."""

    threshold: int
    counts: str
    kind: str


@dataclass(frozen=True)
class Version:
    """A version of the definition, since when it holds and what it changed."""

    version: int
    since: date
    words: Words


@dataclass(frozen=True)
class Definition:
    """One indicator. `moment` None: a stock, read as it stood on the day."""

    code: str
    family: str
    part_of_line: str
    name: Words
    question: Words
    meaning: Words
    formula: Words
    source: Words
    unit: str
    table: str
    moment: str | None
    where: tuple[Condition, ...]
    measure: Measure
    dimensions: tuple[str, ...]
    pairs: tuple[tuple[str, ...], ...]
    disclosure: Disclosure
    version: int
    history: tuple[Version, ...]
    direction: str = "none"
    five_r: str | None = None

    @property
    def breakdowns(self) -> tuple[tuple[str, ...], ...]:
        """Return every breakdown that is published: the total, each dimension, the pairs."""
        quarter = [(QUARTER,)] if self.moment else []
        singles = [(one,) for one in self.dimensions if one != QUARTER]
        return ((), *quarter, *singles, *self.pairs)


@lru_cache(maxsize=1)
def definitions() -> tuple[Definition, ...]:
    """Return every definition, by family in their order and by code.

    Raises DefinitionInvalid, naming the file.
    """
    found = [read(path) for path in sorted(HERE.glob("*.yaml"))]
    known = {one.code for one in found}
    for one in found:
        if one.measure.derived and one.measure.of not in known:
            raise DefinitionInvalid(f"{one.code}: there is no indicator {one.measure.of}")
    return tuple(sorted(found, key=lambda one: (FAMILIES.index(one.family), one.code)))


def definition(code: str) -> Definition:
    """Return the indicator of that code. Raises UnknownIndicator."""
    for one in definitions():
        if one.code == code:
            return one
    raise UnknownIndicator(code)


def read(path: Path) -> Definition:
    """Return the definition of a file. Raises DefinitionInvalid."""
    try:
        told = yaml.safe_load(path.read_text())
        if not isinstance(told, Mapping):
            raise Wrong("the file holds no mapping")
        found = _definition(told)
        if found.code != path.stem:
            raise Wrong(f"its code is {found.code!r}, its file is called otherwise")
    except (Wrong, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        missing = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise DefinitionInvalid(f"{path.name}: {missing}") from error
    return found


def _definition(told: Mapping[str, Any]) -> Definition:
    if unknown := set(told) - _KEYS:
        raise Wrong(f"unknown: {', '.join(sorted(unknown))}")
    dimensions = tuple(told["dimensions"])
    pairs = tuple(tuple(pair) for pair in told.get("pairs") or ())
    for pair in pairs:
        if outside := set(pair) - {*dimensions, QUARTER}:
            raise Wrong(f"pair {list(pair)}: {', '.join(sorted(outside))} is no dimension of it")
    texts = {name: _words(told[name], name) for name in _TEXTS}
    found = Definition(
        code=told["code"],
        family=_one_of(told["family"], FAMILIES),
        part_of_line=_one_of(told["part_of_line"], STEPS),
        unit=told["unit"],
        table=told["table"],
        moment=told["moment"],
        where=conditions(told["where"]),
        measure=measure(told["measure"]),
        dimensions=dimensions,
        pairs=pairs,
        disclosure=_disclosure(told["disclosure"]),
        version=int(told["version"]),
        history=tuple(_version(one) for one in told["history"]),
        direction=_one_of(told.get("direction", "none"), DIRECTIONS),
        five_r=_one_of(told["five_r"], FIVE_R) if told.get("five_r") else None,
        **texts,
    )
    _check_history(found)
    return found


def _check_history(found: Definition) -> None:
    versions = [one.version for one in found.history]
    if not versions or max(versions) != found.version:
        raise Wrong(f"its history does not tell version {found.version}")


def _disclosure(told: Mapping[str, Any]) -> Disclosure:
    kind = _one_of(told["kind"], KINDS)
    if kind == "public":
        return Disclosure(0, "", kind)
    return Disclosure(int(told["threshold"]), str(told["counts"]), kind)


def _version(told: Mapping[str, Any]) -> Version:
    since = told["since"]
    if not isinstance(since, date):
        raise Wrong(f"since {since!r} is no day")
    return Version(int(told["version"]), since, _words(told, "history"))


def _words(told: Any, name: str) -> Words:
    if not isinstance(told, Mapping) or not told.get("it") or not told.get("en"):
        raise Wrong(f"{name} must be told in it and en")
    return Words(str(told["it"]).strip(), str(told["en"]).strip())


def _one_of(told: Any, known: tuple[str, ...]) -> str:
    if told not in known:
        raise Wrong(f"{told!r} is none of {', '.join(known)}")
    return str(told)
