"""The documented weights of a pair's cost (`fit.yaml`), validated when they are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path

import yaml

_PAGE = Path(__file__).with_name("fit.yaml")


@dataclass(frozen=True)
class Weights:
    """What each trait of a pair costs, in kilometres' worth."""

    per_km: float
    no_common_language: float
    intensity_step: float
    spare_time: float
    preferred: float
    avoided: float
    alike: float
    resource_prefers: float


def _read() -> tuple[int, Weights, dict[str, tuple[str, float] | None]]:
    told = yaml.safe_load(_PAGE.read_text())
    names = {one.name for one in fields(Weights)}
    weights = Weights(**{name: float(told.pop(name)) for name in names})
    version, reasons = int(told.pop("version")), told.pop("declined")
    changes: dict[str, tuple[str, float] | None] = {}
    for reason, change in reasons.items():
        if change and change["trait"] not in names:
            raise ValueError(f"fit.yaml: {reason} changes {change['trait']!r}, which is no weight")
        changes[reason] = (change["trait"], float(change["times"])) if change else None
    if told:
        raise ValueError(f"fit.yaml: {', '.join(told)} is not known")
    return version, weights, changes


VERSION, WEIGHTS, _CHANGES = _read()
REASONS = tuple(_CHANGES)


def after_declining(reasons: Iterable[str]) -> Weights:
    """Return the weights of a need that declined other pairs for these reasons."""
    weights = WEIGHTS
    for reason in reasons:
        change = _CHANGES[reason]
        if change is not None:
            trait, times = change
            weights = replace(weights, **{trait: getattr(weights, trait) * times})
    return weights
