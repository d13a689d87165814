"""Read a CSV file as offices export them: unknown encoding, unknown separator, untidy header."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from aia.people.linkage.labels import plain_label

_SEPARATORS = ",;\t|"


class LinkageInputError(ValueError):
    """A file or mapping that cannot be used; the message names the file, the line or the field."""


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A file's header and rows, blanks around values removed; `lines` are where the rows begin."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def column(self, label: str) -> int | None:
        """Return the position of a column, by its exact label or else by its plain one."""
        wanted = label.strip()
        if wanted in self.header:
            return self.header.index(wanted)
        plain = [plain_label(heading) for heading in self.header]
        return plain.index(plain_label(wanted)) if plain_label(wanted) in plain else None


def read_csv(path: str | Path) -> CsvFile:
    """Return the contents of a CSV file.

    Raises LinkageInputError when it cannot be read, is empty, names a column twice or has a row
    with more values than the header.
    """
    name = Path(path).name
    text = _text(Path(path))
    if not text.strip():
        raise LinkageInputError(f"{name}: the file is empty; the first line must name the columns.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    header: tuple[str, ...] = ()
    rows, lines = [], []
    try:
        before = 0
        for values in reader:
            line, before = before + 1, reader.line_num
            tidy = tuple(value.strip() for value in values)
            if not any(tidy):
                continue
            if not header:
                header = _checked_header(name, tidy)
            else:
                rows.append(_fitted(name, line, tidy, len(header)))
                lines.append(line)
    except csv.Error as error:
        raise LinkageInputError(f"{name}, line {reader.line_num}: {error}.") from error
    return CsvFile(name, header, tuple(rows), tuple(lines))


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LinkageInputError(f"{path.name}: cannot be read ({error.strerror}).") from error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """Return the separator that occurs most in the first line, quoted parts aside."""
    first = text.lstrip().splitlines()[0] if text.lstrip(" \r\n") else ""
    unquoted = "".join(first.split('"')[::2])
    return max(_SEPARATORS, key=unquoted.count)


def _checked_header(name: str, header: tuple[str, ...]) -> tuple[str, ...]:
    twice = {label for label in header if label and header.count(label) > 1}
    if twice:
        raise LinkageInputError(f"{name}, line 1: the column {sorted(twice)[0]!r} is there twice.")
    return header


def _fitted(name: str, line: int, values: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Return a row as wide as the header; a short row's last values are unknown."""
    if any(values[width:]):
        raise LinkageInputError(
            f"{name}, line {line}: {len(values)} values for {width} columns; "
            "a value with the separator in it must be in double quotes."
        )
    return values[:width] + ("",) * (width - len(values))
