"""`verify`: whether an answer is feasible, best and drawn as it says, from its own numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from aia.matching.answers import Source, cost_of, seal_of, stages_of
from aia.matching.explaining import Reasons
from aia.matching.proof import Flaw, flaws
from aia.matching.terms import UNSERVED, Ints, Problem, Stage

_PARTS: dict[str, type | tuple[type, ...]] = {
    "assignments": list,
    "unserved": list,
    "served": int,
    "cost": (int, float),
    "certificate": dict,
    "seed": int,
    "seconds": (int, float),
}
_SHOWN = 20


def verify(told: Mapping[str, Any], problem: Problem, source: Source) -> list[Flaw]:
    """Return everything that does not hold of an answer; nothing when it holds."""
    shape = [
        Flaw("shape", {"part": part})
        for part, kind in _PARTS.items()
        if not isinstance(told.get(part), kind) or isinstance(told.get(part), bool)
    ]
    stages = stages_of(told)
    if shape or stages is None:
        return shape or [Flaw("no_proof", {})]
    reference = told.get("problem")
    if not isinstance(reference, Mapping) or reference.get("sha256") != source.digest:
        return [Flaw("problem", {})]
    chosen, found = chosen_of(told, problem)
    found += _counts(told, problem, chosen)
    if not found:
        found = _best(told, problem, chosen, stages)
    if not found:
        found = _whys(told, problem, chosen, stages)
    if told["certificate"].get("seal") != seal_of(told):
        found.append(Flaw("seal", {}))
    return found[:_SHOWN]


def chosen_of(told: Mapping[str, Any], problem: Problem) -> tuple[Ints, list[Flaw]]:
    """Return the pair that each need was given, and what is wrong with how it is told."""
    needs = {one.id: at for at, one in enumerate(problem.needs)}
    resources = {one.id: at for at, one in enumerate(problem.resources)}
    chosen = np.full(len(problem.needs), UNSERVED, dtype=np.int64)
    wrong: list[Flaw] = []
    begins = np.searchsorted(problem.pairs.need, np.arange(len(problem.needs) + 1))
    for told_pair in told["assignments"]:
        one = told_pair if isinstance(told_pair, Mapping) else {}
        ends = {"need": one.get("need"), "resource": one.get("resource")}
        need, resource = _at(needs, ends["need"]), _at(resources, ends["resource"])
        if need is None or resource is None:
            wrong.append(Flaw("unknown", ends))
        elif chosen[need] != UNSERVED:
            wrong.append(Flaw("twice", ends))
        else:
            first, last = begins[need], begins[need + 1]
            at = first + np.searchsorted(problem.pairs.resource[first:last], resource)
            if at == last or problem.pairs.resource[at] != resource:
                wrong.append(Flaw("not_possible", ends))
            else:
                chosen[need] = at
    return chosen, wrong


def _at(known: Mapping[Any, int], told: Any) -> int | None:
    return known.get(told) if isinstance(told, str | int) else None


def _counts(told: Mapping[str, Any], problem: Problem, chosen: Ints) -> list[Flaw]:
    """Return where the counts, the total or the list of those without do not agree."""
    served = int((chosen != UNSERVED).sum())
    total = cost_of(problem, chosen)
    wrong = []
    if told["served"] != served:
        wrong.append(Flaw("count", {"part": "served", "said": told["served"], "found": served}))
    if abs(told["cost"] - total) > 1e-9 * max(1.0, abs(total)):
        wrong.append(Flaw("count", {"part": "cost", "said": told["cost"], "found": total}))
    if told["certificate"].get("digits") != problem.digits:
        said = told["certificate"].get("digits")
        wrong.append(Flaw("count", {"part": "digits", "said": said, "found": problem.digits}))
    listed = [one.get("need") if isinstance(one, Mapping) else None for one in told["unserved"]]
    without = [problem.needs[at].id for at in np.flatnonzero(chosen == UNSERVED)]
    if listed != without:
        odd = next(iter({*map(str, listed)} ^ {*map(str, without)}), "unserved")
        wrong.append(Flaw("missing", {"need": odd}))
    return wrong


def _best(
    told: Mapping[str, Any], problem: Problem, chosen: Ints, stages: tuple[Stage, ...]
) -> list[Flaw]:
    if problem.shares or problem.aparts:
        from aia.matching.siding import check

        return check(problem, chosen)
    return flaws(problem, chosen, stages, told["seed"])


def _whys(
    told: Mapping[str, Any], problem: Problem, chosen: Ints, stages: tuple[Stage, ...]
) -> list[Flaw]:
    """Return the needs whose reason, as written, is not the one that the proof tells."""
    language = told["certificate"].get("language")
    if language not in {"it", "en"}:
        return [Flaw("shape", {"part": "language"})]
    sided = bool(problem.shares or problem.aparts)
    reasons = Reasons(problem, chosen, () if sided else stages, told["seed"], language)
    without = np.flatnonzero(chosen == UNSERVED)
    return [
        Flaw("why", {"need": one["need"]})
        for at, one in zip(without, told["unserved"], strict=True)
        if one.get("why") != reasons.why_unserved(int(at))
    ]
