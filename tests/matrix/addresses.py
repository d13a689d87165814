"""Every address of the product, from the resolver: its name, its route, and how to fill it in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

from aia.config.api import api
from tests.matrix.people import Subject, World

_PART = re.compile(r"<(?:\w+:)?(\w+)>|{(\w+)}|\(\?P<(\w+)>(?:\[[^\]]*\]|[^()])*\)")
_SINGULAR = {"identifiers": "identifier", "members": "member"}
SIMPLE: dict[str, Any] = {
    "string": "x",
    "boolean": False,
    "integer": 1,
    "array": [],
    "object": {},
    "number": 1,
}

# What is not required, yet without it nobody is asked about.
_ALSO_TOLD = {"api:open_pathway": ("person_id",), "api:book_resource": ("organisation_id",)}


@dataclass(frozen=True)
class Address:
    """One URL pattern. `names` are the parts to fill in."""

    name: str
    route: str
    names: tuple[str, ...]
    is_api: bool

    def of(self, world: World, subject: Subject | None) -> str:
        """Return the address filled in with a subject's rows, and with what is common to all."""
        known = {**world.common}
        if subject:
            known |= {**subject.around, **subject.rows}

        def fill(found: re.Match[str]) -> str:
            name = next(part for part in found.groups() if part)
            return str(known[_row(name, self.route[: found.start()])])

        return "/" + re.sub(r"[\^$]", "", _PART.sub(fill, self.route))


def _row(name: str, before: str) -> str:
    """Return the name of the row that a part of an address stands for."""
    if name == "row_id":
        return before.rstrip("/").rpartition("/")[2].removesuffix("s")
    known = {"first_id": "first", "second_id": "second"}
    common = {"account_id", "grant_id", "client_id", "invitation_id", "glass_id", "provider_id"}
    return name if name in common else known.get(name, name.removesuffix("_id"))


@cache
def addresses() -> tuple[Address, ...]:
    """Return every address of the product."""
    return tuple(_walk(get_resolver()))


def _walk(
    resolver: URLResolver, before: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[Address]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            name = ":".join((*spaces, one.name or route))
            names = tuple(next(filter(None, part)) for part in _PART.findall(route))
            yield Address(name, route, names, is_api=spaces == ("api",))
        else:
            inner = (*spaces, one.namespace) if one.namespace else spaces
            yield from _walk(one, route, inner)


@cache
def schema() -> dict[str, Any]:
    """Return the API's own account of itself."""
    return dict(api.get_openapi_schema())


@cache
def operations() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return each operation's method and description, by the name of its address."""
    return {
        f"api:{told['operationId']}": (method, told)
        for methods in schema()["paths"].values()
        for method, told in methods.items()
    }


def body_for(name: str, world: World, subject: Subject | None) -> dict[str, Any] | None:
    """Return the least body that an operation takes, made from its schema."""
    _method, told = operations()[name]
    if "requestBody" not in told:
        return None
    shape = _resolved(told["requestBody"]["content"]["application/json"]["schema"])
    rows = subject.rows if subject else {}
    required = [*shape.get("required", ()), *_ALSO_TOLD.get(name, ())]
    return {field: _value(field, shape["properties"][field], rows) for field in required}


def _value(field: str, shape: dict[str, Any], rows: dict[str, UUID]) -> Any:
    shape = _resolved(shape)
    if "anyOf" in shape:
        return _value(field, shape["anyOf"][0], rows)
    if "enum" in shape:
        return shape["enum"][0]
    if shape.get("format") == "uuid":
        return str(rows.get(field.removesuffix("_id"), UUID(int=1)))
    if shape.get("format") == "date-time":
        return "2026-03-02T10:00:00Z"
    if shape.get("format") == "date":
        return "2026-03-02"
    return SIMPLE[shape["type"]]


def _resolved(shape: dict[str, Any]) -> dict[str, Any]:
    found = shape
    while "$ref" in found:
        found = schema()["components"]["schemas"][found["$ref"].rpartition("/")[2]]
    return found
