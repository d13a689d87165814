"""Map files: which columns a log has, and how its moments are written.

    columns:                     # a name, or several of which the first one found is taken
      case: [Practice, case_id]
      activity: Step
      timestamp: When
    timezone: Europe/Rome        # of moments that tell no offset (default: UTC)
    time_format: "%d/%m/%Y %H:%M" # when moments are not ISO 8601; also epoch_s, epoch_ms
    encoding: cp1252             # default: UTF-8, else cp1252
    separator: ";"               # default: the one that cuts the header in most parts
    object_type: Order           # OCEL: each object of this type is a case

The maps of `aia pathways import-log` are read too; what they tell about needs is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from aia.observatory.process.problems import LogProblem

ROLES = ("case", "activity", "timestamp")
_TEXTS = ("timezone", "time_format", "encoding", "separator", "object_type")
_OF_IMPORTS = frozenset(
    ["log", "title", "source", "need", "close_reason", "suspend_reason", "activities", "categories"]
)
_LARGEST = 1024 * 1024


@dataclass(frozen=True)
class LogMap:
    """What a map tells. An empty `columns` entry means: found by the usual names."""

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    timezone: str | None = None
    time_format: str | None = None
    encoding: str | None = None
    separator: str | None = None
    object_type: str | None = None


def read_map(file: Path) -> LogMap:
    """Return what a YAML file tells. Raises LogProblem with the key that is wrong."""
    import yaml

    try:
        if file.stat().st_size > _LARGEST:
            raise LogProblem(f"{file}: over 1 MB: this is no map")
        told = yaml.safe_load(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise LogProblem(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LogProblem(f"{file}: not UTF-8 text: save the map as UTF-8") from error
    except yaml.YAMLError as error:
        raise LogProblem(f"{file}: not YAML: {' '.join(str(error).split())}") from error
    try:
        return _map(told)
    except ValueError as error:
        raise LogProblem(f"{file}: {error}") from error


def _map(told: Any) -> LogMap:
    if not isinstance(told, dict):
        raise ValueError("expected keys such as columns and timezone")
    known = {"columns", *_TEXTS, *_OF_IMPORTS}
    if unknown := {str(key) for key in told} - known:
        names = ", ".join(("columns", *_TEXTS))
        raise ValueError(f"{min(unknown)}: no such key; known are {names}")
    texts = {key: told[key] for key in _TEXTS if told.get(key) is not None}
    for key, value in texts.items():
        if not isinstance(value, str) or not value:
            raise ValueError(f"{key}: expected a text, found {value!r}")
    if len(texts.get("separator", ";")) != 1:
        raise ValueError("separator: expected one character, as ;")
    if texts.get("timezone", "UTC") not in available_timezones():
        raise ValueError(f"timezone: no zone is called {texts['timezone']!r}; try Europe/Rome")
    return LogMap(columns=_columns(told.get("columns") or {}), **texts)


def _columns(told: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(told, dict):
        raise ValueError("columns: expected case, activity and timestamp with their names")
    if unknown := {str(key) for key in told} - {*ROLES, "detail"}:
        raise ValueError(f"columns: {min(unknown)} is not one of case, activity, timestamp")
    return {role: _listed(role, told[role]) for role in ROLES if told.get(role) is not None}


def _listed(role: str, told: Any) -> tuple[str, ...]:
    names = told if isinstance(told, list) else [told]
    if not names or not all(isinstance(name, str) and name.strip() for name in names):
        raise ValueError(f"columns: {role}: expected the name of a column, found {told!r}")
    return tuple(names)
