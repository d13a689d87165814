"""What does not hold together in the data: each checker asks one question, nothing is mended.

A coordinator asks about their district (protected persons only within their team), a social
worker about the files they follow; an administrator sees files that belong to no row.
"""

from __future__ import annotations

from datetime import datetime

from aia.access.terms import Actor
from aia.pathways.checkers.around import AROUND, check_files
from aia.pathways.checkers.asking import (
    Checker,
    Finding,
    Question,
    Result,
    Severity,
    ask,
    looked_after,
)
from aia.pathways.checkers.line import LINE
from aia.pathways.checkers.plans import PLANS

__all__ = ["CHECKERS", "Checker", "Finding", "Question", "Result", "Severity", "run_checkers"]

CHECKERS: tuple[Checker, ...] = (*LINE, *PLANS, *AROUND)


def run_checkers(actor: Actor, *, at: datetime) -> list[Result]:
    """Return what every checker finds among the files that the actor looks after, gravest first.

    One statement a checker, however many rows there are; checkers that find nothing are there
    too, with no findings.
    """
    scope = looked_after(actor, at=at)
    results = [ask(checker, scope, at=at) for checker in CHECKERS]
    results += check_files(actor, scope, at=at)
    return sorted(results, key=lambda result: result.rank)
