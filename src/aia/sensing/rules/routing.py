"""To whom a notice goes: rules in order, each with its conditions, and why one held. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


class Rule(Protocol):
    """What is read of a rule: every list names codes, an empty one asks nothing."""

    municipalities: list[str]
    domains: list[str]
    categories: list[str]
    urgencies: list[str]
    doors: list[str]
    age_bands: list[str]
    languages: list[str]


@dataclass(frozen=True)
class Told:
    """What a notice says of itself, as far as rules may ask.

    `categories` are the decided one, or those suggested; `guessed` says which of the two.
    """

    municipality: str | None
    urgency: str
    door: str
    age_band: str
    language: str
    domain: str | None = None
    category: str | None = None
    guessed: bool = False


@dataclass(frozen=True)
class Route:
    """Where a notice was sent and the conditions that held, as codes "kind:value"."""

    rule: UUID | None
    version: int | None
    account: UUID | None
    because: tuple[str, ...]


NOWHERE = Route(None, None, None, ())

# What each list of a rule is compared with.
_ASKED = (
    ("municipalities", "municipality"),
    ("domains", "domain"),
    ("categories", "category"),
    ("urgencies", "urgency"),
    ("doors", "door"),
    ("age_bands", "age_band"),
    ("languages", "language"),
)
_OF_KIND = frozenset({"domain", "category"})
GUESSED = "guessed"


def holds(rule: Rule, told: Told) -> tuple[str, ...] | None:
    """Return the conditions that held, as codes; None when one did not."""
    because = []
    for wanted, about in _ASKED:
        asked: Sequence[str] = getattr(rule, wanted)
        if not asked:
            continue
        value = getattr(told, about)
        if value not in asked:
            return None
        because.append(f"{about}:{value}")
        if about in _OF_KIND and told.guessed:
            because.append(GUESSED)
    return tuple(dict.fromkeys(because))
