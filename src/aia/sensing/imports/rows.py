"""From a table to notices, each row brought in or rejected with its line and its reason. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from aia.kit.csvfile import FileProblem, Record, Rejected, Table
from aia.kit.moments import placed, written
from aia.pathways.terms import Refused
from aia.sensing.imports.mapping import NoticeMap, plain
from aia.sensing.rules import values

_LONGEST_ID = 200


@dataclass(frozen=True)
class SourceNotice:
    """One row of an archive. `settled_at` may be unknown also for one that ended."""

    line: int
    id: str
    text: str
    received_at: datetime
    close_reason: str | None
    settled_at: datetime | None
    category: str | None
    town: str


@dataclass(frozen=True)
class Archive:
    """An archive's notices in the file's order, and the lines left out."""

    map: NoticeMap
    notices: list[SourceNotice]
    rejected: list[Rejected]

    @property
    def rows(self) -> int:
        """Return how many rows the file told, readable or not."""
        return len(self.notices) + len(self.rejected)


def read_archive(table: Table, told: NoticeMap, *, home: ZoneInfo, now: datetime) -> Archive:
    """Return what the table tells, every row in its place: a notice, or a line with its reason.

    Moments without an offset are the map's time zone's, else the district's (`home`). Raises
    FileProblem when the header lacks a column.
    """
    places = _places(table, told)
    rejected, notices = list(table.rejected), []
    seen: dict[str, int] = {}
    for record in table.records:
        try:
            notice = _notice(record, places, told, told.zone or home, now)
            first = seen.setdefault(notice.id, record.line)
            if first != record.line:
                raise ValueError(_("this id stands already on line %(line)d") % {"line": first})
        except (Refused, ValueError) as error:
            rejected.append(Rejected(record.line, str(error)))
        else:
            notices.append(notice)
    return Archive(told, notices, sorted(rejected, key=lambda one: one.line))


def _places(table: Table, told: NoticeMap) -> dict[str, int]:
    """Return where each named column stands. Raises FileProblem naming the missing ones."""
    header = {plain(name): at for at, name in reversed(list(enumerate(table.header)))}
    wanted = told.columns
    named = {*wanted.text, *(getattr(wanted, name) for name in type(wanted).model_fields)}
    columns = {name for name in named if isinstance(name, str)}
    missing = sorted(name for name in columns if plain(name) not in header)
    if missing:
        found = ", ".join(name[:40] for name in table.header[:20])
        raise FileProblem(
            _(
                "line 1: the header lacks %(missing)s. Found: %(found)s. Name the columns as they"
                " are in the map (--map); they may be separated by , ; tab or |."
            )
            % {"missing": ", ".join(missing), "found": found}
        )
    return {name: header[plain(name)] for name in columns}


def _notice(
    record: Record, places: dict[str, int], told: NoticeMap, zone: ZoneInfo, now: datetime
) -> SourceNotice:
    """Return the record's notice. Raises ValueError saying what is wrong with it."""

    def value(column: str | None) -> str:
        return record.values[places[column]].strip() if column else ""

    columns = told.columns
    identity = value(columns.id)
    if not identity or len(identity) > _LONGEST_ID or not identity.isprintable():
        raise ValueError(_("no id, or one of over %(most)d characters") % {"most": _LONGEST_ID})
    parts = list(dict.fromkeys(part for part in map(value, columns.text) if part))
    text = values.text("\n\n".join(parts), "text")
    if not text:
        raise ValueError(_("no text"))
    received = placed(written(value(columns.received)), zone, now=now)
    reason = told.reason(value(columns.state))
    settled = None
    if reason is not None and value(columns.settled):
        settled = placed(written(value(columns.settled)), zone, now=now)
        if settled < received:
            raise ValueError(_("it ended before it came in: check the two moments"))
    return SourceNotice(
        line=record.line,
        id=identity,
        text=text,
        received_at=received,
        close_reason=reason,
        settled_at=settled,
        category=told.category(value(columns.labels)),
        town=value(columns.town).partition(",")[0].strip(),
    )
