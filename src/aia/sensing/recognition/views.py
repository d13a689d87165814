"""What a labelled model looks at: four views of a text, each a row of numbers.

`all`: words, pieces of words, meaning and shape together; `words`: words alone; `meaning`: the
encoder's points, bent by random waves; `shape`: the shape alone, bent likewise. Each view errs in
its own way, which is why they are heard together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aia.sensing.recognition.encoder import encode
from aia.sensing.recognition.ngrams import (
    CHARACTERS,
    LONG_WORDS,
    WORDS,
    Counts,
    Grams,
    Kind,
    Sparse,
)
from aia.sensing.recognition.shapes import shapes
from aia.sensing.recognition.texts import words

Floats = NDArray[np.float32]
NAMES = ("all", "words", "meaning", "shape")
_WAVES = 1_000
_SHAPE_REACH, _MEANING_REACH = 0.18, 0.9
_SHAPE_SCALE, _WAVE_SCALE = 0.1, 2.0
# (block, column of the text, what is counted, texts that must have a gram, in view `all`?)
_BLOCKS: tuple[tuple[str, str, Kind, int], ...] = (
    ("title-pieces", "title", CHARACTERS, 2),
    ("title-words", "title", LONG_WORDS, 2),
    ("body-pieces", "body", CHARACTERS, 2),
    ("body-words", "body", WORDS, 2),
)
_IN_WORDS = ("title-words", "body-words")


@dataclass(frozen=True)
class Told:
    """Texts in two pieces: a title (empty when there is none) and the rest."""

    titles: Sequence[str]
    bodies: Sequence[str]

    def column(self, name: str) -> list[list[str]]:
        """Return the plain words of one piece of each text."""
        return [words(text) for text in (self.titles if name == "title" else self.bodies)]


@dataclass
class Seen:
    """Everything counted once for a set of texts, from which each fold takes its rows."""

    counts: dict[str, Counts]
    meaning: Floats
    shape: Floats

    @classmethod
    def of(cls, told: Told) -> Seen:
        """Count, encode and measure the texts."""
        columns = {name: told.column(name) for name in ("title", "body")}
        return cls(
            counts={name: Counts.of(kind, columns[col]) for name, col, kind, _ in _BLOCKS},
            meaning=meanings(told),
            shape=shapes(told.titles, told.bodies),
        )


def meanings(told: Told) -> Floats:
    """Return title, body and both as points, side by side: 1,536 numbers a text."""
    both = [f"{t}\n{b}".strip() for t, b in zip(told.titles, told.bodies, strict=True)]
    if not any(told.titles):
        point = encode(both)
        return np.hstack([np.zeros_like(point), point, point])
    return np.hstack([encode(told.titles), encode(told.bodies), encode(both)])


@dataclass
class Views:
    """How texts become rows: the weighings learnt from some texts, and the fixed waves."""

    grams: dict[str, Grams]
    middle: Floats
    spread: Floats
    kept: dict[str, NDArray[np.int64]] = field(default_factory=dict)

    @classmethod
    def learn(cls, seen: Seen, rows: NDArray[np.int64]) -> Views:
        """Learn rarity and scale from these rows only."""
        grams, kept = {}, {}
        for name, _column, _kind, least in _BLOCKS:
            grams[name], kept[name] = seen.counts[name].weigh(rows, least)
        shape = seen.shape[rows]
        return cls(grams, shape.mean(axis=0), shape.std(axis=0) + 1e-6, kept)

    def of_seen(self, seen: Seen, rows: NDArray[np.int64]) -> dict[str, Sparse]:
        """Return the four views of rows that were counted already."""
        blocks = {
            name: grams.scaled(seen.counts[name].matrix[rows][:, self.kept[name]])
            for name, grams in self.grams.items()
        }
        return self._views(blocks, seen.meaning[rows], seen.shape[rows])

    def of_new(self, told: Told) -> dict[str, Sparse]:
        """Return the four views of new texts."""
        columns = {name: told.column(name) for name in ("title", "body")}
        blocks = {name: self.grams[name].rows(columns[column]) for name, column, _, _ in _BLOCKS}
        return self._views(blocks, meanings(told), shapes(told.titles, told.bodies))

    def _views(self, blocks: dict[str, Sparse], meaning: Floats, shape: Floats) -> dict[str, Any]:
        from scipy import sparse

        even = np.clip((shape - self.middle) / self.spread, -8, 8)
        waved = waves(even, _SHAPE_REACH, seed=1) * _WAVE_SCALE
        formed = np.hstack([even * _SHAPE_SCALE, waved])
        everything = [*blocks.values(), sparse.csr_matrix(meaning), sparse.csr_matrix(formed)]
        return {
            "all": sparse.hstack(everything).tocsr(),
            "words": sparse.hstack([blocks[name] for name in _IN_WORDS]).tocsr(),
            "meaning": np.hstack([meaning, waves(meaning, _MEANING_REACH, seed=2)]),
            "shape": formed,
            "plain-shape": even,
        }


def waves(points: Floats, reach: float, seed: int) -> Floats:
    """Return the points seen through fixed random waves (Rahimi and Recht 2007).

    A straight line through the waves is a curve through the points.
    """
    random = np.random.default_rng(seed)
    direction = random.normal(size=(points.shape[1], _WAVES)).astype(np.float32) * reach
    start = random.uniform(0, 2 * np.pi, _WAVES).astype(np.float32)
    bent: Floats = np.cos(points @ direction + start) * np.float32(np.sqrt(2 / _WAVES))
    return bent
