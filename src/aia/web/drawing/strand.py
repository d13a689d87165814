"""One need laid out as a strand: its marks, what lies between them, how it ends. No drawing yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aia.web.drawing.geometry import (
    GAP,
    GAP_AFTER_GIVE_BACK,
    LEFT,
    RIGHT,
    ROOM_TO_GO_ON,
    ROOM_TO_WAIT,
    Axis,
    day_of,
    spread,
)
from aia.web.terms import StepKind, StepState, Strand, StrandStep

CLOSED = "closed"


@dataclass(frozen=True)
class Mark:
    """A step at its place. `above` says on which side of the strand its words stand."""

    step: StrandStep
    day: date
    x: float
    above: bool
    declined: tuple[StrandStep, ...] = ()


@dataclass(frozen=True)
class Laid:
    """A strand laid out: marks in order; it ends waiting, closed, or still going on."""

    strand: Strand
    marks: tuple[Mark, ...]
    end: float

    @property
    def waits(self) -> bool:
        """Say whether the strand stopped and is waiting for its next step."""
        return bool(self.strand.stopped_at) and self.strand.closed is None


def main_steps(strand: Strand) -> list[tuple[StrandStep, tuple[StrandStep, ...]]]:
    """Return the steps of the strand itself in order, each with the options declined at it.

    A declined option belongs to the choice that follows or holds it, else to the step before it.
    The closing, if there is one, is the last step.
    """
    ordered = sorted(strand.steps, key=lambda step: (day_of(step.at), _order(step)))
    main = [step for step in ordered if step.state != StepState.DECLINED]
    declined: dict[int, list[StrandStep]] = {}
    for option in ordered:
        if option.state == StepState.DECLINED and main:
            declined.setdefault(_holder(option, main), []).append(option)
    if strand.closed is not None:
        main.append(StrandStep(kind=CLOSED, at=strand.closed, label=strand.closed_label))
    return [(step, tuple(declined.get(i, ()))) for i, step in enumerate(main)]


def _order(step: StrandStep) -> int:
    return StepKind.values.index(step.kind)


def _holder(option: StrandStep, main: list[StrandStep]) -> int:
    choices = [i for i, step in enumerate(main) if step.kind == StepKind.CHOICE]
    later = [i for i in choices if day_of(main[i].at) >= day_of(option.at)]
    if later or choices:
        return later[0] if later else choices[-1]
    before = [i for i, step in enumerate(main) if day_of(step.at) <= day_of(option.at)]
    return before[-1] if before else 0


def lay(strand: Strand, axis: Axis, today: date) -> Laid:
    """Place the strand's steps along the axis."""
    steps = main_steps(strand)
    days = [day_of(step.at) for step, _ in steps]
    sides = _sides([step.kind for step, _ in steps])
    gaps = [
        GAP_AFTER_GIVE_BACK if i and sides[i] and sides[i - 1] else GAP for i in range(len(steps))
    ]
    places = spread([axis.x(day) for day in days], gaps, _limit(strand))
    marks = tuple(
        Mark(step, day, x, above, declined)
        for (step, declined), day, x, above in zip(steps, days, places, sides, strict=True)
    )
    end = marks[-1].x if strand.closed is not None else axis.x(today)
    return Laid(strand, marks, end)


def _limit(strand: Strand) -> float:
    """Return how far right the last mark may stand, so that what follows it can be seen."""
    if strand.closed is not None:
        return RIGHT - LEFT
    return RIGHT - (ROOM_TO_WAIT if strand.stopped_at else ROOM_TO_GO_ON)


def _sides(kinds: list[str]) -> list[bool]:
    """Say for each mark whether its words stand above.

    They alternate, so that neighbours have room; the first give-back and what follows stand
    above, because from there the strand bends down to the floor.
    """
    if StepKind.GIVE_BACK not in kinds:
        return [(len(kinds) - i) % 2 == 1 for i in range(len(kinds))]
    turn = kinds.index(StepKind.GIVE_BACK)
    return [i >= turn or (turn - i) % 2 == 0 for i in range(len(kinds))]
