"""Files of separated values as they really arrive: any separator, BOM or common encoding."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext as _

from aia.territory.yamlnodes import FileProblem

LARGEST_FILE = 512 * 1024 * 1024
_SEPARATORS = ";,\t|"
_LINES_BEFORE_HEADER = 5

Columns = Mapping[str, tuple[str, ...]]
"""For each column that is wanted, the headings (in small letters) under which it is known."""


@dataclass(frozen=True)
class Line:
    """One row: its line number in the file, its cells by column, or why it cannot be read."""

    number: int
    cells: dict[str, str]
    problem: str = ""


@dataclass(frozen=True)
class SeparatedFile:
    """A read file: its headings, the columns found in it, and its digest (SHA-256, hex)."""

    path: Path
    text: str
    separator: str
    header_line: int
    headings: tuple[str, ...]
    columns: dict[str, int]
    digest: str
    notes: tuple[str, ...]

    def lines(self) -> Iterator[Line]:
        """Yield the rows after the header; empty lines are no rows."""
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.separator)
        started = 0
        while True:
            started = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Line(started, {}, _("this line cannot be read: %(why)s") % {"why": error})
                continue
            if started > self.header_line and any(cell.strip() for cell in cells):
                yield self._line(started, cells)

    def _line(self, number: int, cells: list[str]) -> Line:
        # Exports often end every line with one separator too many.
        if len(cells) == len(self.headings) + 1 and not cells[-1].strip():
            cells = cells[:-1]
        if len(cells) != len(self.headings):
            told = {"found": len(cells), "wanted": len(self.headings)}
            return Line(number, {}, _("%(found)s cells instead of %(wanted)s") % told)
        return Line(number, {name: cells[at].strip() for name, at in self.columns.items()})


def read(path: Path, columns: Columns, required: tuple[str, ...]) -> SeparatedFile:
    """Read a file and find the columns. Raises FileProblem when it is not what was asked for."""
    raw = _bytes_of(path)
    text, notes = _decoded(path, raw)
    for number, line in enumerate(text.splitlines()[:_LINES_BEFORE_HEADER], start=1):
        separator = max(_SEPARATORS, key=line.count)
        headings = tuple(_plain(cell) for cell in next(csv.reader([line], delimiter=separator), []))
        found = _found(headings, columns)
        if all(name in found for name in required):
            while headings and not headings[-1]:
                headings = headings[:-1]
            digest = sha256(raw).hexdigest()
            return SeparatedFile(
                path, text, separator, number, headings, found, digest, tuple(notes)
            )
    wanted = ", ".join(columns[name][0] for name in required)
    first = text.split("\n", 1)[0].strip()[:100]
    raise FileProblem(
        f"{path}: "
        + _("the columns %(wanted)s are not all there; the first line is “%(first)s”")
        % {"wanted": wanted, "first": first}
    )


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileProblem(f"{path}: " + _("the file is too large (over 512 MB)"))
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise FileProblem(f"{path}: " + _("there is no such file")) from error
    except OSError as error:
        raise FileProblem(f"{path}: {error.strerror}") from error
    if not raw.strip():
        raise FileProblem(f"{path}: " + _("the file is empty"))
    return raw


def _decoded(path: Path, raw: bytes) -> tuple[str, list[str]]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in raw:
        raise FileProblem(f"{path}: " + _("this is not a text file: save it as CSV"))
    else:
        encodings = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        note = _("the file is not UTF-8: read as %(encoding)s") % {"encoding": encoding}
        return text, [] if encoding == "utf-8-sig" else [note]
    raise FileProblem(f"{path}: " + _("the file's encoding is not known: save it as UTF-8"))


def _found(headings: tuple[str, ...], columns: Columns) -> dict[str, int]:
    return {
        name: headings.index(known)
        for name, aliases in columns.items()
        for known in aliases
        if known in headings
    }


def _plain(heading: str) -> str:
    return " ".join(heading.lower().replace("’", "'").split())
