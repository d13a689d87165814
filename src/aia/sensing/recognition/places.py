"""A municipality named in a text. Careful: many names are everyday words, or people's surnames."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("places.yaml")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*['’]?")
_SURE = re.compile(r"\b(?:comune|paese|frazione|citt[aà]|municipio)\s+(?:di|de)\s+$", re.IGNORECASE)
_WHERE = re.compile(
    r"\b(?:a|ad|in|at|near|from|la|lângă|langa|din|à|en|de|vicino a|presso)\s+$", re.IGNORECASE
)
_PERSON = re.compile(
    r"\b(?i:signor|signora|signorina|sig|sig\.ra|dott|dottor|dottoressa|famiglia|don|mr|mrs|via|"
    r"viale|piazza|corso|largo|vicolo|strada|nome|cognome|santo?|santa)\.?\s+(?:[A-Z][a-z]+\s+)?$"
)
_PROVINCE = re.compile(r"^\s*[\(,]\s*([A-Z]{2})\b")


@dataclass(frozen=True)
class Town:
    """A municipality: its ISTAT code, name, and the two letters of its province."""

    istat: str
    name: str
    province: str


@dataclass(frozen=True)
class _Mention:
    town: Town
    weight: int
    at: int


class Gazetteer:
    """Names to look for: those of the district readily, those of all Italy only when marked."""

    def __init__(self, near: Iterable[Town], far: Iterable[Town]) -> None:
        self._near = {town.istat for town in near}
        self._named: dict[tuple[str, ...], list[Town]] = {}
        for town in far:
            for name in re.split(r"\s*/\s*", town.name):
                self._named.setdefault(_key(name), []).append(town)
        self._longest = max((len(key) for key in self._named), default=0)

    def municipality_in(self, text: str) -> str | None:
        """Return the ISTAT code of the municipality that a text names; None when unsure.

        The surest mention wins (a "comune di", a province in brackets, "a" or "in" before it);
        two different municipalities that are named alike surely give None.
        """
        found = self._mentions(text)
        if not found:
            return None
        best = max(one.weight for one in found)
        named = {one.town.istat for one in found if one.weight == best}
        return named.pop() if len(named) == 1 else None

    def _mentions(self, text: str) -> list[_Mention]:
        told = list(_WORD.finditer(text))
        keys = [_folded(one.group()) for one in told]
        found, here = [], 0
        while here < len(told):
            step = 1
            for span in range(min(self._longest, len(told) - here), 0, -1):
                towns = self._named.get(tuple(keys[here : here + span]))
                if towns is None:
                    continue
                start, end = told[here].start(), told[here + span - 1].end()
                found += self._weighed(towns, text, start, end)
                step = span
                break
            here += step
        return found

    def _weighed(self, towns: list[Town], text: str, start: int, end: int) -> list[_Mention]:
        before, after = text[max(0, start - 40) : start], text[end : end + 8]
        province = _PROVINCE.match(after)
        if province:
            towns = [one for one in towns if one.province == province.group(1)] or towns
        near = [one for one in towns if one.istat in self._near]
        towns = near or towns
        if len(towns) > 1:
            return []
        town = towns[0]
        weight = self._weight(town, text[start:end], before, has_province=bool(province))
        return [_Mention(town, weight, start)] if weight else []

    def _weight(self, town: Town, written: str, before: str, *, has_province: bool) -> int:
        if _SURE.search(before) or has_province:
            return 4
        large = written[:1].isupper()
        if _PERSON.search(before):
            return 0
        near, led = town.istat in self._near, bool(_WHERE.search(before))
        if _folded(written) in _doubtful():
            return 1 if near and large and led else 0
        if led:
            return 3 if large else (2 if near else 0)
        return 1 if large and near else 0


def _key(name: str) -> tuple[str, ...]:
    return tuple(_folded(one) for one in _WORD.findall(name))


def _folded(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.lower().replace("’", "'").rstrip("'"))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


@cache
def _doubtful() -> frozenset[str]:
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return frozenset(_folded(str(name)) for listed in told.values() for name in listed)
