"""What an indicator is, in the active language: its definition, as pages and files tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aia.observatory.indicators.loading import Definition, definitions

FAMILIES: Mapping[str, tuple[Promise, Promise]] = {
    "access": (_("Who comes forward"), _("Needs seen, said and taken up, and where.")),
    "line": (_("The way from need to answer"), _("Where paths stop, and how long they wait.")),
    "answers": (_("Answers"), _("Who answers whom, with what, at what cost.")),
    "outcomes": (_("What changes"), _("Judged first by whoever received the answer.")),
    "generativity": (
        _("What is given back"),
        _("Gather, redistribute, regenerate, yield, make responsible: each by itself."),
    ),
    "equity": (
        _("Equal chances"),
        _("How far groups and places are from each other."),
    ),
    "territory": (_("The territory"), _("Who lives here, from what, and how exposed.")),
}

FIVE_R: Mapping[str, Promise] = {
    "gather": _("Gather"),
    "redistribute": _("Redistribute"),
    "regenerate": _("Regenerate"),
    "yield": _("Yield"),
    "responsibility": _("Make responsible"),
}


@dataclass(frozen=True)
class Line:
    """One change of an indicator's definition."""

    version: int
    since: date
    words: str


@dataclass(frozen=True)
class Indicator:
    """An indicator in words. One whose definition was taken away keeps its code for a name."""

    code: str
    family: str
    part_of_line: str
    name: str
    question: str
    meaning: str
    formula: str
    source: str
    unit: str
    version: int
    history: tuple[Line, ...]
    direction: str = "none"
    five_r: str = ""


def indicator(code: str, version: int = 0) -> Indicator:
    """Return an indicator in the active language."""
    found = _known().get(code)
    if found is None:
        return Indicator(code, "", "", code, "", "", "", "", "", version, ())
    return _said(found)


def known() -> Iterable[str]:
    """Return the codes of the indicators that have a definition, in their order."""
    return _known()


def steps() -> dict[str, str]:
    """Return which part of the line each indicator reads."""
    return {code: one.part_of_line for code, one in _known().items()}


def _known() -> dict[str, Definition]:
    return {one.code: one for one in definitions()}


def _said(one: Definition) -> Indicator:
    return Indicator(
        code=one.code,
        family=one.family,
        part_of_line=one.part_of_line,
        name=str(one.name),
        question=str(one.question),
        meaning=str(one.meaning),
        formula=str(one.formula),
        source=str(one.source),
        unit=one.unit,
        version=one.version,
        history=tuple(Line(told.version, told.since, str(told.words)) for told in one.history),
        direction=one.direction,
        five_r=one.five_r or "",
    )
