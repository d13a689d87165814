"""Phrases that say that a notice cannot wait, in eight languages. Pure; a person decides."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from aia.sensing.recognition.leaves import ANYWHERE
from aia.sensing.recognition.texts import plain

_FILE = Path(__file__).with_name("urgency.yaml")
_BEFORE = 16  # characters before a word of haste in which a "not" takes it back


def urgent_words(text: str) -> tuple[str, ...]:
    """Return the phrases of urgency that a text holds and does not take back, as they are listed.

    Phrases of danger or hunger are never taken back: only the bare words of haste are.
    """
    told = plain(text)
    found = []
    for phrase, sought in _phrases().items():
        at = told.find(sought)
        while at >= 0:
            if not _taken_back(told[max(0, at - _BEFORE) : at + 1], sought):
                found.append(phrase)
                break
            at = told.find(sought, at + 1)
    return tuple(found)


def _taken_back(before: str, sought: str) -> bool:
    return sought in _hasty() and any(before.endswith(negation) for negation in _negations())


@cache
def _phrases() -> dict[str, str]:
    return {
        phrase: plain(phrase).strip() if language in ANYWHERE else f" {plain(phrase).strip()}"
        for language, listed in _told()["now"].items()
        for phrase in listed
    }


@cache
def _hasty() -> frozenset[str]:
    """Return the first phrases of each language: words of haste alone."""
    firsts = [(language, listed[:2]) for language, listed in _told()["now"].items()]
    return frozenset(
        plain(phrase).strip() if language in ANYWHERE else f" {plain(phrase).strip()}"
        for language, listed in firsts
        for phrase in listed
    )


@cache
def _negations() -> tuple[str, ...]:
    return tuple(
        plain(phrase).strip() if language in ANYWHERE else f" {plain(phrase).strip()} "
        for language, listed in _told()["not"].items()
        for phrase in listed
    )


@cache
def _told() -> dict[str, dict[str, list[str]]]:
    told: dict[str, dict[str, list[str]]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return told
