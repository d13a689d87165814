"""How a place's level stands against its district's: told only when it is sure enough. Pure."""

from __future__ import annotations

from enum import StrEnum

from aia.sensing.expected.shrinkage import Level

SURE = 0.95
"""A level is told higher, or lower, when that is at least so likely."""


class Standing(StrEnum):
    """Against the district."""

    LOWER = "lower"
    LIKE = "like"
    HIGHER = "higher"


def standing(level: Level | None) -> Standing:
    """Return how a level stands; what is not known is told like the district."""
    if level is None:
        return Standing.LIKE
    if level.above >= SURE:
        return Standing.HIGHER
    return Standing.LOWER if level.above <= 1 - SURE else Standing.LIKE
