"""A recogniser at work: texts in, readings out. Needs no database once it is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aia.sensing.recognition import dayone, readings
from aia.sensing.recognition.encoder import pieces
from aia.sensing.recognition.leaves import NOTHING
from aia.sensing.recognition.places import Gazetteer
from aia.sensing.recognition.readings import Reading, Suggested
from aia.sensing.recognition.texts import EMPTY, UNREADABLE, Cleaned, clean
from aia.sensing.recognition.urgency import urgent_words

SHOWN = 5
APART = 3  # the first suggestions, each of another domain
_PORTION = 256  # texts read at a time, so that memory does not grow with their number
_FULL_PIECE = 1.9  # characters to a piece under which a text is in no language
_TELLING = 12  # characters from which that can be said


@dataclass(frozen=True)
class Recogniser:
    """The model in use, what its codes are called, and where texts may speak of."""

    model: dayone.DayOne
    version: str
    taxonomy_version: int
    label: Callable[[str], str]
    gazetteer: Gazetteer
    least: float

    def suggest(self, texts: Sequence[str]) -> list[Reading]:
        """Return one reading for each text, in order. Any text is answered, if by abstaining."""
        found: list[Reading] = []
        for start in range(0, len(texts), _PORTION):
            found += self._portion([clean(text) for text in texts[start : start + _PORTION]])
        return found

    def _portion(self, told: Sequence[Cleaned]) -> list[Reading]:
        heard = self.model.heard([one.text for one in told])
        sure = heard.sure()
        return [self._one(one, sure[i], heard.likeness[i]) for i, one in enumerate(told)]

    def _one(
        self, one: Cleaned, sure: NDArray[np.float64], likeness: NDArray[np.float32]
    ) -> Reading:
        notes = one.notes
        if EMPTY not in notes and _in_no_language(one.text):
            notes = (*notes, UNREADABLE)
        silent = EMPTY in notes or UNREADABLE in notes
        order = [] if silent else ranked(sure, self.model.codes, self.model.domains)
        best = self.model.codes[int(sure.argmax())]
        hasty = urgent_words(one.text)
        return Reading(
            suggestions=tuple(
                self._suggested(one.text, number, sure, likeness) for number in order[:SHOWN]
            ),
            abstained=bool(silent or best == NOTHING or sure[order[0]] < self.least),
            urgent=bool(hasty),
            urgent_words=hasty,
            municipality=self.gazetteer.municipality_in(one.text),
            taxonomy_version=self.taxonomy_version,
            notes=notes,
        )

    def _suggested(
        self,
        text: str,
        number: int,
        sure: NDArray[np.float64],
        likeness: NDArray[np.float32],
    ) -> Suggested:
        code = self.model.codes[number]
        return Suggested(
            category=code,
            domain=self.model.domains[number],
            label=self.label(code),
            confidence=round(float(sure[number]), 4),
            why=readings.told(self.model.why(text, likeness, number)),
        )


def ranked(sure: NDArray[np.float64], codes: Sequence[str], domains: Sequence[str]) -> list[int]:
    """Return the leaves to show, best first: the first three from three different domains.

    First comes the likeliest leaf of the likeliest domain, then those of the next two domains;
    then the leaves that are left, likeliest first. Who triages sees readings that really differ.
    """
    needs = [i for i, code in enumerate(codes) if code != NOTHING]
    needs.sort(key=lambda i: -sure[i])
    weight: dict[str, float] = {}
    for i in needs:
        weight[domains[i]] = weight.get(domains[i], 0.0) + float(sure[i])
    first = [
        next(i for i in needs if domains[i] == domain)
        for domain in sorted(weight, key=lambda name: -weight[name])[:APART]
    ]
    return first + [i for i in needs if i not in first]


def _in_no_language(text: str) -> bool:
    """Say whether the encoder had to spell the text out nearly letter by letter."""
    letters = sum(c.isalpha() and c.isascii() for c in text)
    if letters < _TELLING or letters < 0.8 * sum(c.isalpha() for c in text):
        return False
    return len(text) / max(1, pieces(text)) < _FULL_PIECE
