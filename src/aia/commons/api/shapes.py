"""What the API tells of the floor, and what it takes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime

from aia.commons.terms import Condition, StockMoveKind, StockUnit
from aia.web.api.schemas import Told

_FIRST_YEAR, _LAST_YEAR = 2000, 2200


class ResourceOut(Schema):
    """Something on the floor. A person who keeps it is never told: `organisation_id` is null."""

    id: UUID
    version: int
    kind: str
    intensity: str | None
    organisation_id: UUID | None
    name: str
    about: str
    sharing: str
    cost_words: str
    audience: list[str]
    min_age: int | None
    max_age: int | None
    towns: list[str]
    for_words: str
    municipality_id: str
    address: str
    capacity: int
    hours: list[str]
    exceptions: list[str]
    open_on_holidays: bool
    bookable: bool
    approval: bool
    in_stock: int | None
    unit: str | None
    state: str


class BookingOut(Schema):
    """A booking, of what one keeps or of one's own, and what may be done with it now."""

    id: UUID
    version: int
    resource_id: UUID
    who: str
    starts_at: datetime
    ends_at: datetime
    places: int
    state: str
    reason: str | None
    declared: bool
    series: UUID | None
    acts: list[str]


class HoursOut(Schema):
    """An account of hours, of one's own or of one's body; all in minutes."""

    id: UUID
    version: int
    holder: str
    balance: int
    least: int
    most: int


def _within_reach(moment: datetime) -> datetime:
    """Return a moment with which clocks can be reckoned. Raises ValueError."""
    if moment.year < _FIRST_YEAR:
        raise ValueError(_("This is already past: choose a moment that is still to come."))
    if moment.year > _LAST_YEAR:
        raise ValueError(_("Book at most a year ahead."))
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_within_reach)]


class BookResource(Told):
    """When, how many, and for whom: a person or a body."""

    starts_at: Moment
    ends_at: Moment
    places: int = 1
    person_id: UUID | None = None
    organisation_id: UUID | None = None
    wait: bool = False
    declared: bool = False


class ReturnLoan(Told):
    """In what state it came back."""

    condition: Condition


class MoveStock(Told):
    """What came in, went out or was counted."""

    kind: StockMoveKind
    quantity: int
    unit: StockUnit | None = None
    organisation_id: UUID | None = None
