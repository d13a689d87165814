"""What a matching problem is made of: needs, resources, the pairs that are possible, the answer.

Plain values, no Django and no solver. Other modules build a problem with
`aia.matching.reading.problem_from` and hand it to `aia.matching.actions`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Id: TypeAlias = str | int
Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]

URGENCIES = range(1, 6)
LONGEST_WAIT = 99_999
MOST_PLACES = 10**9
UNSERVED = -1


class BadProblem(ValueError):
    """The problem cannot be read as one; `defects` says what is wrong, where, how to mend it."""

    def __init__(self, defects: Sequence[str]) -> None:
        self.defects = tuple(defects)
        shown = list(self.defects[:20])
        if len(self.defects) > len(shown):
            shown.append(f"… and {len(self.defects) - len(shown)} more")
        super().__init__("\n".join(shown))


class NoAnswer(RuntimeError):
    """The solver ended without an answer: never expected of a problem that was read."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the earth, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A time of the week: `day` 1 (Monday) … 7, minutes of the day; it ends before `until`."""

    day: int
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One readable condition on a fact of the need: `age at_least 65`."""

    fact: str
    is_: str
    value: Any


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody looks for. `facts` answer the resources' rules, `groups` serve the report.

    `alike` is how near the need's words come to a resource's, 0 to 1, by the resource's id.
    """

    id: Id
    urgency: int
    waiting_days: int
    place: Place | None = None
    times: tuple[Slot, ...] = ()
    intensity: str | None = None
    languages: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    prefers: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    alike: Mapping[str, float] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


def worth_of(need: Need) -> int:
    """Return a need's priority as one number: urgency first, then days of waiting."""
    return need.urgency * (LONGEST_WAIT + 1) + need.waiting_days


@dataclass(frozen=True, slots=True)
class Resource:
    """What is on the floor: `capacity` places, for whom (`rules`), where, when, how intense."""

    id: Id
    capacity: int
    place: Place | None = None
    reach_km: float | None = None
    times: tuple[Slot, ...] = ()
    intensity: str | None = None
    languages: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    tags: tuple[str, ...] = ()
    prefers: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Declined:
    """A pair that somebody refused, and why: it is not proposed again."""

    need: int
    resource: int
    reason: str


@dataclass(frozen=True, slots=True)
class Share:
    """A fairness constraint: of each group, at least `at_least` of its needs is served."""

    group: str
    at_least: float


@dataclass(frozen=True, slots=True)
class Apart:
    """Needs of which no two may be given the same resource, and why."""

    needs: tuple[int, ...]
    why: str


@dataclass(frozen=True)
class Pairs:
    """The possible pairs, sorted by need then resource; `cost` in units of 10^-digits."""

    need: npt.NDArray[np.int32]
    resource: npt.NDArray[np.int32]
    cost: Ints
    given: Floats
    distance: Floats | None = None


@dataclass(frozen=True)
class Problem:
    """A whole problem, read and found sound. `generated` says that pairs came from attributes."""

    needs: tuple[Need, ...]
    resources: tuple[Resource, ...]
    pairs: Pairs
    digits: int
    generated: bool = False
    declined: tuple[Declined, ...] = ()
    shares: tuple[Share, ...] = ()
    aparts: tuple[Apart, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def capacity(self) -> Ints:
        """Return the places of each resource."""
        return np.array([one.capacity for one in self.resources], dtype=np.int64)

    @cached_property
    def worth(self) -> Ints:
        """Return each need's priority as one number: urgency first, then days of waiting."""
        return np.array([worth_of(one) for one in self.needs], dtype=np.int64)


@dataclass(frozen=True)
class Stage:
    """One stage of the proof: what was made least, and the price of each resource's place."""

    by: str
    prices: Ints
    turn: int = 0


@dataclass(frozen=True)
class Solved:
    """Which pair each need was given (position in `Pairs`, -1: none) and the proof."""

    chosen: Ints
    stages: tuple[Stage, ...]
    seed: int
    seconds: float
