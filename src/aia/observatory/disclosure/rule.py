"""What counts as few, and what must stay possible for a number that is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FREQUENCY = "frequency"
MAGNITUDE = "magnitude"
PUBLIC = "public"
KINDS = (FREQUENCY, MAGNITUDE, PUBLIC)

DEFAULT_THRESHOLD = 5


@dataclass(frozen=True)
class Rule:
    """The disclosure rule of an indicator.

    - `threshold`: a number behind which stand fewer pathways than this (but some) is not shown;
    - `kind`: "frequency" for counts, "magnitude" for amounts (hours, euros), "public" for
      statistics that others have already published about nobody in particular;
    - `spread`: for amounts, how far from the truth (as a share of it) must stay possible;
    - `zeros_known`: whether to reckon with an attacker who knows which cells are empty;
    - `most_hidden`: above which share of the people in its inner cells a table is rounded.
    """

    threshold: int = DEFAULT_THRESHOLD
    kind: str = FREQUENCY
    spread: float = 0.5
    zeros_known: bool = False
    most_hidden: float = 0.5

    def __post_init__(self) -> None:
        """Raise ValueError for a rule that protects nothing or cannot be read."""
        if self.kind not in KINDS:
            raise ValueError(f"disclosure kind {self.kind!r}: use one of {', '.join(KINDS)}")
        if self.kind != PUBLIC and self.threshold < 1:
            raise ValueError(f"disclosure threshold {self.threshold}: use 1 or more")

    @classmethod
    def of(cls, told: Any) -> Rule:
        """Return the rule that a definition tells, by the names of its fields."""
        if isinstance(told, cls):
            return told
        return cls(
            threshold=int(getattr(told, "threshold", DEFAULT_THRESHOLD) or 0),
            kind=str(getattr(told, "kind", FREQUENCY)),
        )

    def few(self, behind: int | None) -> bool:
        """Say whether so many are few. Nobody at all is not few, but looks the same."""
        return self.kind != PUBLIC and behind is not None and 0 < behind < self.threshold

    def interval(self, value: float, most: float | None = None) -> tuple[float, float]:
        """Return what must stay possible for a hidden number, whose most is known or None.

        A count below the threshold: anything from nobody to the threshold itself, so that not
        even "few" can be told. A larger count with few pathways behind it: the threshold either
        way. An amount: `spread` of it either way.
        """
        if self.kind == MAGNITUDE:
            low, high = value * (1 - self.spread), value * (1 + self.spread)
        elif value < self.threshold:
            low, high = 0.0, float(self.threshold)
        else:
            low, high = value - self.threshold, value + self.threshold
        return low, high if most is None else min(high, most)
