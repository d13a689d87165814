"""Keyset pages: where a list goes on is told by its last row, never by a number of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from aia.kit.clock import from_micros, to_micros
from aia.pathways.terms import Refused

_M = TypeVar("_M", bound=Model)
_T = TypeVar("_T")
_P = TypeVar("_P")

LONGEST_PAGE = 100
MOST_COUNTED = 99
_SEPARATOR = "_"


@dataclass(frozen=True)
class Page(Generic[_T]):
    """Some rows of a list; `next_cursor` asks for those that follow, None at the end."""

    items: Sequence[_T]
    next_cursor: str | None = None


def page_size(limit: int) -> int:
    """Return how many rows a page has: at least one, at most a hundred."""
    return max(1, min(limit, LONGEST_PAGE))


def day_cursor(day: date, row_id: UUID) -> str:
    """Return the place of a row in a list that is ordered by day and id."""
    return f"{day.isoformat()}{_SEPARATOR}{row_id.hex}"


def moment_cursor(moment: datetime, row_id: UUID) -> str:
    """Return the place of a row in a list that is ordered by moment and id."""
    return f"{to_micros(moment)}{_SEPARATOR}{row_id.hex}"


def after_day(rows: QuerySet[_M], cursor: str | None, field: str) -> QuerySet[_M]:
    """Return the rows after a cursor, the earliest day first.

    Written so that the database walks the index from that day on: no OR, no offset. Raises
    Refused for a cursor that was not made here.
    """
    if cursor:
        told, row_id = _read(cursor)
        day = _parsed(date.fromisoformat, told)
        rows = rows.filter(**{f"{field}__gte": day}).exclude(**{field: day, "id__lte": row_id})
    return rows.order_by(field, "id")


def before_moment(rows: QuerySet[_M], cursor: str | None, field: str) -> QuerySet[_M]:
    """Return the rows after a cursor, the latest moment first. Raises Refused."""
    if cursor:
        told, row_id = _read(cursor)
        moment = _parsed(lambda text: from_micros(int(text)), told)
        rows = rows.filter(**{f"{field}__lte": moment})
        rows = rows.exclude(**{field: moment, "id__gte": row_id})
    return rows.order_by(f"-{field}", "-id")


def _read(cursor: str) -> tuple[str, UUID]:
    told, _sign, row = cursor.partition(_SEPARATOR)
    return told, _parsed(lambda text: UUID(hex=text), row)


def _parsed(parse: Callable[[str], _P], told: str) -> _P:
    try:
        return parse(told)
    except (ValueError, OverflowError) as error:
        raise Refused(_("This page of the list does not exist."), field="cursor") from error
