"""The check at the end of the short training: which answers are right, and how many. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from aia.sensing.speech import LANGUAGES, speech

_FILE = Path(__file__).with_name("training.yaml")


class TrainingBroken(ValueError):
    """The answers do not fit the questions; the text says where."""


@dataclass(frozen=True)
class Training:
    """Which option of each question is right, and the edition of the whole."""

    edition: int
    right: tuple[int, ...]


@dataclass(frozen=True)
class Marked:
    """Answers as given (None: not answered), which are right, and the score of 100."""

    given: tuple[int | None, ...]
    right: tuple[bool, ...]

    @property
    def complete(self) -> bool:
        """Say whether every question was answered."""
        return None not in self.given

    @property
    def score(self) -> int:
        """Return the share of right answers, of 100."""
        return 100 * sum(self.right) // len(self.right)


@cache
def training() -> Training:
    """Return the check that ships with this version. Raises TrainingBroken."""
    told = yaml.safe_load(_FILE.read_text())
    found = Training(edition=int(told["edition"]), right=tuple(told["right"]))
    for code in LANGUAGES:
        questions = speech(code).words["training"]["questions"]
        if len(questions) != len(found.right):
            raise TrainingBroken(f"{code}: {len(questions)} questions, {len(found.right)} answers")
        for place, (question, right) in enumerate(zip(questions, found.right, strict=True)):
            if not 0 <= right < len(question["options"]):
                raise TrainingBroken(f"{code}: question {place} has no option {right}")
    return found


def marked(post: Mapping[str, str]) -> Marked:
    """Return the answers of a form (`answer0`, `answer1` …), each the place of an option."""
    wanted = training().right
    given = tuple(_place(post.get(f"answer{at}", "")) for at in range(len(wanted)))
    return Marked(given, tuple(one == right for one, right in zip(given, wanted, strict=True)))


def _place(told: str) -> int | None:
    return int(told) if told in {"0", "1", "2", "3", "4", "5"} else None
