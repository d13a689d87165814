"""Documented prevalence rates: read once from `rates.yaml`, checked, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from django.utils.translation import get_language
from numpy.typing import NDArray

_FILE = Path(__file__).with_name("rates.yaml")
_LANGUAGES = ("it", "en")
_OLDEST = 100
_SEXES = {"f": (1.0, 0.0), "m": (0.0, 1.0), "all": (1.0, 1.0)}
_SOURCE = ("where", "year", "publisher", "title", "seen", "read_at")
_IN_LANGUAGES = ("what", "where")
_SEEN = ("publisher", "quoted")
_COVERS = ("all", "part")


class RatesBroken(ValueError):
    """The file of rates does not hold together; the text names the category and the fault."""


@dataclass(frozen=True)
class Rate:
    """How many in a hundred live in a situation, by age and sex, and who says so.

    `weights` is (101, 2): ages 0 … 100+, columns women, men, as the population is; a part of one.
    """

    category: str
    whats: dict[str, str]
    wheres: dict[str, str]
    year: int
    publisher: str
    title: str
    seen: str
    read_at: str
    covers: str
    weights: NDArray[np.float64]

    @property
    def what(self) -> str:
        """Return the situation in the reader's language."""
        return self.whats[_language()]

    @property
    def where(self) -> str:
        """Return where it was counted, in the reader's language."""
        return self.wheres[_language()]

    @property
    def is_floor(self) -> bool:
        """Say whether the figure is about less than the category."""
        return self.covers == "part"

    def expected(self, population: NDArray[np.int64]) -> float:
        """Return how many of a population (101, 2) are expected to live in the situation."""
        return float((self.weights * population).sum())


@dataclass(frozen=True)
class Rates:
    """The rates by category, and why well-known categories have none."""

    version: int
    by_category: dict[str, Rate]
    whys: dict[str, dict[str, str]]

    def why_without(self, category: str) -> str:
        """Return why a category has no rate, empty when nobody has said."""
        return self.whys.get(category, {}).get(_language(), "")


@lru_cache(maxsize=1)
def rates() -> Rates:
    """Return the rates that ship with this version. Raises RatesBroken."""
    return read(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def read(told: dict[str, Any]) -> Rates:
    """Return the rates that a parsed file describes. Raises RatesBroken."""
    found: dict[str, Rate] = {}
    for entry in told["rates"]:
        rate = _rate(entry)
        if rate.category in found:
            raise RatesBroken(f"{rate.category} stands twice")
        found[rate.category] = rate
    whys = {str(one["category"]): dict(one["why"]) for one in told.get("without", ())}
    if both := set(whys) & set(found):
        raise RatesBroken(f"{', '.join(sorted(both))}: both with and without a rate")
    return Rates(int(told["version"]), found, whys)


def _rate(entry: dict[str, Any]) -> Rate:
    category = str(entry.get("category", ""))
    if not category:
        raise RatesBroken("a rate has no category")
    for name in _SOURCE:
        if not entry.get(name):
            raise RatesBroken(f"{category}: a rate without {name} is not shipped")
    if entry["seen"] not in _SEEN or entry.get("covers") not in _COVERS:
        raise RatesBroken(f"{category}: seen is one of {_SEEN}, covers one of {_COVERS}")
    told = {name: _in_languages(category, name, entry.get(name)) for name in _IN_LANGUAGES}
    return Rate(
        category=category,
        whats=told["what"],
        wheres=told["where"],
        year=int(entry["year"]),
        publisher=str(entry["publisher"]),
        title=str(entry["title"]),
        seen=str(entry["seen"]),
        read_at=str(entry["read_at"]),
        covers=str(entry["covers"]),
        weights=_weights(category, entry.get("parts") or ()),
    )


def _in_languages(category: str, name: str, told: Any) -> dict[str, str]:
    words = {language: str((told or {}).get(language, "")) for language in _LANGUAGES}
    if not all(words.values()):
        raise RatesBroken(f"{category}: {name} is missing in one of {_LANGUAGES}")
    return words


def _weights(category: str, parts: Any) -> NDArray[np.float64]:
    weights = np.zeros((_OLDEST + 1, 2))
    taken = np.zeros((_OLDEST + 1, 2))
    for part in parts:
        first, last = part["ages"]
        percent = float(part["percent"])
        if part["sex"] not in _SEXES or not 0 <= first <= last <= _OLDEST:
            raise RatesBroken(f"{category}: a part is about f, m or all, of ages 0 to {_OLDEST}")
        if not 0 < percent <= 100:  # noqa: PLR2004 (a percentage)
            raise RatesBroken(f"{category}: {percent} is not a percentage")
        weights[first : last + 1] += np.array(_SEXES[part["sex"]]) * percent / 100
        taken[first : last + 1] += np.array(_SEXES[part["sex"]])
    if not weights.any() or taken.max() > 1:
        raise RatesBroken(f"{category}: parts are missing, or two are about the same people")
    return weights


def _language() -> str:
    """Return the reader's language when the file speaks it, otherwise Italian."""
    language = (get_language() or "it").split("-")[0]
    return language if language in _LANGUAGES else "it"
