"""Map files: which columns an archive of notices has, and what its labels and states stand for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

import yaml
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from aia.pathways.queries import taxonomy
from aia.sensing.terms import NoticeCloseReason, Urgency

MAPS = Path(__file__).with_name("maps")
_LARGEST = 1024 * 1024
_ARCHIVE = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


class MapBroken(ValueError):
    """A map file cannot be used; the text says where and what is wrong."""


def plain(text: str) -> str:
    """Return a name as it is compared: no capitals, single spaces."""
    return " ".join(text.split()).casefold()


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"no time zone is called {name!r}; write one as Europe/Rome")
    return name


def _known_category(code: str) -> str:
    if code not in taxonomy().categories:
        raise ValueError(f"no category of need is called {code!r}")
    return code


def _archive_name(name: str) -> str:
    if not _ARCHIVE.fullmatch(name):
        raise ValueError("use up to 40 small letters, digits, dots and hyphens")
    return name


def _listed(told: Any) -> Any:
    return [told] if isinstance(told, str) else told


def _plain_keys(told: Any) -> Any:
    return (
        {plain(str(key)): value for key, value in told.items()} if isinstance(told, dict) else told
    )


def _plain_list(told: Any) -> Any:
    return tuple(plain(str(one)) for one in _listed(told)) if told else ()


Names = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]
Category = Annotated[str, AfterValidator(_known_category)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NoticeColumns(_Strict):
    """The columns by name. Those of `text` are all joined, in this order."""

    id: str
    text: Names
    received: str
    settled: str | None = None
    state: str | None = None
    labels: str | None = None
    town: str | None = None


class NoticeMap(_Strict):
    """How an archive of notices is read; `archive` is its name, which with the id makes a key.

    `timezone` is where moments without an offset were written. `separator` cuts labels apart;
    the first label that `categories` names gives the category. A state of `settled_states` is a
    notice that ended, for the reason of its state in `close_reasons`, or for `close_reason`.
    """

    archive: Annotated[str, AfterValidator(_archive_name)]
    source: str = ""
    columns: NoticeColumns
    timezone: Annotated[str, AfterValidator(_known_zone)] | None = None
    language: str = Field(default="it", pattern=r"[a-z]{2,3}")
    urgency: Urgency = Urgency.LOW
    separator: str = Field(default="|", min_length=1, max_length=3)
    settled_states: Annotated[tuple[str, ...], BeforeValidator(_plain_list)] = ()
    close_reason: NoticeCloseReason = NoticeCloseReason.SOLVED
    close_reasons: Annotated[dict[str, NoticeCloseReason], BeforeValidator(_plain_keys)] = {}
    categories: Annotated[dict[str, Category], BeforeValidator(_plain_keys)] = {}

    @property
    def zone(self) -> ZoneInfo | None:
        """Return the time zone of moments without an offset, when the map tells one."""
        return ZoneInfo(self.timezone) if self.timezone else None

    def category(self, labels: str) -> str | None:
        """Return the category that the labels stand for, the first that is known."""
        known = (self.categories.get(plain(label)) for label in labels.split(self.separator))
        return next((code for code in known if code), None)

    def reason(self, state: str) -> str | None:
        """Return why a notice in that state ended; None when it is still open."""
        told = plain(state)
        return (
            self.close_reasons.get(told, self.close_reason) if told in self.settled_states else None
        )


def read_map(path: Path) -> NoticeMap:
    """Return the map of a YAML file, or the shipped one of that name. Raises MapBroken."""
    if not path.exists() and (MAPS / f"{path.name}.yaml").exists():
        path = MAPS / f"{path.name}.yaml"
    try:
        if path.stat().st_size > _LARGEST:
            raise MapBroken(f"{path}: " + _("over 1 MB: this is no map file"))
        told = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise MapBroken(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise MapBroken(f"{path}: " + _("the file is not UTF-8 text")) from error
    except yaml.YAMLError as error:
        raise MapBroken(f"{path}: " + _("not YAML: ") + " ".join(str(error).split())) from error
    if not isinstance(told, dict):
        raise MapBroken(f"{path}: " + _("expected keys such as archive, columns and categories"))
    try:
        return NoticeMap.model_validate(told)
    except ValidationError as error:
        raise MapBroken(_explained(path, error)) from error


def _explained(path: Path, error: ValidationError) -> str:
    faults = (
        f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
        for fault in error.errors(include_url=False)
    )
    return f"{path}: " + "; ".join(faults)
