"""The figures of the alarms: read once from `alarms.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("alarms.yaml")


class AlarmsBroken(ValueError):
    """The file of the alarms does not hold together; the text says which figure."""


@dataclass(frozen=True)
class ScanRules:
    """How the space-time scan looks, and when it tells."""

    longest: int
    history: int
    replicas: int
    level: float
    share: float
    radius: float
    least: int


@dataclass(frozen=True)
class ChartRules:
    """When a control chart opens a note."""

    note: float
    least: int


@dataclass(frozen=True)
class SameRules:
    """When a cluster is one that was told before."""

    part: float
    weeks_after_closing: int


@dataclass(frozen=True)
class AlarmRules:
    """Every figure of the alarms."""

    version: int
    weeks: int
    scan: ScanRules
    chart: ChartRules
    same: SameRules


@lru_cache(maxsize=1)
def alarm_rules() -> AlarmRules:
    """Return the figures that ship with this version. Raises AlarmsBroken."""
    return read(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def read(told: dict[str, Any]) -> AlarmRules:
    """Return the figures that a parsed file holds. Raises AlarmsBroken."""
    try:
        rules = AlarmRules(
            int(told["version"]),
            int(told["weeks"]),
            ScanRules(**told["scan"]),
            ChartRules(**told["chart"]),
            SameRules(**told["same"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise AlarmsBroken(f"a figure is missing, or is not one of ours: {error}") from error
    scan = rules.scan
    if not 1 / (scan.replicas + 1) <= scan.level < 1:
        raise AlarmsBroken(f"with {scan.replicas} replicas no cluster reaches {scan.level}")
    if not 1 <= scan.longest < scan.history <= rules.weeks:
        raise AlarmsBroken("the longest cluster is shorter than the history, and that than weeks")
    return rules
