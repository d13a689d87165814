"""The recogniser of the first day: from the taxonomy's own examples, no labelled text.

Six voices speak on each leaf, and their weighted sum is made a probability:

- `leaf`, `domain`: which leaf, and which of the domains, the encoder's point of the text lies in
  (logistic regressions on the points of the examples, counter-examples among them);
- `nearest`: how near the nearest example of the leaf is;
- `pieces`: how much the text's pieces of words resemble those of the leaf's sentences and cues;
- `cues`, `domain-cues`: how many telling words of the leaf, and of its domain, it holds.

The weights were chosen for the likelihood of held-out examples, near translations held out
together (`python -m bench.recognition weigh`), those of the cues taken a little lower, because
cues and examples are of the same hand. A district's own decisions are further examples.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aia.sensing.recognition import stores
from aia.sensing.recognition.cores import one_core
from aia.sensing.recognition.encoder import encode
from aia.sensing.recognition.leaves import NOTHING, Example, Leaf
from aia.sensing.recognition.ngrams import CHARACTERS, Counts, Grams
from aia.sensing.recognition.readings import Nearest, Why
from aia.sensing.recognition.texts import plain, words

Floats = NDArray[np.float32]
KIND = "day-one"
LEAST = 0.45
"""Confidence below which the recogniser abstains. Of held-out examples 82 in 100 reach it, and of
these 85 have the right leaf first and 92 the right domain (`python -m bench recognition`)."""
VOICES = {
    "leaf": 0.9, "domain": 0.3, "nearest": 2.0, "pieces": 1.5, "cues": 2.0, "domain-cues": 0.5,
}  # fmt: skip
_MOST_CUES, _MOST_DOMAIN_CUES = 2.0, 3.0
_STRENGTH = 10.0
_SHARED = 3  # decided texts that must have a piece of a word before it is kept
_TELLING_WORDS, _NEAREST = 5, 2
_CUE_WEIGHT = 1.0
_TELLING_LETTERS = 4


@dataclass
class DayOne:
    """The leaves, what was learnt of each from its sentences, and the examples' own points."""

    leaves: tuple[Leaf, ...]
    leaf: tuple[Floats, Floats]
    domain: tuple[Floats, Floats]
    grams: Grams
    pieces: Floats
    points: Floats

    @cached_property
    def codes(self) -> list[str]:
        """Return the leaves' codes, in the order of every column here; `nothing` among them."""
        return [leaf.code for leaf in self.leaves]

    @cached_property
    def domains(self) -> list[str]:
        """Return the domain of each leaf."""
        return [leaf.domain for leaf in self.leaves]

    @cached_property
    def examples(self) -> list[Example]:
        """Return the shipped examples, in the order of their points."""
        return [one for leaf in self.leaves for one in leaf.examples]

    @cached_property
    def _owner(self) -> NDArray[np.int64]:
        sizes = [len(leaf.examples) for leaf in self.leaves]
        return np.repeat(np.arange(len(self.leaves)), sizes)

    @cached_property
    def _named(self) -> list[str]:
        return list(dict.fromkeys(self.domains))

    @cached_property
    def _column(self) -> NDArray[np.int64]:
        return np.array([self._named.index(domain) for domain in self.domains])

    @cached_property
    def _cues(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, leaf in enumerate(self.leaves):
            for cue in leaf.cues:
                found[cue].append(number)
        return found

    @cached_property
    def _middle(self) -> Floats:
        middle: Floats = self.pieces.mean(axis=1)
        return middle

    def heard(self, texts: Sequence[str]) -> Heard:
        """Return what each voice says of each text."""
        points = encode(texts)
        likeness = points @ self.points.T
        cues = np.array([self._counted(plain(text)) for text in texts]).reshape(len(texts), -1)
        sure = np.equal.outer(self._column, self._column).astype(np.float32)
        rows = self.grams.rows([words(text) for text in texts])
        starts = np.flatnonzero(np.diff(self._owner, prepend=-1))
        voices = {
            "leaf": points @ self.leaf[0] + self.leaf[1],
            "domain": (points @ self.domain[0] + self.domain[1])[:, self._column],
            "nearest": np.maximum.reduceat(likeness, starts, axis=1),
            "pieces": np.asarray(rows @ self.pieces),
            "cues": np.minimum(cues, _MOST_CUES),
            "domain-cues": np.minimum(cues @ sure, _MOST_DOMAIN_CUES),
        }
        return Heard(voices, likeness)

    def why(self, text: str, likeness: Floats, number: int) -> Why:
        """Return the words of the text that speak for a leaf, and its nearest examples."""
        own = np.flatnonzero(self._owner == number)
        near = own[np.argsort(-likeness[own], kind="stable")[:_NEAREST]]
        told = [
            Nearest(self.examples[i].text, self.examples[i].language, float(likeness[i]))
            for i in near
        ]
        return Why(self._telling(text, number), tuple(told))

    def _counted(self, told: str) -> Floats:
        found = np.zeros(len(self.leaves), np.float32)
        for cue, numbers in self._cues.items():
            if cue in told:
                found[numbers] += 1 / len(numbers)
        return found

    def _telling(self, text: str, number: int) -> tuple[tuple[str, float], ...]:
        """Return the words with their share of the pieces' likeness, more if they hold a cue."""
        middle = self._middle
        weights: dict[str, float] = {}
        for word in dict.fromkeys(words(text)):
            known = [self.grams.number.get(gram) for gram in CHARACTERS.of([word])]
            kept = [i for i in known if i is not None]
            weight = float((self.pieces[kept, number] - middle[kept]).sum()) if kept else 0.0
            cued = any(cue.strip() in f" {word} " for cue in self.leaves[number].cues)
            if cued or len(word) >= _TELLING_LETTERS or not word.isascii():
                weights[word] = weight + (_CUE_WEIGHT if cued else 0.0)
        heaviest = sorted(weights.items(), key=lambda one: -one[1])[:_TELLING_WORDS]
        return tuple((word, weight) for word, weight in heaviest if weight > 0)


@dataclass
class Heard:
    """What the voices said of some texts: a row for each text, a column for each leaf."""

    voices: dict[str, NDArray[Any]]
    likeness: Floats

    def sure(self) -> NDArray[np.float64]:
        """Return the probability of each leaf."""
        total = sum(VOICES[name] * said.astype(float) for name, said in self.voices.items())
        raised = np.exp(total - np.max(total, axis=1, keepdims=True))
        odds: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
        return odds


def learn(leaves: tuple[Leaf, ...], decided: Sequence[tuple[str, str]] = ()) -> DayOne:
    """Learn from the leaves' examples and from decided texts (text, code); these are not kept.

    Of decided texts only weights remain, and pieces of words that several of them share.
    """
    examples = [one for leaf in leaves for one in leaf.examples]
    points = encode([one.text for one in examples])
    return learn_from(leaves, points, decided, encode([text for text, _code in decided]))


def learn_from(
    leaves: tuple[Leaf, ...],
    points: Floats,
    decided: Sequence[tuple[str, str]] = (),
    decided_points: Floats | None = None,
) -> DayOne:
    """Learn as `learn`, the texts being points already (a row for each, in order)."""
    codes = [leaf.code for leaf in leaves]
    known = [(text, code) for text, code in decided if code in codes]
    rows = [i for i, (_text, code) in enumerate(decided) if code in codes]
    everything = points if decided_points is None else np.vstack([points, decided_points[rows]])
    owners = [one.code for leaf in leaves for one in leaf.examples] + [code for _t, code in known]
    number = np.array([codes.index(code) for code in owners])
    named = list(dict.fromkeys(leaf.domain for leaf in leaves))
    column = np.array([named.index(leaf.domain) for leaf in leaves])
    grams, pieces = _pieces(leaves, known)
    return DayOne(
        leaves=leaves,
        leaf=_regression(everything, number),
        domain=_regression(everything, column[number]),
        grams=grams,
        pieces=pieces,
        points=points,
    )


def _regression(points: Floats, number: NDArray[np.int64]) -> tuple[Floats, Floats]:
    from sklearn.linear_model import LogisticRegression

    with one_core():
        found = LogisticRegression(C=_STRENGTH, max_iter=200).fit(points, number)
    return found.coef_.T.astype(np.float32), found.intercept_.astype(np.float32)


def _pieces(leaves: tuple[Leaf, ...], decided: Iterable[tuple[str, str]]) -> tuple[Grams, Floats]:
    """Return the pieces of words, and the unit-length mean of each leaf's sentences and cues."""
    told = [words(one.text) for leaf in leaves for one in leaf.examples]
    told += [words(cue) for leaf in leaves for cue in leaf.cues]
    owner = [n for n, leaf in enumerate(leaves) for _ in leaf.examples]
    owner += [n for n, leaf in enumerate(leaves) for _ in leaf.cues]
    counts = Counts.of(CHARACTERS, told)
    grams, kept = counts.weigh(np.arange(len(told)), least=2)
    rows = grams.scaled(counts.matrix[:, kept])
    codes = [leaf.code for leaf in leaves]
    more = [(words(text), codes.index(code)) for text, code in decided]
    if more:
        from scipy import sparse

        rows = sparse.vstack([rows, grams.rows([told for told, _n in more])]).tocsr()
        owner += [number for _told, number in more]
    return grams, _means(rows, np.array(owner), len(leaves))


def _means(rows: Any, owner: NDArray[np.int64], count: int) -> Floats:
    from scipy import sparse

    content = (np.ones(len(owner), np.float32), (owner, np.arange(len(owner))))
    total = sparse.csr_matrix(content, shape=(count, len(owner))) @ rows
    dense = np.asarray(total.todense(), np.float32)
    length = np.linalg.norm(dense, axis=1, keepdims=True)
    return np.ascontiguousarray((dense / np.maximum(length, 1e-9)).T)


def save(model: DayOne, path: Path, told: dict[str, Any] | None = None) -> None:
    """Write what was learnt; the leaves themselves are read from their own files again."""
    arrays: dict[str, NDArray[Any]] = {
        "leaf-w": model.leaf[0], "leaf-o": model.leaf[1],
        "domain-w": model.domain[0], "domain-o": model.domain[1],
        "terms": stores.as_text(model.grams.terms), "rarity": model.grams.rarity,
        "pieces": model.pieces, "points": model.points,
    }  # fmt: skip
    stores.save(path, KIND, {"codes": model.codes, **(told or {})}, arrays)


def load(path: Path, leaves: tuple[Leaf, ...]) -> tuple[DayOne, dict[str, Any]]:
    """Return the model of a file, and what it tells of itself. Raises ModelBroken."""
    told, arrays = stores.load(path, KIND)
    codes = [leaf.code for leaf in leaves]
    if told.get("codes") != codes:
        raise stores.ModelBroken(f"{path}: learnt for another taxonomy; learn again")
    try:
        model = DayOne(
            leaves=leaves,
            leaf=(arrays["leaf-w"], arrays["leaf-o"]),
            domain=(arrays["domain-w"], arrays["domain-o"]),
            grams=Grams(CHARACTERS, stores.as_terms(arrays["terms"]), arrays["rarity"]),
            pieces=arrays["pieces"],
            points=arrays["points"],
        )
    except (KeyError, UnicodeDecodeError) as error:
        raise stores.ModelBroken(f"{path}: parts of the model are missing") from error
    if len(model.points) != len(model.examples):
        raise stores.ModelBroken(f"{path}: learnt from other examples; learn again")
    return model, told


def is_need(code: str) -> bool:
    """Say whether a code is a leaf of the taxonomy, not the sentences that are no need."""
    return code != NOTHING
