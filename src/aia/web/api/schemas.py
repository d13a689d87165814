"""Shapes that every module's operations share."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Query, Schema
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

_T = TypeVar("_T")

LONGEST_PAGE = 100
LONGEST_KEY = 80


def kept(text: str) -> str:
    """Return the text when it can be stored and shown. Raises ValueError.

    A NUL cannot be kept by PostgreSQL, half of a surrogate pair is no character at all.
    """
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError(_("The text holds a character that cannot be kept."))
    return text


Line = Annotated[str, Field(max_length=400), AfterValidator(kept)]
"""A name, a code, an address: one line."""
Words = Annotated[str, Field(max_length=10_000), AfterValidator(kept)]
"""What somebody says, in their own words."""
Asked = Annotated[str, StringConstraints(max_length=100), AfterValidator(kept)]
"""What is searched for."""
Limit = Annotated[int, Query(ge=1, le=LONGEST_PAGE, description="How many at most.")]
Cursor = Annotated[
    str | None,
    Query(max_length=400, description="Where the list goes on: `next` of the page before."),
]


class Told(Schema):
    """Base of what a write tells: unknown fields are a mistake, told at once."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)


class Written(Schema):
    """What a write leaves: the row's id and its version, to be sent back in `If-Match`.

    It holds no words and no names: answers to writes are kept for a while, to be given again.
    """

    kind: str
    id: UUID
    version: int


class PageOf(Schema, Generic[_T]):
    """Some rows of a list; `next` asks for those that follow, null at the end."""

    items: list[_T]
    next: str | None = None


class FieldProblem(Schema):
    """What is wrong with one field, and how to mend it."""

    field: str
    message: str


class Problem(Schema):
    """What went wrong (RFC 9457). `type` leads to its explanation in the reference."""

    type: str
    title: str
    status: int
    detail: str
    errors: Annotated[list[FieldProblem], Field(default_factory=list)]
