"""The files of a table: CSV, CSV for spreadsheets, Parquet, JSON-stat 2.0.

One row a published cell, codes and names side by side. What is kept back is not there, and neither
is what is empty.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from aia.observatory.publishing.figures import unit_name
from aia.observatory.publishing.labels import Labels, dimension_head
from aia.observatory.publishing.tables import MUNICIPALITY, QUARTER, Table

_NUMBERS = ("value", "numerator", "denominator", "low", "high")
_PATIENCE_SECONDS = 60
_TIMES = (QUARTER, "year")
# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def columns(table: Table) -> list[str]:
    """Return the names of a file's columns: codes, names, numbers, what they are of."""
    names = [f"{one}_name" for one in table.breakdown]
    return [
        *(column for pair in zip(table.breakdown, names, strict=True) for column in pair),
        *_NUMBERS,
        *("unit", "indicator", "version", "district", "edition", "as_of", "simulated"),
    ]


def rows(table: Table, labels: Labels) -> Iterator[list[Any]]:
    """Yield a row a cell, in the order of the columns."""
    about = [
        table.unit,
        table.indicator,
        table.version,
        table.district,
        table.edition,
        table.as_of,
        table.simulated,
    ]
    for cell in table.cells:
        codes = [
            text
            for dimension, code in zip(table.breakdown, cell.of, strict=True)
            for text in (code, labels.name(dimension, code))
        ]
        yield [*codes, *(getattr(cell, name) for name in _NUMBERS), *about]


def csv_file(table: Table, labels: Labels, *, spreadsheet: bool = False) -> bytes:
    """Return the table as CSV (RFC 4180); for spreadsheets with `;`, decimal commas and a mark.

    Texts that a spreadsheet would run as a formula begin with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if spreadsheet else ",", lineterminator="\r\n")
    writer.writerow(columns(table))
    writer.writerows([_written(one, spreadsheet) for one in row] for row in rows(table, labels))
    return out.getvalue().encode("utf-8-sig" if spreadsheet else "utf-8")


def _written(value: Any, spreadsheet: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        text = f"{value:.10g}"
        return text.replace(".", ",") if spreadsheet else text
    text = str(value)
    return harmless(text) if isinstance(value, str) else text


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def parquet_file(table: Table, labels: Labels) -> bytes:
    """Return the table as Parquet, with typed columns: made by another process (see `columns`)."""
    kinds = {"version": "whole", "edition": "whole", "as_of": "day", "simulated": "yes"}
    kinds |= dict.fromkeys(_NUMBERS, "number")
    told = {
        "columns": [(name, kinds.get(name, "text")) for name in columns(table)],
        "rows": list(rows(table, labels)),
    }
    done = subprocess.run(
        [sys.executable, "-m", "aia.observatory.publishing.columns"],
        input=json.dumps(told, default=str).encode(),
        capture_output=True,
        check=True,
        timeout=_PATIENCE_SECONDS,
    )
    return done.stdout


def json_stat(table: Table, labels: Labels, *, title: str, source: str, address: str) -> bytes:
    """Return the table as a JSON-stat 2.0 dataset; cells that are not told are null.

    A table without a breakdown has one dimension of one category: the district.
    """
    dimensions = list(table.breakdown) or ["district"]
    codes = [
        labels.codes(table, one) if table.breakdown else [table.district] for one in dimensions
    ]
    told: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": title,
        "source": source,
        "updated": table.as_of.isoformat(),
        "href": address,
        "id": dimensions,
        "size": [len(one) for one in codes],
        "role": _roles(dimensions),
        "dimension": {
            one: _dimension(one, found, table, labels)
            for one, found in zip(dimensions, codes, strict=True)
        },
        "value": _dense(table, codes),
        "extension": {
            "indicator": table.indicator,
            "version": table.version,
            "district": table.district,
            "edition": table.edition,
            "unit": {"code": table.unit, "label": unit_name(table.unit)},
            "simulated": table.simulated,
            "rounded_to": table.rounded_to,
        },
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _roles(dimensions: Sequence[str]) -> dict[str, list[str]]:
    found = {
        "time": [one for one in dimensions if one in _TIMES],
        "geo": [one for one in dimensions if one in {MUNICIPALITY, "district"}],
    }
    return {role: ones for role, ones in found.items() if ones}


def _dimension(one: str, codes: Sequence[str], table: Table, labels: Labels) -> dict[str, Any]:
    names = {code: labels.name(one, code) for code in codes}
    label = dimension_head(one)
    return {"label": label, "category": {"index": list(codes), "label": names}}


def _dense(table: Table, codes: Sequence[Sequence[str]]) -> list[float | None]:
    """Return every value in row-major order; None where nothing is told."""
    if not table.breakdown:
        return [table.value()]
    places: list[tuple[str, ...]] = [()]
    for one in codes:
        places = [(*before, code) for before in places for code in one]
    return [table.value(*place) for place in places]
