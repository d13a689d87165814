"""How far two notices may be about the same thing, and why. Pure; no person is compared.

Each sign adds to a score from 0 to 1. The weights are a working choice for ordering what is shown
side by side: a human joins, nothing is joined by itself.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from aia.sensing.terms import Likeness

LIKELY = 0.45
WINDOW = timedelta(days=30)
_GRAM = 4
_WORDS_LIKE = 0.18
_NO_WORD = re.compile(r"[\W_]+")
_WEIGHTS = {
    Likeness.PLACE: 0.2,
    Likeness.TOWN: 0.1,
    Likeness.SENSOR: 0.05,
    Likeness.CATEGORY: 0.15,
    Likeness.DOMAIN: 0.08,
}
# Two notices from one place and week are no doubles for that alone.
_TELLING = frozenset({Likeness.CATEGORY, Likeness.DOMAIN, Likeness.WORDS})
_TIME = 0.15
_WORDS = 0.6


@dataclass(frozen=True)
class Traits:
    """What of a notice is compared: where, when, what kind, which words."""

    municipality: str | None
    place: UUID | None
    sensor: UUID | None
    category: str | None
    domain: str | None
    at: datetime
    grams: frozenset[str]


def grams(text: str) -> frozenset[str]:
    """Return the runs of four letters of a text, without capitals, accents and signs."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    plain = f" {_NO_WORD.sub(' ', letters).strip()} "
    return frozenset(plain[at : at + _GRAM] for at in range(max(0, len(plain) - _GRAM + 1)))


def likeness(one: Traits, other: Traits) -> tuple[float, tuple[Likeness, ...]]:
    """Return how alike two notices are (0 to 1) and the reasons, the heaviest first.

    0 without any reason when they are about different municipalities, lie too far apart in time, or
    have neither kind nor words in common.
    """
    apart = abs(one.at - other.at)
    towns = {one.municipality, other.municipality} - {None}
    if apart > WINDOW or len(towns) > 1:
        return 0.0, ()
    found = {Likeness.TIME: _TIME * (1 - apart / WINDOW)}
    same = {
        Likeness.PLACE: (one.place, other.place),
        Likeness.TOWN: (one.municipality, other.municipality),
        Likeness.SENSOR: (one.sensor, other.sensor),
        Likeness.CATEGORY: (one.category, other.category),
    }
    found |= {sign: _WEIGHTS[sign] for sign, (a, b) in same.items() if a is not None and a == b}
    if Likeness.CATEGORY not in found and one.domain is not None and one.domain == other.domain:
        found[Likeness.DOMAIN] = _WEIGHTS[Likeness.DOMAIN]
    shared = _shared(one.grams, other.grams)
    if shared >= _WORDS_LIKE:
        found[Likeness.WORDS] = _WORDS * shared
    if not found.keys() & _TELLING:
        return 0.0, ()
    score = min(1.0, sum(found.values()))
    if apart > WINDOW / 4:
        # It weighs a little, but is not near enough to be told as a reason.
        found.pop(Likeness.TIME)
    return score, tuple(sorted(found, key=lambda sign: -found[sign]))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of common runs of letters, of the shorter text's and the longer one's."""
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))
