"""Reading a problem's JSON without ever holding two million pairs as objects at once.

The text is walked once. The values of the outer object are decoded as they are, but for a long
array, which is decoded in slices: a slice is cut at a closing brace and is right exactly when it
decodes as an array, because a cut inside a string or inside a deeper object never does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from aia.matching.terms import BadProblem

_SLICE = 2_000_000
_BLANK = re.compile(r"[ \t\r\n]*")
_NEXT = re.compile(r"\}[ \t\r\n]*,")
_decoder = json.JSONDecoder()


def members(text: str, sliced: str) -> Iterator[tuple[str, Any]]:
    """Yield each name and value of the outer object; `sliced` comes in slices, as lists.

    Raises BadProblem, with line and column, where the text is no JSON object.
    """
    try:
        yield from _members(text, sliced)
    except (json.JSONDecodeError, StopIteration, RecursionError) as error:
        told = str(error) or "it is no JSON object, or it is cut off"
        raise BadProblem([f"the file is not JSON: {told}"]) from error


def _members(text: str, sliced: str) -> Iterator[tuple[str, Any]]:
    at = _expect(text, _skip(text, 0), "{")
    if text[at : at + 1] == "}":
        _end(text, at + 1)
        return
    while True:
        if text[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting a name in double quotes", text, at)
        name, at = _decoder.raw_decode(text, at)
        at = _expect(text, _skip(text, at), ":")
        if name == sliced and text[at : at + 1] == "[":
            for part, end in _slices(text, at + 1):
                at = end
                yield name, part
        else:
            value, at = _decoder.raw_decode(text, at)
            yield name, value
        at = _skip(text, at)
        if text[at : at + 1] == "}":
            _end(text, at + 1)
            return
        at = _expect(text, at, ",")


def _slices(text: str, at: int) -> Iterator[tuple[list[Any], int]]:
    """Yield the elements of an array that begins at `at`, and where what was read ends."""
    while True:
        cut = _NEXT.search(text, at + _SLICE)
        part = None if cut is None else _decoded(text[at : cut.start() + 1])
        if cut is None or part is None:
            try:
                rest, end = _decoder.raw_decode("[" + text[at:])
            except json.JSONDecodeError as error:
                raise json.JSONDecodeError(error.msg, text, at + error.pos - 1) from error
            yield rest, at + end - 1
            return
        at = cut.end()
        yield part, at


def _decoded(text: str) -> list[Any] | None:
    try:
        part: list[Any] = json.loads(f"[{text}]")
    except json.JSONDecodeError:
        return None
    return part


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return at if found is None else found.end()


def _expect(text: str, at: int, mark: str) -> int:
    if text[at : at + 1] != mark:
        raise json.JSONDecodeError(f"Expecting {mark!r}", text, at)
    return _skip(text, at + 1)


def _end(text: str, at: int) -> None:
    if _skip(text, at) != len(text):
        raise json.JSONDecodeError("Extra data", text, at)
