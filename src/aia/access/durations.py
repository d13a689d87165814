"""How long things last, read from `durations.yaml` beside this file."""

from dataclasses import dataclass, fields
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Durations:
    """Every duration of the module, as time spans."""

    break_glass_hours: timedelta
    invitation_days: timedelta
    client_longest_days: timedelta
    answer_kept_hours: timedelta
    opening_group_minutes: timedelta


@lru_cache(maxsize=1)
def durations() -> Durations:
    """Return the durations. Raises ValueError naming the key that is missing, extra or not > 0."""
    return parsed((Path(__file__).parent / "durations.yaml").read_text())


def parsed(text: str) -> Durations:
    """Return the durations written in YAML `text`; the key's last word is the unit."""
    found = yaml.safe_load(text)
    names = {field.name for field in fields(Durations)}
    if set(found) != names:
        raise ValueError(f"durations.yaml: wrong or missing keys {sorted(names ^ set(found))}")
    wrong = [name for name in names if not isinstance(found[name], int) or found[name] <= 0]
    if wrong:
        raise ValueError(f"durations.yaml: {sorted(wrong)} must be whole numbers above zero")
    return Durations(**{name: timedelta(**{name.rsplit("_", 1)[1]: found[name]}) for name in names})
