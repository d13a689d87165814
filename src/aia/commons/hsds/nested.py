"""A JSON document of services is read: rows hang inside the row they belong to.

What hangs in a list carries no reference to the row around it, and an object inside a row stands
for a reference: both are told by where they are. The same row may be told in several places.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from aia.commons.hsds.schema import ASIDE, tables
from aia.commons.hsds.terms import Package, Row, Values
from aia.kit.csvfile import FileProblem

_LISTS = {
    **{f"{name}s": name for name in tables()},
    **{table.file.removesuffix(".csv"): name for name, table in tables().items()},
    "capacities": "service_capacity",
    "additional_websites": "url",
    "additional_urls": "url",
    "contents": "",
    ASIDE: ASIDE,
}
_ONE = {name: name for name in tables()} | {"taxonomy_detail": "taxonomy"}
_TELLING = {
    "service": {"status", "application_process", "service_at_locations", "eligibility_description"},
    "organization": {"legal_status", "organization_identifiers", "tax_status", "services"},
    "service_at_location": {"location", "service"},
    "taxonomy_term": {"taxonomy_detail", "parent_id", "code"},
    "location": {"location_type", "addresses", "latitude"},
}
_DEEPEST = 12


def read(document: Any, source: str) -> Package:
    """Return the rows of a JSON document: one object, a list, a page, or lists by table.

    Raises FileProblem.
    """
    package = Package(source, version=3)
    for table, told in _tops(document):
        _flatten(table, told, package, None, 0)
    if not package.rows:
        raise FileProblem(_("no service, organization or location is in this document"))
    return package


def _tops(document: Any) -> Iterator[tuple[str, Any]]:
    """Yield each outermost object with its table."""
    if isinstance(document, list):
        for one in document:
            yield from _tops(one)
    elif isinstance(document, dict):
        if "id" in document:
            yield _guessed(document), document
            return
        for name, inside in document.items():
            table = _LISTS.get(name.removesuffix(".csv"))
            for one in inside if table is not None and isinstance(inside, list) else ():
                yield table or _guessed(one), one


def _guessed(told: Any) -> str:
    """Return the table whose own words an object has most of."""
    if not isinstance(told, dict):
        raise FileProblem(_("expected objects of services or organizations"))
    return max(_TELLING, key=lambda name: len(_TELLING[name] & told.keys()))


def _flatten(
    table: str, told: dict[str, Any], package: Package, around: tuple[str, str] | None, deep: int
) -> str:
    """Add the rows of an object and of all that hangs in it; return its id."""
    if deep > _DEEPEST or not isinstance(told, dict):
        raise FileProblem(_("expected objects of services or organizations"))
    row = Row(table, len(package.rows) + 1, _belonging(table, around))
    package.rows.append(row)
    row.values |= {name: _cell(one) for name, one in told.items() if not _hangs(table, name, one)}
    row.values = {name: cell for name, cell in row.values.items() if cell}
    own = row.values.get("id", "")
    for name, inside in told.items():
        if isinstance(inside, dict) and _hangs(table, name, inside):
            row.values.setdefault(
                _reference(name), _flatten(_ONE[name], inside, package, None, deep + 1)
            )
        elif isinstance(inside, list) and _hangs(table, name, inside):
            for one in inside:
                _flatten(_LISTS[name], one, package, (table, own), deep + 1)
    return own


def _hangs(table: str, name: str, inside: Any) -> bool:
    """Say whether a property is rows of its own and no cell."""
    if table not in tables():
        return False
    if isinstance(inside, dict):
        return name in _ONE and _reference(name) in tables()[table].columns
    return isinstance(inside, list) and bool(_LISTS.get(name))


def _reference(name: str) -> str:
    return "taxonomy_id" if name == "taxonomy_detail" else f"{name}_id"


def _belonging(table: str, around: tuple[str, str] | None) -> Values:
    """Return the reference to the row around."""
    if around is None or table not in tables():
        return {}
    parent, key = around
    if table == "attribute":
        return {"link_entity": parent, "link_id": key}
    if table == "metadata":
        return {"resource_type": parent, "resource_id": key}
    return {f"{parent}_id": key} if f"{parent}_id" in tables()[table].columns else {}


def _cell(told: Any) -> str:
    if told is None:
        return ""
    return told if isinstance(told, str) else json.dumps(told, ensure_ascii=False, sort_keys=True)
