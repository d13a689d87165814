"""The three steps, and how a number is told so that nobody is found behind it: pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

THRESHOLD = 5
"""Counts of one to four people, or needs, are not told (the district's disclosure threshold)."""


class Telling(StrEnum):
    """How a count is told: as it is, as fewer than the threshold, or as all but fewer."""

    EXACT = "exact"
    FEW = "few"
    NEARLY_ALL = "nearly_all"


@dataclass(frozen=True)
class Told:
    """A count as it may be read; `count` is None when it is kept back."""

    count: int | None
    telling: Telling


@dataclass(frozen=True)
class Steps:
    """How many needs were sensed, of these how many voiced, and of those how many taken up."""

    sensed: int = 0
    voiced: int = 0
    taken_up: int = 0

    def __post_init__(self) -> None:
        """Refuse steps that grow: each is a part of the one before."""
        if not self.sensed >= self.voiced >= self.taken_up >= 0:
            raise ValueError(f"{self} is no funnel: each step is a part of the one before")

    def __add__(self, other: Steps) -> Steps:
        """Return both together."""
        return Steps(
            self.sensed + other.sensed,
            self.voiced + other.voiced,
            self.taken_up + other.taken_up,
        )


def told(count: int, whole: int | None = None) -> Told:
    """Return how a count is told; `whole` is the count that it is a part of.

    Kept back are counts of one to four, and those that leave one to four of the whole. None at
    all is kept back like one to four, so that "fewer than five" says nothing more.
    """
    if count < THRESHOLD:
        return Told(None, Telling.FEW)
    if whole is not None and 0 < whole - count < THRESHOLD:
        return Told(None, Telling.NEARLY_ALL)
    return Told(count, Telling.EXACT)


def told_steps(steps: Steps) -> tuple[Told, Told, Told]:
    """Return how the three steps are told."""
    return (
        told(steps.sensed),
        told(steps.voiced, steps.sensed),
        told(steps.taken_up, steps.voiced),
    )
