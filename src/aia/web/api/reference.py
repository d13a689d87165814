"""The API's reference as a plain page, made from its own schema: no script, no other server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from aia.web.api.problems import KINDS


@dataclass(frozen=True)
class Field:
    """One thing that is told: its name, its kind in a word, whether it must be there."""

    name: str
    kind: str
    required: bool


@dataclass(frozen=True)
class Operation:
    """One operation, as the page shows it."""

    name: str
    method: str
    path: str
    summary: str
    scope: str
    asked: Sequence[Field]
    told: Sequence[Field]
    answers: Sequence[int]


def operations(schema: Mapping[str, Any]) -> list[Operation]:
    """Return the operations of an OpenAPI schema, in its order."""
    shapes = schema["components"]["schemas"]
    return [
        Operation(
            name=told["operationId"],
            method=method.upper(),
            path=path,
            summary=told["summary"],
            scope=str(told["x-scope"]),
            asked=[
                Field(one["name"], _kind(one["schema"]), bool(one.get("required")))
                for one in told["parameters"]
            ],
            told=_fields(told, shapes),
            answers=sorted(int(status) for status in told["responses"]),
        )
        for path, methods in schema["paths"].items()
        for method, told in methods.items()
    ]


def reference_page(request: HttpRequest, schema: Mapping[str, Any]) -> HttpResponse:
    """Show every operation, what it takes and what it answers; nothing in it is about anybody."""
    context = {"operations": operations(schema), "problems": KINDS}
    return render(request, "web/api_reference.html", context)


def _fields(told: Mapping[str, Any], shapes: Mapping[str, Any]) -> list[Field]:
    if "requestBody" not in told:
        return []
    content = told["requestBody"]["content"]["application/json"]["schema"]
    shape = shapes[content["$ref"].rpartition("/")[2]]
    needed = shape.get("required", ())
    return [
        Field(name, _kind(one), name in needed) for name, one in shape.get("properties", {}).items()
    ]


def _kind(shape: Mapping[str, Any]) -> str:
    """Return the kind of a value in a word or two."""
    if "$ref" in shape:
        return str(shape["$ref"].rpartition("/")[2])
    for several in ("anyOf", "allOf"):
        if several in shape:
            return " | ".join(_kind(one) for one in shape[several])
    return str(shape.get("format") or shape.get("type") or "any")
