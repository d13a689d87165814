"""A model learnt from labelled texts: any labels, several to a text.

Each view (`views`) has one straight boundary for each label. A second step, a forest for each
label, hears all boundaries of all labels together with the shape of the text, so that labels which
go together or exclude each other tell of one another. It learns from texts that the first step had
not seen; its votes are turned into confidences by a curve learnt from texts unseen by both. A
label is given when more than half of its forest, rare sides weighed up, votes for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aia.sensing.recognition import measures, stores
from aia.sensing.recognition.cores import one_core
from aia.sensing.recognition.folds import folds, groups
from aia.sensing.recognition.forest import Forest, grow
from aia.sensing.recognition.ngrams import CHARACTERS, LONG_WORDS, WORDS, Grams, Sparse
from aia.sensing.recognition.texts import plain
from aia.sensing.recognition.views import NAMES, Seen, Told, Views

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Rows = NDArray[np.int64]
KIND = "labelled"
PRECISION = 0.9  # of the first label, among the texts that are answered
_INNER = 5
_SPARSE = ("all", "words")
_MARGIN, _RIDGE, _EDGE = 0.3, 0.3, 0.01
_KINDS = {
    "title-pieces": CHARACTERS,
    "title-words": LONG_WORDS,
    "body-pieces": CHARACTERS,
    "body-words": WORDS,
}

Tell = Callable[[int, int], None]


@dataclass
class Labelled:
    """The labels, the views, one boundary per view and label, and the forest that hears them.

    `slope` and `start` turn each label's votes into confidence; `cuts` are the confidences from
    which a label is given; below `least` the first label is too unsure to be followed.
    """

    labels: list[str]
    views: Views
    weights: dict[str, Floats]
    offsets: dict[str, Floats]
    forest: Forest
    slope: Floats
    start: Floats
    least: float

    @property
    def cuts(self) -> NDArray[np.float64]:
        """Return the confidence of each label at which half of its forest votes for it."""
        return _odds(self.start.astype(float))

    def sure(self, told: Told) -> NDArray[np.float64]:
        """Return how sure each label is for each text, between 0 and 1."""
        return self.judged(self.views.of_new(told))

    def judged(self, views: dict[str, Any]) -> NDArray[np.float64]:
        """Return the confidences that go with these views."""
        votes = self.forest.votes(_heard(views, self.weights, self.offsets))
        return _odds(_log_odds(votes) * self.slope + self.start)

    def given(self, sure: NDArray[np.float64]) -> Bools:
        """Return which labels are given to each text."""
        chosen: Bools = sure > self.cuts
        return chosen


def learn(seen: Seen, labels: list[str], true: Bools, rows: Rows, group: Rows) -> Labelled:
    """Learn from these rows: the inner folds make what the second step learns from."""
    with one_core():
        return _learn(seen, labels, true, rows, group)


def _learn(seen: Seen, labels: list[str], true: Bools, rows: Rows, group: Rows) -> Labelled:
    within = folds(true[rows], group[rows], _INNER, seed=1)
    heard = np.zeros((len(rows), len(NAMES) * len(labels) + seen.shape.shape[1]), np.float32)
    for fold in range(_INNER):
        kept, apart = rows[within != fold], rows[within == fold]
        views = Views.learn(seen, kept)
        first = _boundaries(views.of_seen(seen, kept), true[kept])
        heard[within == fold] = _heard(views.of_seen(seen, apart), *first)
    votes = np.zeros((len(rows), len(labels)))
    for fold in range(_INNER):
        forest = grow(heard[within != fold], true[rows][within != fold])
        votes[within == fold] = forest.votes(heard[within == fold])
    slope, start = _curves(votes, true[rows])
    sure = _odds(_log_odds(votes) * slope + start)
    right = np.take_along_axis(true[rows], sure.argmax(axis=1)[:, None], axis=1)[:, 0]
    views = Views.learn(seen, rows)
    first = _boundaries(views.of_seen(seen, rows), true[rows])
    return Labelled(
        labels=labels,
        views=views,
        weights=first[0],
        offsets=first[1],
        forest=grow(heard, true[rows]),
        slope=slope,
        start=start,
        least=measures.least_for(right, sure.max(axis=1), PRECISION),
    )


def _heard(views: dict[str, Any], weights: dict[str, Floats], offsets: dict[str, Floats]) -> Floats:
    """Return the distance from each boundary, view by view, and last the shape."""
    rows = [np.asarray(views[name] @ weights[name]) + offsets[name] for name in NAMES]
    return np.hstack([*rows, views["plain-shape"]]).astype(np.float32)


def _boundaries(
    views: dict[str, Sparse], true: Bools
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    weights, offsets = {}, {}
    for name in NAMES:
        fitted = _support_vectors if name in _SPARSE else _ridge
        weights[name], offsets[name] = fitted(views[name], true)
    return weights, offsets


def _support_vectors(rows: Sparse, true: Bools) -> tuple[Floats, Floats]:
    """Return one boundary for each label with the widest margin, rare labels weighed up.

    A label that all of these texts have, or none, has no boundary: it is on one side for all.
    """
    from sklearn.svm import LinearSVC

    weights = np.zeros((rows.shape[1], true.shape[1]), np.float32)
    offsets = np.where(true.all(axis=0), 1, -1).astype(np.float32)
    for number in np.flatnonzero(true.any(axis=0) & ~true.all(axis=0)):
        found = LinearSVC(C=_MARGIN, class_weight="balanced", random_state=0)
        found.fit(rows, true[:, number])
        weights[:, number], offsets[number] = found.coef_[0], found.intercept_[0]
    return weights, offsets


def _ridge(rows: Floats, true: Bools) -> tuple[Floats, Floats]:
    """Return the least-squares boundaries of all labels at once, through the texts' own angles.

    Rows are the texts, wanted values +1 and -1; the ridge is a share of the mean squared length.
    """
    wanted = np.where(true, 1.0, -1.0)
    middle, mean = rows.mean(axis=0, dtype=float), wanted.mean(axis=0)
    even = rows - middle
    angles = even @ even.T
    angles[np.diag_indices_from(angles)] += _RIDGE * angles.trace() / len(angles)
    weights = even.T @ np.linalg.solve(angles, wanted - mean)
    return weights.astype(np.float32), (mean - middle @ weights).astype(np.float32)


def _curves(votes: NDArray[np.float64], true: Bools) -> tuple[Floats, Floats]:
    """Return, for each label, the logistic curve from votes to confidence (Platt 1999)."""
    from sklearn.linear_model import LogisticRegression

    found = [
        LogisticRegression(C=1.0).fit(_log_odds(vote)[:, None], wanted)
        for vote, wanted in zip(votes.T, true.T, strict=True)
    ]
    slope = np.array([max(one.coef_[0, 0], 1e-3) for one in found], np.float32)
    return slope, np.array([one.intercept_[0] for one in found], np.float32)


def _log_odds(votes: NDArray[np.float64]) -> NDArray[np.float64]:
    kept = np.clip(votes, _EDGE, 1 - _EDGE)
    return np.asarray(np.log(kept / (1 - kept)))


def _odds(scores: Any) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), np.float64)


def tied(told: Told) -> Rows:
    """Return the groups of rows that repeat a title or a body."""
    return groups([plain(t) for t in told.titles], [plain(b)[:200] for b in told.bodies])


def save(model: Labelled, path: Path) -> None:
    """Write the model. No text is in it, only grams that at least two texts share."""
    arrays: dict[str, NDArray[Any]] = {"slope": model.slope, "start": model.start}
    arrays |= {"middle": model.views.middle, "spread": model.views.spread}
    arrays |= model.forest.arrays()
    for name in NAMES:
        arrays |= {f"w-{name}": model.weights[name], f"o-{name}": model.offsets[name]}
    for name, grams in model.views.grams.items():
        arrays |= {f"t-{name}": stores.as_text(grams.terms), f"r-{name}": grams.rarity}
    stores.save(path, KIND, {"labels": model.labels, "least": model.least}, arrays)


def load(path: Path) -> Labelled:
    """Return the model of a file. Raises ModelBroken."""
    told, arrays = stores.load(path, KIND)
    try:
        grams = {
            name: Grams(kind, stores.as_terms(arrays[f"t-{name}"]), arrays[f"r-{name}"])
            for name, kind in _KINDS.items()
        }
        return Labelled(
            labels=list(told["labels"]),
            views=Views(grams, arrays["middle"], arrays["spread"]),
            weights={name: arrays[f"w-{name}"] for name in NAMES},
            offsets={name: arrays[f"o-{name}"] for name in NAMES},
            forest=Forest.of_arrays(arrays),
            slope=arrays["slope"],
            start=arrays["start"],
            least=float(told["least"]),
        )
    except (KeyError, TypeError, UnicodeDecodeError) as error:
        raise stores.ModelBroken(f"{path}: parts of the model are missing") from error
