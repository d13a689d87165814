"""What the engine says, in Italian and English, from `words.yaml`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from aia.matching.terms import Rule

_PAGE = Path(__file__).with_name("words.yaml")
LANGUAGES = ("it", "en")


@cache
def _words() -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = yaml.safe_load(_PAGE.read_text())
    for code, said in told.items():
        if set(said) != set(LANGUAGES):
            raise ValueError(f"words.yaml: {code} must be said in {', '.join(LANGUAGES)}")
    return told


def say(code: str, language: str, **told: Any) -> str:
    """Return what a code says; numbers are written plainly."""
    return _words()[code][language].format(**{name: _plain(one) for name, one in told.items()})


def say_rule(rule: Rule, language: str) -> str:
    """Return a rule in words: "age is at least 65"."""
    return say(f"rule_{rule.is_}", language, fact=rule.fact, value=rule.value)


def _plain(told: Any) -> str:
    if isinstance(told, float):
        return f"{told:.6f}".rstrip("0").rstrip(".")
    if isinstance(told, list | tuple):
        return ", ".join(map(_plain, told))
    if told is None:
        return "—"
    if isinstance(told, bool):
        return json.dumps(told)
    return str(told)
