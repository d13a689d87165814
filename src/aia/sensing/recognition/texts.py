"""Texts as they come in: cleaned, cut, brought to one plain form. Pure."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

LONGEST = 4_000  # characters that are read; what comes after is not looked at, and this is told

EMPTY, TRUNCATED, MARKUP, UNREADABLE = "empty", "truncated", "markup", "unreadable"

_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]{0,2000}|!--.*?--)>", re.DOTALL)
_SPACE = re.compile(r"\s+")
_NO_WORD = re.compile(r"[\W_]+")
_LETTERS_LEAST = 2


@dataclass(frozen=True)
class Cleaned:
    """A text that can be read, and what was done to it: `empty`, `truncated`, `markup`."""

    text: str
    notes: tuple[str, ...] = ()


def clean(raw: str) -> Cleaned:
    """Return the text without markup, control characters and surplus space, cut at LONGEST.

    A text with fewer than two letters is empty.
    """
    notes = []
    text = raw
    if len(text) > 5 * LONGEST:
        text = text[: 5 * LONGEST]
        notes.append(TRUNCATED)
    bare = html.unescape(_TAG.sub(" ", _HIDDEN.sub(" ", text)))
    if bare != text and "<" in text:
        notes.append(MARKUP)
    bare = "".join(c if c.isprintable() or c.isspace() else " " for c in bare)
    bare = _SPACE.sub(" ", bare).strip()
    if len(bare) > LONGEST:
        bare = bare[:LONGEST]
        notes.append(TRUNCATED)
    if sum(c.isalpha() for c in bare) < _LETTERS_LEAST:
        return Cleaned("", (*dict.fromkeys(notes), EMPTY))
    return Cleaned(bare, tuple(dict.fromkeys(notes)))


def plain(text: str) -> str:
    """Return small letters without accents or signs, one space around every word."""
    bare = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return f" {_NO_WORD.sub(' ', letters).strip()} "


def words(text: str) -> list[str]:
    """Return the plain words of a text, in order."""
    return plain(text).split()
