"""`aia match solve | explain | verify | report`: who could meet what, why and why not."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from json import dumps
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from aia.matching import answers
from aia.matching.actions import solve
from aia.matching.explaining import Reasons
from aia.matching.reading import problem_in, text_of
from aia.matching.reporting import by_group, prices_of_fairness
from aia.matching.terms import BadProblem, NoAnswer
from aia.matching.verifying import chosen_of, verify
from aia.matching.wording import LANGUAGES, say

FAILED, MISUSED = 1, 2


class Command(BaseCommand):
    help = "Hold needs and resources face to face: propose, explain, check. People choose."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        solving = verbs.add_parser("solve", help="find the best proposal and its proof")
        solving.add_argument("problem", type=Path, metavar="PROBLEM.json")
        solving.add_argument("--out", type=Path, required=True, metavar="ANSWER.json")
        solving.add_argument("--seed", type=int, default=0, help="of the public lottery (0)")
        explaining = verbs.add_parser("explain", help="why and why not, of a need or a resource")
        _of_an_answer(explaining)
        explaining.add_argument("one", metavar="ID", help="of a need, or of a resource")
        explaining.add_argument("other", nargs="?", metavar="RESOURCE", help="one pair alone")
        checking = verbs.add_parser("verify", help="is it feasible, best, drawn as it says")
        _of_an_answer(checking)
        reporting = verbs.add_parser("report", help="by group, and what each constraint costs")
        _of_an_answer(reporting)
        reporting.add_argument("--json", action="store_true", help="print it as JSON")
        for verb in (solving, explaining, checking, reporting):
            verb.add_argument("--language", choices=LANGUAGES, default="it")

    def handle(self, *_: Any, verb: str, **options: Any) -> None:
        verbs: dict[str, Callable[..., None]] = {
            "solve": self._solve,
            "explain": self._explain,
            "verify": self._verify,
            "report": self._report,
        }
        try:
            verbs[verb](**options)
        except (BadProblem, NoAnswer) as told:
            self.stderr.write(str(told))
            sys.exit(FAILED)

    def _solve(self, *, problem: Path, out: Path, seed: int, language: str, **_: Any) -> None:
        source = answers.Source(text_of(problem), problem)
        read = problem_in(source.text)
        for note in read.notes:
            self.stderr.write(note)
        solved = solve(read, seed=seed)
        if not out.parent.is_dir():
            raise BadProblem([f"{out.parent} is not a folder: make it, or write elsewhere"])
        told = answers.answer_of(read, solved, source, language=language, beside=out.parent)
        answers.write(told, out)
        self.stdout.write(
            f"{told['served']} / {len(read.needs)}, {told['cost']:g}; {solved.seconds} s → {out}"
        )

    def _explain(
        self,
        *,
        answer: Path,
        problem: Path | None,
        one: str,
        other: str | None,
        language: str,
        **_: Any,
    ) -> None:
        for line in _lines(_asked(answer, problem, language), one, other):
            self.stdout.write(line)

    def _report(
        self, *, answer: Path, problem: Path | None, language: str, json: bool, **_: Any
    ) -> None:
        reasons = _asked(answer, problem, language)
        groups = by_group(reasons.problem, reasons.chosen)
        prices = prices_of_fairness(reasons.problem, seed=reasons.seed)
        if json:
            told = {"groups": [*map(asdict, groups)], "constraints": [*map(asdict, prices)]}
            self.stdout.write(dumps(told, ensure_ascii=False))
            return
        if not groups:
            self.stdout.write(say("no_groups", language))
        for line in groups:
            self.stdout.write(say("group_line", language, **asdict(line)))
        for price in prices:
            code = "price_none" if price.served is None else "price_line"
            self.stdout.write(say(code, language, **asdict(price)))

    def _verify(self, *, answer: Path, problem: Path | None, language: str, **_: Any) -> None:
        told = answers.read(answer)
        source = answers.source_of(told, answer, problem)
        read = problem_in(source.text)
        found = verify(told, read, source)
        if found:
            self.stderr.write(say("fails", language))
            for flaw in found:
                self.stderr.write(f"- {say(f'flaw_{flaw.code}', language, **flaw.told)}")
            sys.exit(FAILED)
        counts = {"served": told["served"], "needs": len(read.needs), "cost": told["cost"]}
        self.stdout.write(say("holds", language, **counts))
        sided = bool(read.shares or read.aparts)
        code = "holds_sides" if sided else "holds_proved"
        self.stdout.write(say(code, language, seed=told["seed"]))


def _of_an_answer(parser: ArgumentParser) -> None:
    parser.add_argument("answer", type=Path, metavar="ANSWER.json")
    parser.add_argument(
        "--problem", type=Path, metavar="PROBLEM.json", help="where the problem is now"
    )


def _asked(answer: Path, problem: Path | None, language: str) -> Reasons:
    """Return an answer that can be asked. Raises BadProblem when it is not readable."""
    told = answers.read(answer)
    read = answers.problem_of(told, answer, problem)
    stages = answers.stages_of(told)
    if stages is None or not isinstance(told.get("assignments"), list):
        raise BadProblem([f"{answer} is no answer: solve the problem again"])
    chosen, wrong = chosen_of(told, read)
    if wrong:
        raise BadProblem([say(f"flaw_{flaw.code}", language, **flaw.told) for flaw in wrong])
    return Reasons(read, chosen, stages, int(told.get("seed", 0)), language)


def _lines(reasons: Reasons, one: str, other: str | None) -> list[str]:
    """Return what is asked. Raises BadProblem for an id that the problem does not have."""
    if one not in reasons.positions:
        raise BadProblem([f"{one!r} is neither a need nor a resource of the problem"])
    kind, at = reasons.positions[one]
    if other is None:
        return reasons.of_need(at) if kind == "need" else reasons.of_resource(at)
    resource = reasons.resource_positions().get(other)
    if kind != "need" or resource is None:
        raise BadProblem([f"{one!r} and {other!r} are not a need and a resource of the problem"])
    return [reasons.of_pair(at, resource)]
