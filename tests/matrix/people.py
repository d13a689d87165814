"""Who asks, about whom, and how they stand towards each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.test import Client

from aia.trace.traced import Traced


@dataclass
class Subject:
    """One of the three: every row of their file, by the name that addresses give it.

    `around` are rows of their district that are no secret of theirs.
    """

    key: str
    name: str
    words: str
    rows: dict[str, UUID] = field(default_factory=dict)
    around: dict[str, UUID | str] = field(default_factory=dict)

    def keep(self, **rows: Traced) -> None:
        """Remember rows under these names."""
        self.rows |= {name: row.id for name, row in rows.items()}


@dataclass
class Somebody:
    """Who asks, what they sign in with, and how they stand towards each of the three."""

    key: str
    browser: Client
    token: str
    stands: dict[str, str]
    place: str


@dataclass
class World:
    """Everything that the matrix needs."""

    subjects: dict[str, Subject]
    people: dict[str, Somebody]
    common: dict[str, UUID | str]
    expired: str
    without: dict[str, str]


# How each stands towards Maria, Zaira, Nadia; a letter not told is X: a stranger.
STANDS = {
    "sara": "TTX",
    "berta": "GXX",
    "omar": "OXX",
    "carla": "CXX",
    "piero": "PXX",
    "gelsomina": "RXX",
    "paola": "BRX",
    "maria": "SXX",
    "zaira": "NSX",
    "chiara": "NXX",
    "ada": "AXX",
    "dino": "XXT",
    "rosa": "XXC",
}
KEYS = ("own", "protected", "elsewhere")
# Who asks about each of the three: everybody about Maria; of the others, whoever might slip in.
ASKED_BY = {
    "own": tuple(key for key in STANDS if key not in {"zaira", "rosa"}),
    "protected": ("sara", "omar", "carla", "paola", "zaira"),
    "elsewhere": ("sara", "dino"),
}
# Pages are asked to act by fewer: whoever has a role here, and one stranger to each of the others.
POSTED_BY = {
    "own": ("sara", "berta", "omar", "carla", "gelsomina", "maria", "dino"),
    "protected": ("omar",),
    "elsewhere": ("sara",),
}
# What each does, whoever the subject is (see the table).
ROLES = {
    "sara": "W",
    "berta": "W",
    "omar": "W",
    "dino": "W",
    "carla": "C",
    "rosa": "C",
    "piero": "P",
    "gelsomina": "R",
    "paola": "R",
    "maria": "Z",
    "zaira": "Z",
    "chiara": "Z",
    "ada": "A",
}


def unsigned() -> Somebody:
    """Return whoever comes by without an account: a stranger to everybody."""
    return Somebody("unsigned", Client(), "", dict.fromkeys(KEYS, "X"), "")
