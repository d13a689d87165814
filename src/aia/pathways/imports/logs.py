"""From a table to the events of cases, each line brought in or rejected with its reason. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from aia.kit.csvfile import FileProblem, Record, Rejected, Table
from aia.kit.moments import NoMoment, placed, written
from aia.pathways.imports.mapping import Mapping, plain
from aia.pathways.imports.terms import Act

_LONGEST_CASE = 200
_LONGEST_ACTIVITY = 80
_LONGEST_DETAIL = 10_000
_MOST_ACTIVITIES = 200
_NOT_CODE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class SourceLine:
    """One event of a log. `occurrence` tells apart events that are alike in all else (1, 2, …)."""

    line: int
    case: str
    activity: str
    act: Act
    at: datetime
    occurrence: int
    detail: str
    category: str | None


@dataclass(frozen=True)
class Log:
    """A log's events by case, in the order of each case's first event, and the lines left out."""

    name: str
    mapping: Mapping
    cases: dict[str, list[SourceLine]]
    rejected: list[Rejected]

    @property
    def events(self) -> int:
        """Return how many events the file told, readable or not."""
        return sum(map(len, self.cases.values())) + len(self.rejected)


@dataclass(frozen=True)
class _Columns:
    case: int
    activity: int
    timestamp: int
    detail: int | None


@dataclass(frozen=True)
class _Read:
    """A record whose moment is as written: perhaps without an offset."""

    line: int
    case: str
    activity: str
    at: datetime
    detail: str


def columns_in(header: list[str], mapping: Mapping) -> _Columns | None:
    """Return where the mapping's columns stand in the header; None when one is missing."""
    places = {plain(name): number for number, name in reversed(list(enumerate(header)))}

    def place(names: Iterable[str] | None) -> int | None:
        return next((places[plain(n)] for n in names or () if plain(n) in places), None)

    told = mapping.columns
    case, activity, moment = place(told.case), place(told.activity), place(told.timestamp)
    if case is None or activity is None or moment is None:
        return None
    return _Columns(case, activity, moment, place(told.detail))


def activity_code(activity: str) -> str:
    """Return an activity's name as the ledger keeps it: small letters, digits and hyphens."""
    folded = unicodedata.normalize("NFKD", activity).encode("ascii", "ignore").decode().lower()
    code = _NOT_CODE.sub("-", folded).strip("-")[:60]
    return code or "x-" + sha256(activity.encode()).hexdigest()[:12]


def read_log(table: Table, mapping: Mapping, name: str, *, home: ZoneInfo, now: datetime) -> Log:
    """Return the log's events by case, ordered by moment and then by line.

    Moments without an offset are the mapping's time zone's, else the district's (`home`); but in
    a log where most have one, those without are ambiguous and rejected. Raises FileProblem when
    the header lacks a column, or the activities look like free text.
    """
    columns = columns_in(table.header, mapping)
    if columns is None:
        raise FileProblem(_missing(table.header, mapping))
    rejected = list(table.rejected)
    read = []
    for record in table.records:
        try:
            read.append(_read(record, columns))
        except ValueError as error:
            rejected.append(Rejected(record.line, str(error)))
    _check_vocabulary(read, mapping)
    zoned = sum(one.at.tzinfo is not None for one in read)
    strict = mapping.zone is None and zoned * 2 > len(read)
    sound = []
    for one in read:
        try:
            sound.append((one, _moment(one, mapping.zone or home, strict, now)))
        except NoMoment as error:
            rejected.append(Rejected(one.line, str(error)))
    cases: dict[str, list[SourceLine]] = {}
    for event in _counted(sound, mapping):
        cases.setdefault(event.case, []).append(event)
    return Log(name, mapping, cases, sorted(rejected, key=lambda one: one.line))


def _read(record: Record, columns: _Columns) -> _Read:
    """Return the record's values. Raises ValueError (NoMoment too) saying what is wrong."""
    case = record.values[columns.case].strip()
    activity = " ".join(record.values[columns.activity].split())
    detail = "" if columns.detail is None else record.values[columns.detail].strip()
    if not case:
        raise ValueError(_("no case id"))
    if len(case) > _LONGEST_CASE or not case.isprintable():
        raise ValueError(
            _("not a case id: over %(most)d characters, or not printable") % {"most": _LONGEST_CASE}
        )
    if not activity:
        raise ValueError(_("no activity"))
    if len(activity) > _LONGEST_ACTIVITY:
        raise ValueError(
            _("not an activity: over %(most)d characters") % {"most": _LONGEST_ACTIVITY}
        )
    if len(detail) > _LONGEST_DETAIL:
        raise ValueError(
            _("the detail has %(length)d characters: at most %(most)d")
            % {"length": len(detail), "most": _LONGEST_DETAIL}
        )
    at = written(record.values[columns.timestamp])
    return _Read(record.line, case, activity, at, detail)


def _moment(one: _Read, zone: ZoneInfo, strict: bool, now: datetime) -> datetime:
    if strict and one.at.tzinfo is None:
        raise NoMoment(_("no time zone, where the rest of the log has one: add Z or +02:00"))
    return placed(one.at, zone, now=now)


def _counted(sound: list[tuple[_Read, datetime]], mapping: Mapping) -> Iterator[SourceLine]:
    """Yield the events in order, counting those that are alike."""
    seen: Counter[tuple[str, str, datetime]] = Counter()
    for one, at in sorted(sound, key=lambda found: (found[1], found[0].line)):
        code = activity_code(one.activity)
        seen[one.case, code, at] += 1
        act, category = mapping.act(one.activity), _category(one.detail, mapping)
        if act == Act.RECLASSIFY and category is None:
            act = Act.TELL
        yield SourceLine(
            line=one.line,
            case=one.case,
            activity=code,
            act=act,
            at=at,
            occurrence=seen[one.case, code, at],
            detail=one.detail,
            category=category,
        )


def _category(detail: str, mapping: Mapping) -> str | None:
    """Return the category that a detail (labels separated by "|") stands for, the first known."""
    if not mapping.categories:
        return None
    known = (mapping.categories.get(plain(label)) for label in detail.split("|"))
    return next((code for code in known if code), None)


def _check_vocabulary(read: list[_Read], mapping: Mapping) -> None:
    """Refuse a log whose activities are sentences: their names reach the ledger."""
    unknown = {plain(one.activity) for one in read} - mapping.activities.keys()
    if len(unknown) > _MOST_ACTIVITIES:
        raise FileProblem(
            _(
                "%(number)d different activities: this column looks like free text, which the"
                " ledger does not take. Name the right column in a mapping (--map)."
            )
            % {"number": len(unknown)}
        )


def _missing(header: list[str], mapping: Mapping) -> str:
    told = mapping.columns
    wanted = "; ".join(
        f"{what}: {' or '.join(names)}"
        for what, names in (
            ("case", told.case),
            ("activity", told.activity),
            ("timestamp", told.timestamp),
        )
    )
    found = ", ".join(name[:40] for name in header[:20])
    return _(
        "the header lacks a column that is needed. Wanted: %(wanted)s. Found: %(found)s."
        " Name the columns in a mapping (--map)."
    ) % {"wanted": wanted, "found": found}
