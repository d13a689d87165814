"""Who stops where: for each step of the line, how many came to it, went on, rest there, or closed.

Pure. `standing` tells, for each case of the log, at which step it stands (an index of STEPS);
`closed` whether it is no longer followed. A need that went back stands at the earlier step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aia.observatory.process.comparing import Times, times_between
from aia.observatory.process.log import Codes, Flags, Log, selected

STEPS = ("need", "demand", "choice", "answer", "review", "give_back")
VERB_OF = {
    "need": "need.recognised",
    "demand": "need.voiced",
    "choice": "need.chosen",
    "answer": "need.answered",
    "review": "need.reviewed",
    "give_back": "need.given_back",
}
STEP_OF = {verb: step for step, verb in VERB_OF.items()}
_RETURNED = "need.returned"


@dataclass(frozen=True)
class Ways:
    """The log of a district's needs, and what is known of each of its cases, in their order.

    `municipality` and `domain` hold indexes of `municipalities` and `domains`.
    """

    log: Log
    standing: Codes
    closed: Flags
    municipality: Codes
    municipalities: tuple[str, ...]
    domain: Codes
    domains: tuple[str, ...]
    simulated: bool

    @property
    def needs(self) -> int:
        """Return how many needs there are."""
        return self.log.cases

    @property
    def began(self) -> NDArray[np.int64]:
        """Return when each need was recognised, in microseconds since 1970 UTC."""
        found: NDArray[np.int64] = self.log.times[self.log.starts[:-1]]
        return found


@dataclass(frozen=True)
class Stop:
    """One step: `reached` stand at it or beyond; of those, `on` beyond, `here` at it and
    still followed, `closed` at it and no longer followed. `came` were ever at it; `back` of those
    stand before it now. `times` is the way to it from the step before, None where nobody made it.
    """

    step: str
    reached: int
    on: int
    here: int
    closed: int
    came: int
    back: int
    times: Times | None


def narrowed(ways: Ways, chosen: Flags) -> Ways:
    """Return only the chosen needs (one flag each). Raises LogProblem when none is."""
    return Ways(
        selected(ways.log, chosen),
        ways.standing[chosen],
        ways.closed[chosen],
        ways.municipality[chosen],
        ways.municipalities,
        ways.domain[chosen],
        ways.domains,
        ways.simulated,
    )


def stops(ways: Ways) -> list[Stop]:
    """Return every step of the line, in order."""
    times = _times(ways.log)
    found = []
    for place, step in enumerate(STEPS):
        at = ways.standing == place
        beyond = int((ways.standing > place).sum())
        here, closed = int((at & ~ways.closed).sum()), int((at & ways.closed).sum())
        ever = _ever(ways.log, VERB_OF[step])
        found.append(
            Stop(
                step=step,
                reached=beyond + here + closed,
                on=beyond,
                here=here,
                closed=closed,
                came=int(ever.sum()),
                back=int((ever & (ways.standing < place)).sum()),
                times=times.get(step),
            )
        )
    return found


def returned(ways: Ways) -> int:
    """Return how many needs went back a step at least once."""
    return int(_ever(ways.log, _RETURNED).sum())


def _times(log: Log) -> dict[str, Times]:
    """Return the way to each step from the one before it, by step."""
    found: dict[str, Times] = {}
    for before, after in pairwise(STEPS):
        for one in times_between(log, (VERB_OF[before], VERB_OF[after])):
            found[after] = one
    return found


def _ever(log: Log, verb: str) -> Flags:
    """Return which cases have the verb."""
    found: Flags = np.zeros(log.cases, dtype=np.bool_)
    if verb in log.names:
        events = np.flatnonzero(log.acts == log.names.index(verb))
        found[np.searchsorted(log.starts, events, side="right") - 1] = True
    return found


def codes_of(values: Sequence[Any]) -> tuple[Codes, tuple[str, ...]]:
    """Return values as indexes of a sorted tuple of their texts; None is the empty text."""
    texts = [str(value or "") for value in values]
    names = tuple(sorted(set(texts)))
    place = {name: number for number, name in enumerate(names)}
    return np.array([place[text] for text in texts], dtype=np.int32), names
