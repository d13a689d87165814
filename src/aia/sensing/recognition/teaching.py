"""A district teaches its recogniser by what it decided; a worse model is never put to use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

from aia.sensing.recognition import dayone, measures
from aia.sensing.recognition.encoder import encode
from aia.sensing.recognition.folds import folds, groups
from aia.sensing.recognition.leaves import Leaf
from aia.sensing.recognition.texts import clean, plain

LEAST_TEXTS = 50
_FOLDS = 5
_CHANCE = 0.05

Decided = Sequence[tuple[str, str]]


class TooFewDecisions(ValueError):
    """There is not enough to learn from; the text says how many decisions there are."""


@dataclass(frozen=True)
class Quality:
    """How often the first category, one of the first three, and the first domain were right."""

    first: float
    among_three: float
    domain: float

    def no_worse(self, other: Quality) -> bool:
        """Say whether none of the three is lower than the other's."""
        mine = (self.first, self.among_three, self.domain)
        theirs = (other.first, other.among_three, other.domain)
        return all(a >= b for a, b in zip(mine, theirs, strict=True))


@dataclass(frozen=True)
class Lesson:
    """What came of learning: quality on texts not learnt from, before and after, and the model.

    `model` is None when it would be no better: then what is in use stays.
    """

    texts: int
    before: Quality
    after: Quality
    model: dayone.DayOne | None


def teach(
    leaves: tuple[Leaf, ...],
    points: NDArray[np.float32],
    decided: Decided,
    *,
    known: int = 0,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Lesson:
    """Learn from decided texts (text, code), oldest first; judge both ways by cross-validation.

    `known` is how many of them the model in use had learnt from: it is judged as if it had been
    learnt from the same texts without the fold that is judged. Raises TooFewDecisions.
    """
    codes = [leaf.code for leaf in leaves]
    kept = [(clean(text).text, code) for text, code in decided if code in codes]
    kept = [(text, code) for text, code in kept if text]
    if len(kept) < LEAST_TEXTS:
        raise TooFewDecisions(len(kept))
    own = encode([text for text, _code in kept])
    number = np.array([codes.index(code) for _text, code in kept])
    apart = np.equal.outer(number, np.arange(len(codes)))
    fold = folds(apart, groups([plain(text) for text, _code in kept]), _FOLDS)
    sure = {way: np.zeros((len(kept), len(codes))) for way in ("before", "after")}
    first = dayone.learn_from(leaves, points)
    for one in range(_FOLDS):
        tell(one, _FOLDS)
        test = np.flatnonzero(fold == one)
        texts = [kept[i][0] for i in test]
        for way, until in (("before", known), ("after", len(kept))):
            rows = [i for i in np.flatnonzero(fold != one) if i < until]
            more = [kept[i] for i in rows]
            model = dayone.learn_from(leaves, points, more, own[rows]) if more else first
            sure[way][test] = model.heard(texts).sure()
    before, after = (_quality(sure[way], number, leaves) for way in ("before", "after"))
    right = {way: sure[way].argmax(axis=1) == number for way in sure}
    better = after.no_worse(before) and _no_chance(right["before"], right["after"])
    taught = dayone.learn_from(leaves, points, kept, own) if better else None
    tell(_FOLDS, _FOLDS)
    return Lesson(len(kept), before, after, taught)


def _no_chance(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> bool:
    """Say whether more texts went from wrong to right than chance explains.

    Sign test on the texts whose first category is right in one way only, at 5 in 100, one-sided.
    """
    won, lost = int((after & ~before).sum()), int((before & ~after).sum())
    changed = won + lost
    as_many = sum(comb(changed, count) for count in range(won, changed + 1))
    return bool(as_many / 2**changed < _CHANCE)


def _quality(
    sure: NDArray[np.float64], number: NDArray[np.int64], leaves: tuple[Leaf, ...]
) -> Quality:
    true = np.equal.outer(number, np.arange(len(leaves)))
    named = list(dict.fromkeys(leaf.domain for leaf in leaves))
    column = np.array([named.index(leaf.domain) for leaf in leaves])
    within = np.equal.outer(column, np.arange(len(named))).astype(float)
    by_domain = np.equal.outer(column[number], np.arange(len(named)))
    return Quality(
        first=round(measures.top(true, sure, 1), 4),
        among_three=round(measures.top(true, sure, 3), 4),
        domain=round(measures.top(by_domain, sure @ within, 1), 4),
    )
