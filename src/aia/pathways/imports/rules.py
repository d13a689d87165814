"""What an event may do to its case's need at that moment, by the same tables as a click. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aia.pathways.imports.terms import Act
from aia.pathways.rules import line, moves
from aia.pathways.terms import State, Step

_NEED_MOVES: Mapping[Act, str] = {
    Act.VOICE: "work",
    Act.RECLASSIFY: "amend",
    Act.SUSPEND: "suspend",
    Act.RESUME: "resume",
    Act.CLOSE: "close",
    Act.REOPEN: "reopen",
}
_WORKS = frozenset({Act.VOICE, Act.RESUME, Act.REOPEN})


@dataclass(frozen=True)
class Standing:
    """Where a case stands: its pathway's state, its need's state, step and category."""

    pathway: str
    need: str
    step: str
    category: str


def allows(standing: Standing | None, act: Act, category: str | None) -> bool:
    """Say whether the act may change the need; None stands for a case that has none yet.

    An act that only tells is always allowed: it changes nothing.
    """
    if act == Act.TELL:
        return True
    if standing is None or act == Act.RECOGNISE:
        return standing is None and act == Act.RECOGNISE
    works = act not in _WORKS or standing.pathway in moves.PATHWAY_MOVES["work"]
    if not works or standing.need not in moves.NEED_MOVES[_NEED_MOVES[act]]:
        return False
    if act == Act.VOICE:
        return line.may_advance(standing.step, Step.DEMAND)
    if act == Act.RECLASSIFY:
        return category is not None and category != standing.category
    return True


def begun(category: str) -> Standing:
    """Return where a case stands when its need has just been recognised."""
    return Standing(State.OPEN, State.OPEN, Step.NEED, category)
