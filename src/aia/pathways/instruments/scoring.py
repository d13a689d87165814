"""What a filling says: pure. Levels by question, means by domain, what asks for attention.

There is no total: a person is not a number, and no rule anywhere may rest on one. Whether a
change is more than chance cannot be said of a scale without reliability studies, so it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from aia.kit.refusals import Refused
from aia.pathways.instruments.loading import Instrument, Question

_TENTH = Decimal("0.1")


class AnswersInvalid(Refused):
    """Answers that do not fit the instrument; `wrong` says what is wrong by question."""

    def __init__(self, message: str, wrong: Mapping[str, str] | None = None) -> None:
        super().__init__(message, field="answers")
        self.wrong = dict(wrong or {})


@dataclass(frozen=True)
class Profile:
    """One filling read: `levels` by question of a scale, `means` by domain to one decimal.

    `attention` lists the questions at or below the instrument's attention level, lowest first.
    `picked` holds the answers to the other questions.
    """

    levels: Mapping[str, int]
    means: Mapping[str, Decimal]
    attention: tuple[str, ...]
    picked: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Change:
    """What is different in the second of two fillings; `steps` by question, up is better."""

    steps: Mapping[str, int]
    better: tuple[str, ...]
    worse: tuple[str, ...]
    same: tuple[str, ...]


def answer_codes(
    instrument: Instrument, answers: Mapping[str, str | int | Iterable[str]]
) -> tuple[str, ...]:
    """Return the answers as codes "question:level", in the order of the questions.

    A question may be left out, but not all of them. Raises AnswersInvalid naming each question
    that has no such level, and each name that is not a question.
    """
    wrong: dict[str, str] = {
        name: _("There is no such question in this instrument.")
        for name in answers.keys() - {question.id for question in instrument.questions}
    }
    codes: list[str] = []
    for question in instrument.questions:
        given = _given(answers.get(question.id))
        if not set(given) <= question.codes():
            wrong[question.id] = _("Choose one of the answers listed.")
        elif len(given) > 1 and question.kind != "many":
            wrong[question.id] = _("Choose one answer only.")
        codes += [f"{question.id}:{level.code}" for level in question.levels if level.code in given]
    if wrong:
        raise AnswersInvalid(_("Some answers do not fit: look at each of them."), wrong)
    if not codes:
        raise AnswersInvalid(_("Answer at least one question."))
    return tuple(codes)


def profile_of(instrument: Instrument, codes: Sequence[str]) -> Profile:
    """Read one filling's codes ("question:level")."""
    given: dict[str, list[str]] = {}
    for code in codes:
        name, _colon, level = code.partition(":")
        given.setdefault(name, []).append(level)
    levels = {one.id: int(given[one.id][0]) for one in instrument.scales() if one.id in given}
    return Profile(
        levels=levels,
        means=_means(instrument.scales(), levels),
        attention=_attention(instrument, levels),
        picked={name: tuple(told) for name, told in given.items() if name not in levels},
    )


def change_between(before: Profile, after: Profile) -> Change:
    """Compare two fillings on the questions that both have answered.

    Two fillings of the same day, the person's and the worker's, are compared in the same way:
    `steps` is then how far the second stands from the first.
    """
    steps = {
        name: after.levels[name] - before.levels[name]
        for name in before.levels
        if name in after.levels
    }
    return Change(
        steps=steps,
        better=tuple(name for name, step in steps.items() if step > 0),
        worse=tuple(name for name, step in steps.items() if step < 0),
        same=tuple(name for name, step in steps.items() if step == 0),
    )


def _given(answer: str | int | Iterable[str] | None) -> tuple[str, ...]:
    if answer is None or answer == "":
        return ()
    if isinstance(answer, str | int):
        return (str(answer),)
    return tuple(str(one) for one in answer)


def _means(questions: Sequence[Question], levels: Mapping[str, int]) -> dict[str, Decimal]:
    by_domain: dict[str, list[int]] = {}
    for question in questions:
        if question.domain and question.id in levels:
            by_domain.setdefault(question.domain, []).append(levels[question.id])
    return {
        domain: (Decimal(sum(found)) / len(found)).quantize(_TENTH, ROUND_HALF_UP)
        for domain, found in by_domain.items()
    }


def _attention(instrument: Instrument, levels: Mapping[str, int]) -> tuple[str, ...]:
    if instrument.attention_at is None:
        return ()
    low = [name for name, level in levels.items() if level <= instrument.attention_at]
    return tuple(sorted(low, key=lambda name: levels[name]))
