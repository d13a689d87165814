"""Words and pieces of words: counted, weighed by how rare they are, kept as plain lists. Pure.

A weighing (`Grams`) can be stored as text and numbers and read back by anybody: no pickle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Sparse = Any  # scipy.sparse.csr_matrix, which has no types of its own


@dataclass(frozen=True)
class Kind:
    """What is counted: runs of words, or of characters inside a word, from `low` to `high`."""

    characters: bool
    low: int
    high: int

    def of(self, told: Sequence[str]) -> list[str]:
        """Return the grams of a text given as its plain words, repeated as often as they occur."""
        spans = range(self.low, self.high + 1)
        if not self.characters:
            return [" ".join(told[i : i + n]) for n in spans for i in range(len(told) - n + 1)]
        found = []
        for word in told:
            edged = f" {word} "
            for n in spans:
                if n >= len(edged):
                    found.append(edged)
                    break
                found += [edged[i : i + n] for i in range(len(edged) - n + 1)]
        return found


CHARACTERS = Kind(characters=True, low=2, high=5)
WORDS = Kind(characters=False, low=1, high=2)
LONG_WORDS = Kind(characters=False, low=1, high=3)


@dataclass
class Counts:
    """How often each gram occurs in each text: made once, weighed for any subset of the texts."""

    kind: Kind
    vocabulary: dict[str, int] = field(default_factory=dict)
    matrix: Sparse = None

    @classmethod
    def of(cls, kind: Kind, texts: Iterable[Sequence[str]]) -> Counts:
        """Count the grams of texts given as their plain words."""
        vocabulary: dict[str, int] = {}
        matrix = _rows(
            (Counter(kind.of(told)) for told in texts),
            lambda gram: vocabulary.setdefault(gram, len(vocabulary)),
            lambda: len(vocabulary),
        )
        return cls(kind, vocabulary, matrix)

    def weigh(self, rows: NDArray[np.int64], least: int) -> tuple[Grams, NDArray[np.int64]]:
        """Return the weighing learnt from some rows, and which columns of the matrix it keeps.

        A gram is kept when at least `least` of these texts have it.
        """
        within = self.matrix[rows]
        frequency = np.bincount(within.indices, minlength=within.shape[1])
        kept = np.flatnonzero(frequency >= least)
        rarity = np.log((1 + len(rows)) / (1 + frequency[kept])) + 1
        grams = list(self.vocabulary)
        return Grams(self.kind, [grams[i] for i in kept], rarity.astype(np.float32)), kept


@dataclass
class Grams:
    """The grams that count and how rare each is: turns texts into rows of unit length."""

    kind: Kind
    terms: list[str]
    rarity: Floats

    def __post_init__(self) -> None:
        self.number = {term: i for i, term in enumerate(self.terms)}

    def rows(self, texts: Sequence[Sequence[str]]) -> Sparse:
        """Return one sparse row for each text, given as its plain words."""
        known = self.number
        counted = (Counter(gram for gram in self.kind.of(told) if gram in known) for told in texts)
        return self.scaled(_rows(counted, known.__getitem__, lambda: len(known)))

    def scaled(self, counts: Sparse) -> Sparse:
        """Return counted rows weighed: 1 + log count, times rarity, brought to unit length."""
        from scipy import sparse

        scaled = counts.copy().astype(np.float32)
        scaled.data = (1 + np.log(scaled.data)) * self.rarity[scaled.indices]
        length = np.sqrt(np.asarray(scaled.multiply(scaled).sum(axis=1)).ravel())
        return sparse.diags_array(1 / np.maximum(length, 1e-9)).astype(np.float32) @ scaled


def _rows(
    counted: Iterable[Counter[str]], number: Callable[[str], int], width: Callable[[], int]
) -> Sparse:
    from scipy import sparse

    starts, columns, values = [0], [], []
    for told in counted:
        for gram, times in told.items():
            columns.append(number(gram))
            values.append(times)
        starts.append(len(columns))
    shape = (len(starts) - 1, width())
    content = (np.array(values, np.float32), np.array(columns, np.int64), np.array(starts))
    return sparse.csr_matrix(content, shape=shape)
