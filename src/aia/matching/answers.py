"""The answer as it is written and read again: `docs/matching.md` tells each part.

An answer carries its problem when that is small, and always names it by path and digest. The seal
is the digest of everything else in the answer: it finds a change that would pass for an answer.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from aia.matching import fitting
from aia.matching.explaining import Reasons, unserved
from aia.matching.reading import problem_in, text_of
from aia.matching.terms import UNSERVED, BadProblem, Floats, Ints, Problem, Solved, Stage

_SMALL = 64_000
FORMAT = 1


@dataclass(frozen=True)
class Source:
    """Where a problem came from: its text and its path, if it has one."""

    text: str
    path: Path | None = None

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the text, in hexadecimal."""
        return sha256(self.text.encode()).hexdigest()


def cost_of(problem: Problem, chosen: Ints) -> float:
    """Return the sum of the costs as they were told, without rounding on the way."""
    given: Floats = problem.pairs.given[chosen[chosen != UNSERVED]]
    total = math.fsum(given.tolist())
    return round(total, 9)


def answer_of(
    problem: Problem, solved: Solved, source: Source | None, *, language: str, beside: Path
) -> dict[str, Any]:
    """Return the answer to be written; `beside` is the folder that its paths start from."""
    served = np.flatnonzero(solved.chosen != UNSERVED)
    at = problem.pairs.resource[solved.chosen[served]]
    reasons = Reasons(problem, solved.chosen, solved.stages, solved.seed, language)
    without = [int(one) for one in np.flatnonzero(solved.chosen == UNSERVED)]
    told: dict[str, Any] = {
        "assignments": [
            {"need": problem.needs[need].id, "resource": problem.resources[resource].id}
            for need, resource in zip(served.tolist(), at.tolist(), strict=True)
        ],
        "unserved": unserved(reasons, without),
        "served": len(served),
        "cost": cost_of(problem, solved.chosen),
        "certificate": {
            "format": FORMAT,
            "kind": "prices" if solved.stages else "side constraints",
            "digits": problem.digits,
            "fit": fitting.VERSION if problem.generated else None,
            "language": language,
            "stages": [
                {"by": stage.by, "turn": stage.turn, "prices": stage.prices.tolist()}
                for stage in solved.stages
            ],
        },
        "seed": solved.seed,
        "seconds": solved.seconds,
        "problem": _reference(source, beside),
    }
    told["certificate"]["seal"] = seal_of(told)
    return told


def _reference(source: Source | None, beside: Path) -> dict[str, Any] | None:
    if source is None:
        return None
    told: dict[str, Any] = {"sha256": source.digest}
    if source.path is not None:
        told["path"] = os.path.relpath(source.path.resolve(), beside.resolve())
    if len(source.text) <= _SMALL or source.path is None:
        told["text"] = source.text
    return told


def seal_of(told: Mapping[str, Any]) -> str:
    """Return the digest of an answer but for the seal itself."""
    open_ = {**told, "certificate": {k: v for k, v in told["certificate"].items() if k != "seal"}}
    text = json.dumps(open_, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def write(told: Mapping[str, Any], path: Path) -> None:
    """Write an answer whole or not at all."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    written = path.with_name(f".{path.name}.new")
    written.write_text(text + "\n", encoding="utf-8")
    written.replace(path)


def read(path: Path) -> dict[str, Any]:
    """Return an answer as it is written. Raises BadProblem when it is no JSON object."""
    try:
        told = json.loads(text_of(path))
    except json.JSONDecodeError as error:
        raise BadProblem([f"{path} is not JSON: {error}"]) from error
    if not isinstance(told, dict):
        raise BadProblem([f"{path} is no answer: write an object in braces"])
    return told


def source_of(told: Mapping[str, Any], path: Path, elsewhere: Path | None = None) -> Source:
    """Return the problem that an answer was given to, from the file it names or carries.

    `elsewhere` names the problem's file when it was moved. Raises BadProblem when it is nowhere.
    """
    reference = told.get("problem")
    reference = reference if isinstance(reference, Mapping) else {}
    named = reference.get("path")
    if elsewhere is not None:
        return Source(text_of(elsewhere), elsewhere)
    if isinstance(reference.get("text"), str):
        return Source(reference["text"])
    if isinstance(named, str):
        for folder in (path.parent, Path()):
            if (folder / named).is_file():
                return Source(text_of(folder / named), folder / named)
    where = f"{named!r} is not there" if named else "the answer does not name it"
    raise BadProblem([f"the problem of {path} is not found: {where}; say where: --problem FILE"])


def problem_of(told: Mapping[str, Any], path: Path, elsewhere: Path | None = None) -> Problem:
    """Return the problem of an answer, read. Raises BadProblem."""
    return problem_in(source_of(told, path, elsewhere).text)


def stages_of(told: Mapping[str, Any]) -> tuple[Stage, ...] | None:
    """Return the stages of an answer's certificate; None when they are not readable."""
    certificate = told.get("certificate")
    listed = certificate.get("stages") if isinstance(certificate, Mapping) else None
    if not isinstance(listed, list):
        return None
    stages = []
    for one in listed:
        prices = one.get("prices") if isinstance(one, Mapping) else None
        turn = one.get("turn") if isinstance(one, Mapping) else None
        if not isinstance(prices, list) or {*map(type, prices), type(turn)} - {int}:
            return None
        try:
            column = np.array(prices, dtype=np.int64)
        except OverflowError:
            return None
        stages.append(Stage(str(one.get("by")), column, turn or 0))
    return tuple(stages)
