"""Reading CSV files: separator and encoding found, only three columns kept."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import csv as arrow_csv

from aia.observatory.process.log import Log
from aia.observatory.process.mapping import LogMap
from aia.observatory.process.problems import LogProblem
from aia.observatory.process.reading.columns import Columns, find_columns
from aia.observatory.process.reading.sniffing import opened
from aia.observatory.process.reading.tables import log_of

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 1 << 20
_BLOCK, _LONGEST_ROW = 1 << 19, 1 << 26
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CODED = pa.dictionary(pa.int32(), pa.string())
_MOST_BROKEN = 0.1


@dataclass
class _Form:
    """How the file is written, and the rows that had to be left out."""

    header: list[str]
    separator: str
    encoding: str
    columns: Columns
    moments: Any
    before: int
    broken: list[str] = field(default_factory=list)


def read_delimited(file: Path, log_map: LogMap) -> Log:
    """Return the log of a CSV file, gzipped or not. Raises LogProblem."""
    form = _form(file, log_map)
    table = _read(file, form)
    notes = []
    if form.broken:
        count = len(form.broken)
        if count > _MOST_BROKEN * (count + table.num_rows):
            raise LogProblem(
                f"{file}: {count} rows have not {len(form.header)} columns as the header, the first"
                f" is {form.broken[0][:80]!r}: is {form.separator!r} the separator?"
                " Tell it in a map (separator:)"
            )
        notes.append(
            f"{count} rows without the header's {len(form.header)} columns left out"
            f" (the first: {form.broken[0][:80]!r})"
        )
    if form.encoding == "cp1252" and not log_map.encoding:
        notes.append("the file is not UTF-8: read as cp1252 (write encoding: in a map to change)")
    names = form.columns
    columns = [table[name] for name in (names.case, names.activity, names.timestamp)]
    del table
    return log_of(columns, log_map, str(file), notes)


def _form(file: Path, log_map: LogMap) -> _Form:
    with opened(file) as stream:
        sample = stream.read(_SAMPLE)
    encoding = log_map.encoding or _encoding(sample)
    try:
        lines = sample.decode(encoding, errors="replace").removeprefix("\ufeff").splitlines()
    except LookupError as error:
        raise LogProblem(f"{file}: no encoding is called {encoding!r}") from error
    before = next((place for place, line in enumerate(lines) if line.strip()), None)
    if before is None:
        raise LogProblem(f"{file}: the file is empty: expected a header and one event a row")
    lines = lines[before:]
    if "\x00" in lines[0]:
        raise LogProblem(
            f"{file}: neither text nor a known kind of log: give a CSV, Parquet, XES or OCEL file"
        )
    marks = [log_map.separator] if log_map.separator else _SEPARATORS
    separator = max(marks, key=lambda mark: len(_cut(lines[0], mark)))
    header = [name.strip() for name in _cut(lines[0], separator)]
    columns = find_columns(header, log_map, str(file))
    place = header.index(columns.timestamp)
    rows = (_cut(line, separator) for line in lines[1:100])
    texts = [row[place].strip() for row in rows if len(row) == len(header)]
    return _Form(header, separator, encoding, columns, _kind(texts, log_map), before)


def _encoding(sample: bytes) -> str:
    if sample.startswith(_UTF16):
        return "utf-16"
    try:
        # The sample may end within a letter.
        sample[: max(len(sample) - 4, 0) or None].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _kind(texts: list[str], log_map: LogMap) -> Any:
    """Return the arrow type to try first for moments: a mistake costs a second reading."""
    seen = next((text for text in texts if text), "")
    if log_map.time_format or len(seen) < len("2000-01-01"):
        return pa.string()
    tail = seen[len("2000-01-01") :]
    zoned = tail.endswith("Z") or "+" in tail or "-" in tail
    return pa.timestamp("us", "UTC") if zoned else pa.timestamp("us")


def _cut(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _read(file: Path, form: _Form) -> Any:
    """Read the fastest way first; what does not fit it is read again, more patiently."""
    patient = False
    for _ in range(5):
        try:
            return _table(file, form, patient=patient)
        except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
            told = str(error).splitlines()[0]
            if "invalid UTF8" in told and form.encoding == "utf-8":
                form.encoding = "cp1252"
            elif "conversion error" in told and not pa.types.is_string(form.moments):
                form.moments = pa.string()
            elif not patient:
                patient = True
            else:
                raise LogProblem(f"{file}: not a readable CSV file: {told}") from error
        except (OSError, EOFError, UnicodeError) as error:
            raise LogProblem(f"{file}: {error}") from error
    raise LogProblem(f"{file}: not a readable CSV file: save it again as UTF-8 text")


def _table(file: Path, form: _Form, *, patient: bool) -> Any:
    form.broken = []
    columns = form.columns
    # Cases are many: encoding them once, afterwards, is faster than block by block.
    kinds = {columns.case: pa.string(), columns.activity: _CODED, columns.timestamp: form.moments}
    with opened(file) as stream:
        return arrow_csv.read_csv(
            stream,
            read_options=arrow_csv.ReadOptions(
                encoding=form.encoding,
                column_names=form.header,
                skip_rows=form.before + 1,
                block_size=_LONGEST_ROW if patient else _BLOCK,
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=form.separator,
                newlines_in_values=patient,
                invalid_row_handler=_leaver(form) if patient else None,
            ),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=list(kinds),
                column_types=kinds,
                null_values=[""],
                strings_can_be_null=True,
            ),
        )


def _leaver(form: _Form) -> Any:
    def leave(row: Any) -> str:
        form.broken.append(row.text or "")
        return "skip"

    return leave
