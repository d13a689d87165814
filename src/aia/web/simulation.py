"""The mark of an installation whose people are invented, and its demonstration accounts.

The mark is a small file in the installation's directory, written by the demonstration: one
`stat` tells every page that its data are simulated. Real installations never have it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class DemonstrationAccount:
    """An account that anybody may use in a demonstration. `role` is a code of `access.Role`."""

    name: str
    role: str
    email: str
    password: str


def _mark() -> Path:
    return Path(settings.HOME) / "simulated.json"


def is_simulated() -> bool:
    """Say whether this installation's people are invented."""
    return _mark().exists()


def mark_simulated(accounts: Sequence[DemonstrationAccount]) -> None:
    """Mark the installation as simulated and keep the accounts that its home page offers."""
    fresh = _mark().with_suffix(".new")
    fresh.write_text(json.dumps([asdict(account) for account in accounts], indent=1) + "\n")
    fresh.replace(_mark())


def demonstration_accounts() -> list[DemonstrationAccount]:
    """Return the accounts offered on the home page; none in a real installation."""
    if not is_simulated():
        return []
    return [DemonstrationAccount(**row) for row in json.loads(_mark().read_text())]
