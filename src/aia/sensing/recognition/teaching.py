"""A district teaches its recogniser by what it decided; a worse model is never put to use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aia.sensing.recognition import dayone, measures
from aia.sensing.recognition.encoder import encode
from aia.sensing.recognition.folds import folds, groups
from aia.sensing.recognition.leaves import Leaf
from aia.sensing.recognition.texts import clean, plain

LEAST_TEXTS = 50
_FOLDS = 5

Decided = Sequence[tuple[str, str]]


class TooFewDecisions(ValueError):
    """There is not enough to learn from; the text says how many decisions there are."""


@dataclass(frozen=True)
class Quality:
    """How often the first category, one of the first three, and the first domain were right."""

    first: float
    among_three: float
    domain: float

    def at_least(self, other: Quality) -> bool:
        """Say whether nothing is worse than before and something is better."""
        mine = (self.first, self.among_three, self.domain)
        theirs = (other.first, other.among_three, other.domain)
        pairs = list(zip(mine, theirs, strict=True))
        return all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)


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
    for one in range(_FOLDS):
        tell(one, _FOLDS)
        test = np.flatnonzero(fold == one)
        texts = [kept[i][0] for i in test]
        for way, until in (("before", known), ("after", len(kept))):
            rows = [i for i in np.flatnonzero(fold != one) if i < until]
            model = dayone.learn_from(leaves, points, [kept[i] for i in rows], own[rows])
            sure[way][test] = model.heard(texts).sure()
    before, after = (_quality(sure[way], number, leaves) for way in ("before", "after"))
    better = after.at_least(before)
    taught = dayone.learn_from(leaves, points, kept, own) if better else None
    tell(_FOLDS, _FOLDS)
    return Lesson(len(kept), before, after, taught)


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
