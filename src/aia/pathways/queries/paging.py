"""Keyset pages: where a list goes on is told by its last row, never by a number of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from aia.pathways.rules import Refused

_M = TypeVar("_M", bound=Model)
_T = TypeVar("_T")

LONGEST_PAGE = 100
_SEPARATOR = "_"


@dataclass(frozen=True, order=True)
class Place:
    """A place in a list that is ordered by day and then by id."""

    day: date
    row: str

    def told(self) -> str:
        """Return the place as one word for an address."""
        return f"{self.day.isoformat()}{_SEPARATOR}{self.row}"


@dataclass(frozen=True)
class Page(Generic[_T]):
    """Some rows of a list; `next_cursor` asks for those that follow, None at the end."""

    items: Sequence[_T]
    next_cursor: str | None = None


def place_at(day: date, row_id: UUID) -> Place:
    """Return the place of a row."""
    return Place(day, row_id.hex)


def read_cursor(cursor: str | None) -> Place | None:
    """Return the place that a cursor names. Raises Refused for one that was not made here."""
    if not cursor:
        return None
    day, _sign, row = cursor.partition(_SEPARATOR)
    try:
        return place_at(date.fromisoformat(day), UUID(hex=row))
    except ValueError as error:
        raise Refused(_("This page of the list does not exist."), field="cursor") from error


def following(rows: QuerySet[_M], after: Place | None, day: str) -> QuerySet[_M]:
    """Return the rows after a place, in the order of `day` (a field's name) and id.

    Written so that the database walks the index from that day on: no OR, no offset.
    """
    if after is not None:
        row_id = UUID(hex=after.row)
        rows = rows.filter(**{f"{day}__gte": after.day})
        rows = rows.exclude(**{day: after.day, "id__lte": row_id})
    return rows.order_by(day, "id")
