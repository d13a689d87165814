"""What to say of a place that was heard or not: pure.

Each place has a level of its own (notices a week, or a thousand residents a week), drawn from the
levels of the district (`expected.shrinkage`). What a place sent before the weeks looked at tells
its level; without any past, the district's levels do. The count of the weeks looked at is then
foreseen with its uncertainty, and a place is quiet only when so few would seldom happen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from aia.sensing.expected import shrinkage

Key = TypeVar("Key")

SELDOM = 0.05
"""A place is called quiet when so few notices, or fewer, have less than this chance."""

LEAST_FORESEEN = 2.0
"""Below this many foreseen notices nothing can be said yet."""


class Heard(StrEnum):
    """What can be said of a place."""

    QUIET = "quiet"
    AS_FORESEEN = "as_foreseen"
    TOO_SOON = "too_soon"


@dataclass(frozen=True)
class Exposure:
    """What a place sent and over how much time (and people): before, and in the weeks looked at."""

    before: int
    exposure_before: float
    received: int
    exposure: float


@dataclass(frozen=True)
class Silence:
    """What was foreseen of a place, with its interval, what came, and the chance of so few."""

    received: int
    foreseen: float
    low: int
    high: int
    chance: float
    heard: Heard


def silences(told: Mapping[Key, Exposure]) -> dict[Key, Silence]:
    """Return what can be said of each place, in the order given; empty when nothing ever came."""
    rows = list(told.values())
    levels = shrinkage.fit(
        [row.before + row.received for row in rows],
        [row.exposure_before + row.exposure for row in rows],
    )
    if levels is None:
        return {}
    return {key: _silence(levels, row) for key, row in told.items()}


def _silence(levels: shrinkage.Levels, row: Exposure) -> Silence:
    own = shrinkage.Levels(levels.shape + row.before, levels.rate + row.exposure_before)
    foreseen, low, high = shrinkage.foreseen(own, row.exposure)
    chance = shrinkage.chance_of_so_few(own, row.received, row.exposure)
    if foreseen < LEAST_FORESEEN:
        heard = Heard.TOO_SOON
    else:
        heard = Heard.QUIET if chance < SELDOM else Heard.AS_FORESEEN
    return Silence(row.received, foreseen, low, high, chance, heard)
