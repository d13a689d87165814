"""What a recogniser says of a text. Never of a person: no name, no score, no rank of people."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Nearest:
    """An example of the taxonomy that resembles the text, and how much (cosine, −1 to 1)."""

    text: str
    language: str
    likeness: float


@dataclass(frozen=True)
class Why:
    """What led to a suggestion: the text's own words that weighed most, and the nearest examples.

    `words` are pairs of a word of the text and its weight, heaviest first.
    """

    words: tuple[tuple[str, float], ...] = ()
    nearest: tuple[Nearest, ...] = ()


@dataclass(frozen=True)
class Suggested:
    """One category, its domain (None when the label is not of the taxonomy), how sure, and why."""

    category: str
    domain: str | None
    label: str
    confidence: float
    why: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """Everything said of one text.

    `abstained`: the suggestions are too unsure to be followed without reading. `notes` tell what
    was done to the text: empty, truncated, markup, unreadable.
    """

    suggestions: tuple[Suggested, ...]
    abstained: bool
    urgent: bool
    urgent_words: tuple[str, ...]
    municipality: str | None
    taxonomy_version: int
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the reading as plain JSON values."""
        return asdict(self)


def told(why: Why) -> dict[str, Any]:
    """Return a reason as plain JSON values."""
    return {
        "words": [{"word": word, "weight": round(weight, 3)} for word, weight in why.words],
        "nearest": [
            {"text": one.text, "language": one.language, "likeness": round(one.likeness, 3)}
            for one in why.nearest
        ],
    }
