"""A directory is written: CSV files with their datapackage.json, or one JSON document."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from aia.commons.hsds.schema import ASIDE, VERSION, tables
from aia.commons.hsds.terms import Directory, Values

_ROOTS = ("organization", "location", "service", "taxonomy", "taxonomy_term", "unit")
_INSIDE = {
    ("service_at_location", "service"): "service_at_locations",
    ("service_capacity", "service"): "capacities",
    ("url", "service"): "additional_urls",
    ("url", "organization"): "additional_websites",
}
# A zip tells when each file was made: the same directory gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)

Place = tuple[str, str]


def files(told: Directory, *, title: str) -> dict[str, str]:
    """Return the texts of a tabular data package by file name; the same rows, the same bytes."""
    found, resources = {}, []
    for name, rows in _with_aside(told):
        known = tables()[name].columns if name in tables() else {}
        more = sorted({column for values in rows.values() for column in values} - {"id", *known})
        columns = list(dict.fromkeys(["id", *known, *more]))
        file = tables()[name].file if name in tables() else f"{name}.csv"
        found[file] = _csv(columns, rows)
        resources.append(_resource(name, file, columns, known, told))
    descriptor = {
        "name": "human_services_data",
        "title": title,
        "profile": "tabular-data-package",
        "version": VERSION,
        "homepage": "https://docs.openreferral.org",
        "resources": resources,
    }
    found["datapackage.json"] = json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"
    return found


def zipped(told: Directory, *, title: str) -> bytes:
    """Return the tabular data package as a zip."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files(told, title=title).items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text, zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def document(told: Directory) -> dict[str, Any]:
    """Return a directory as one JSON document; every row is in it once."""
    hanging: dict[Place, list[Place]] = defaultdict(list)
    loose: list[Place] = []
    for name, rows in told.tables.items():
        for key in sorted(rows):
            around = None if name in _ROOTS else _around(name, rows[key], told)
            (loose if around is None else hanging[around]).append((name, key))
    found: dict[str, Any] = defaultdict(list, version=VERSION)
    for name, key in loose:
        found[_list(name)].append(_object(name, key, told, hanging))
    if told.aside:
        found[ASIDE] = [{"id": key, **values} for key, values in sorted(told.aside.items())]
    return dict(found)


def _with_aside(told: Directory) -> Iterator[tuple[str, dict[str, Values]]]:
    for name in tables():
        if rows := told.tables.get(name):
            yield name, rows
    if told.aside:
        yield ASIDE, told.aside


def _csv(columns: list[str], rows: dict[str, Values]) -> str:
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\n")
    writer.writerow(columns)
    for key in sorted(rows):
        cells = {**rows[key], "id": key}
        writer.writerow([cells.get(column, "") for column in columns])
    return kept.getvalue()


def _resource(
    name: str, file: str, columns: list[str], known: dict[str, str], told: Directory
) -> dict[str, Any]:
    kinds = {"text": "string"}
    fields = [
        {"name": one, "type": kinds.get(known.get(one, "text"), known.get(one, "string"))}
        for one in columns
    ]
    references = tables()[name].references if name in tables() else {}
    keys = [
        {"fields": one, "reference": {"resource": other, "fields": "id"}}
        for one, other in references.items()
        if told.tables.get(other)
    ]
    schema = {"fields": fields, "primaryKey": "id"} | ({"foreignKeys": keys} if keys else {})
    return {"name": name, "path": file, "format": "csv", "mediatype": "text/csv", "schema": schema}


def _around(name: str, values: Values, told: Directory) -> Place | None:
    """Return the row that a row is told inside of, when it is there."""
    for parent, _column, key in _parents(name, values):
        if key in told.tables.get(parent, {}):
            return parent, key
    return None


def _parents(name: str, values: Values) -> Iterator[tuple[str, str, str]]:
    if name == "attribute":
        yield values.get("link_entity", ""), "link_id", values.get("link_id", "")
    elif name == "metadata":
        yield values.get("resource_type", ""), "resource_id", values.get("resource_id", "")
    else:
        for column, parent in tables()[name].references.items():
            if column == f"{parent}_id":
                yield parent, column, values.get(column, "")


def _object(
    name: str, key: str, told: Directory, hanging: dict[Place, list[Place]]
) -> dict[str, Any]:
    values = told.tables[name][key]
    kinds = tables()[name].columns
    found: dict[str, Any] = {"id": key}
    found |= {
        column: _number(cell) if kinds.get(column) == "number" else cell
        for column, cell in values.items()
    }
    for child, own in hanging.get((name, key), []):
        inside = _object(child, own, told, hanging)
        for parent, column, _key in _parents(child, told.tables[child][own]):
            if (parent, inside.get(column)) == (name, key):
                inside.pop(column)
                break
        if child in ("attribute", "metadata"):
            inside.pop("link_entity" if child == "attribute" else "resource_type")
        found.setdefault(_list(child, name), []).append(inside)
    return found


def _list(name: str, inside: str = "") -> str:
    return _INSIDE.get((name, inside), tables()[name].file.removesuffix(".csv"))


def _number(cell: str) -> int | float | str:
    """Return the number, when writing it again gives the same text."""
    for kind in (int, float):
        try:
            if str(found := kind(cell)) == cell and cell not in ("nan", "inf", "-inf"):
                return found
        except ValueError:
            continue
    return cell
