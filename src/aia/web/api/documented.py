"""What the schema says of every operation beside its own shape: answers, headers, scopes."""

from __future__ import annotations

from typing import Any

from aia.web.api import problems
from aia.web.api.problems import MEDIA_TYPE, Kind
from aia.web.api.schemas import LONGEST_KEY

_ALWAYS = (problems.NOT_SIGNED_IN, problems.FORBIDDEN, problems.NOT_FOUND, problems.TOO_MANY)
_READ = (*_ALWAYS, problems.NOT_ACCEPTED)
_WRITE = (*_READ, problems.NOT_UNDERSTOOD, problems.TOO_LARGE)
_TEXT = {"schema": {"type": "string"}}


def read(scope: str, *, single: bool) -> dict[str, Any]:
    """Return what is said of a read. A single one has an ETag and may answer 304."""
    if not single:
        return {"x-scope": scope, "responses": _refusals(_READ)}
    tag = {"ETag": {"description": "The version and digest of this answer.", **_TEXT}}
    return {
        "x-scope": scope,
        "responses": {
            200: {"headers": tag},
            304: {"description": "Nothing has changed.", "headers": tag},
            **_refusals(_READ),
        },
        "parameters": [_header("If-None-Match", "The ETag that is known already.")],
    }


def write(scope: str, *, sees: str) -> dict[str, Any]:
    """Return what is said of a write; `sees` names the row whose version may be told."""
    key = _header(
        "Idempotency-Key",
        "A name for this request: repeated with it, the write is done once and answered alike.",
        required=True,
        minLength=1,
        maxLength=LONGEST_KEY,
        pattern="^[ -~]+$",
    )
    more = [_header("If-Match", f'The version of the {sees} that was seen, as "123".')]
    refusals = (*_WRITE, problems.CHANGED) if sees else _WRITE
    return {
        "x-scope": scope,
        "responses": _refusals(refusals),
        "parameters": [key, *(more if sees else ())],
    }


def _header(
    name: str, description: str, *, required: bool = False, **schema: Any
) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": required,
        "description": description,
        "schema": {"type": "string", **schema},
    }


def _refusals(kinds: tuple[Kind, ...]) -> dict[int, Any]:
    shape = {"schema": {"$ref": "#/components/schemas/Problem"}}
    found: dict[int, Any] = {}
    for kind in kinds:
        answer: dict[str, Any] = {
            "description": kind.slug.replace("-", " ").capitalize(),
            "content": {MEDIA_TYPE: shape},
        }
        if kind is problems.TOO_MANY:
            answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
        if kind is problems.NOT_SIGNED_IN:
            answer["headers"] = {"WWW-Authenticate": _TEXT}
        found[int(kind.status)] = answer
    return found
