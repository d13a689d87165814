"""The shape of a text, whatever its words: how long, how it is set out, what it holds. Pure.

Forms that are joined into one text leave their shape in it, and an announcement looks unlike a
request. Numbers of a text of any language; nothing about who wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aia.sensing.recognition.texts import plain

_PART = re.compile(r"\s[—–|]\s|\n+")
_MARKS = ("!", "?", "#", ",", "\n", "[TEL]", "[EMAIL]", "[LINK", "[IBAN]", "[NOME]")
_QUOTES = '"«»“”'
WIDTH = 31


def shape(title: str, body: str) -> list[float]:
    """Return the 31 numbers of one text; `title` is empty when the text is in one piece."""
    whole = f"{title} {body}".strip()
    parts = [part.strip() for part in _PART.split(body)] or [""]
    name = plain(title)
    told = whole.split()
    size, top = max(1, len(whole)), max(1, len(title))
    return [
        np.log1p(len(title)),
        np.log1p(len(body)),
        float(not body.strip()),
        float(len(parts)),
        float(plain(parts[0]) == name),
        float(len(parts) > 1 and plain(parts[-1]) == name),
        float(name in plain(body)),
        np.log1p(len(parts[0])),
        np.log1p(len(parts[-1])),
        sum(c.isupper() for c in whole) / size,
        sum(c.isupper() for c in title) / top,
        sum(c.isdigit() for c in whole) / size,
        *(float(whole.count(mark)) for mark in _MARKS),
        float(title.count("#")),
        float(sum(whole.count(mark) for mark in _QUOTES)),
        float(len(told)),
        float(np.mean([len(word) for word in told])) if told else 0.0,
        float(":" in title),
        float(" - " in title),
        float(body[:1].islower()),
        float(title[:1].islower()),
        float(body.rstrip().endswith(".")),
    ]


def shapes(titles: Sequence[str], bodies: Sequence[str]) -> NDArray[np.float32]:
    """Return one row of numbers for each text."""
    rows = [shape(title, body) for title, body in zip(titles, bodies, strict=True)]
    return np.array(rows, np.float32).reshape(-1, WIDTH)
