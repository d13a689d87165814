"""Mapping files: which columns a log has, and which act on the line each activity stands for."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from aia.pathways.imports.terms import Act
from aia.pathways.taxonomy import taxonomy
from aia.pathways.terms import CloseReason, Severity, SuspendReason, Voice

_LARGEST = 1024 * 1024
_LOG_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


class MappingBroken(ValueError):
    """A mapping file cannot be used; the text says where and what is wrong."""


def _known_category(code: str) -> str:
    if code not in {found.code for found in taxonomy().offered(datetime.now(UTC).date())}:
        raise ValueError(f"no category of need is called {code!r}")
    return code


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"no time zone is called {name!r}; write one as Europe/Rome")
    return name


def _log_name(name: str) -> str:
    if not _LOG_NAME.fullmatch(name):
        raise ValueError("use up to 40 small letters, digits, dots and hyphens")
    return name


def _listed(told: Any) -> Any:
    return [told] if isinstance(told, str) else told


def plain(text: str) -> str:
    """Return a column's or an activity's name as it is compared: no capitals, single spaces."""
    return " ".join(text.split()).casefold()


def _plain_keys(told: Any) -> Any:
    if not isinstance(told, dict):
        return told
    found = {plain(str(key)): value for key, value in told.items()}
    if len(found) < len(told):
        raise ValueError("the same name stands twice (capitals and spaces do not count)")
    return found


Names = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]
Category = Annotated[str, AfterValidator(_known_category)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(_Strict):
    """Names that each column may have; the first one that the header has is taken."""

    case: Names
    activity: Names
    timestamp: Names
    detail: Names | None = None


class NeedTold(_Strict):
    """What the need of every case is taken to be."""

    category: Category
    severity: Severity = Severity.MODERATE
    words_of: Voice = Voice.PERSON
    expressed: bool = True


class Mapping(_Strict):
    """How a log is read. `log` is its name, which with the case makes the pathway's key.

    `timezone` is where moments without an offset were written; `categories` gives, by detail,
    the category that an activity mapped to `reclassify` sets.
    """

    log: Annotated[str, AfterValidator(_log_name)] | None = None
    title: str = Field(default="", max_length=60)
    source: str = ""
    columns: Columns
    timezone: Annotated[str, AfterValidator(_known_zone)] | None = None
    need: NeedTold
    close_reason: CloseReason = CloseReason.EASED
    suspend_reason: SuspendReason = SuspendReason.OTHER_BODY
    activities: Annotated[dict[str, Act], BeforeValidator(_plain_keys)]
    categories: Annotated[dict[str, Category], BeforeValidator(_plain_keys)] = {}

    @property
    def zone(self) -> ZoneInfo | None:
        """Return the time zone of moments without an offset, when the mapping tells one."""
        return ZoneInfo(self.timezone) if self.timezone else None

    def act(self, activity: str) -> Act:
        """Return the act that an activity stands for; one that is not named only tells."""
        return self.activities.get(plain(activity), Act.TELL)


def read_mapping(path: Path) -> Mapping:
    """Return the mapping that a YAML file describes. Raises MappingBroken."""
    try:
        if path.stat().st_size > _LARGEST:
            raise MappingBroken(f"{path}: over 1 MB: this is no mapping file")
        told = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise MappingBroken(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise MappingBroken(f"{path}: the file is not UTF-8 text") from error
    except yaml.YAMLError as error:
        raise MappingBroken(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(told, dict):
        raise MappingBroken(f"{path}: expected keys such as columns, need and activities")
    try:
        return Mapping.model_validate(told)
    except ValidationError as error:
        raise MappingBroken(_explained(path, error)) from error


def _explained(path: Path, error: ValidationError) -> str:
    faults = (
        f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
        for fault in error.errors(include_url=False)
    )
    return f"{path}: " + "; ".join(faults)
