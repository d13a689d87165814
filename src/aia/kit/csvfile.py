"""Reading a CSV file that may be damaged: each record with its line, or why it cannot be read."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

_SEPARATORS = (",", ";", "\t", "|")
_LONGEST_RECORD = 200
_LARGEST = 1024 * 1024 * 1024
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class FileProblem(ValueError):
    """A log cannot be read at all; the text says what is wrong and how to mend it."""


@dataclass(frozen=True)
class Rejected:
    """A line that was not brought in, and why. Lines count as in the file: the header is 1."""

    line: int
    reason: str


@dataclass(frozen=True)
class Record:
    """One line's values, in the header's order."""

    line: int
    values: list[str]


@dataclass
class Table:
    """A file's header, its records and the lines that hold none."""

    header: list[str]
    records: list[Record] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def read_table(path: Path, *, encoding: str = "utf-8") -> Table:
    """Return what the file holds. The separator is the one that cuts the header in most parts.

    Raises FileProblem when there is no readable header. A quote that is never closed costs its
    own line and no other.
    """
    lines = _lines(path, encoding)
    first = next((n for n, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise FileProblem(
            f"{path}: " + _("the file is empty: expected a header and one event a line")
        )
    if not _readable(lines[first]):
        raise FileProblem(
            f"{path}: " + _("the header is not readable text: save the file as UTF-8")
        )
    separator, header = max(
        ((mark, _cut([lines[first]], mark) or []) for mark in _SEPARATORS),
        key=lambda found: len(found[1]),
    )
    table = Table([name.strip() for name in header])
    for found in _records(lines, first + 1, separator, len(header)):
        if isinstance(found, Record):
            table.records.append(found)
        else:
            table.rejected.append(found)
    return table


def _lines(path: Path, encoding: str) -> list[str]:
    try:
        if path.stat().st_size > _LARGEST:
            raise FileProblem(
                f"{path}: " + _("over 1 GB: split the log, each case whole in one part")
            )
        data = path.read_bytes()
    except OSError as error:
        raise FileProblem(f"{path}: {error.strerror}") from error
    if data.startswith(_UTF16):
        encoding = "utf-16"
    # What cannot be decoded becomes marks that `_readable` finds, line by line.
    try:
        text = data.decode(encoding, errors="surrogateescape").removeprefix("\ufeff")
    except LookupError as error:
        raise FileProblem(_("no encoding is called “%(name)s”") % {"name": encoding}) from error
    except UnicodeDecodeError as error:
        raise FileProblem(
            f"{path}: " + _("the file is not text in the encoding that was told")
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _records(
    lines: list[str], start: int, separator: str, width: int
) -> Iterator[Record | Rejected]:
    at = start
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        taken, found = _record(lines, at, separator, width)
        yield found
        at += taken


def _record(lines: list[str], at: int, separator: str, width: int) -> tuple[int, Record | Rejected]:
    """Return how many lines the record at `at` takes, and the record or why it is none."""
    line = at + 1
    if lines[at].count('"') % 2:
        return _quoted(lines, at, separator, width)
    if not _readable(lines[at]):
        return 1, Rejected(
            line, _("not readable text: save the file as UTF-8, or tell its encoding")
        )
    values = _cut([lines[at]], separator)
    if values is None:
        return 1, Rejected(line, _("the quotes of this line do not match"))
    if len(values) == width:
        return 1, Record(line, values)
    numbers = {"found": len(values), "wanted": width}
    if len(values) < width:
        reason = _("the line is cut short: %(found)d columns, the header has %(wanted)d")
    else:
        reason = _("the line is too long: %(found)d columns, the header has %(wanted)d")
    return 1, Rejected(line, reason % numbers)


def _quoted(lines: list[str], at: int, separator: str, width: int) -> tuple[int, Record | Rejected]:
    """Read a value that goes on over several lines, as far as its closing quote."""
    quotes = 0
    for end in range(at, min(at + _LONGEST_RECORD, len(lines))):
        quotes += lines[end].count('"')
        if quotes % 2:
            continue
        part = lines[at : end + 1]
        values = _cut(part, separator) if all(map(_readable, part)) else None
        if values is not None and len(values) == width:
            return end + 1 - at, Record(at + 1, values)
        break
    values = _cut([lines[at]], separator)
    if values is not None and len(values) == width and _readable(lines[at]):
        return 1, Record(at + 1, values)
    return 1, Rejected(at + 1, _("a quote is opened on this line and never closed"))


def _cut(part: list[str], separator: str) -> list[str] | None:
    """Return the values of one record; None when its quotes do not match."""
    try:
        found = list(csv.reader([text + "\n" for text in part], delimiter=separator, strict=True))
    except csv.Error:
        return None
    return found[0] if len(found) == 1 else None


def _readable(line: str) -> bool:
    if line.isascii():
        return "\x00" not in line
    return not any("\udc80" <= mark <= "\udcff" or mark == "\x00" for mark in line)
