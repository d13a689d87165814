"""The verbs of bookings."""

from datetime import datetime
from uuid import UUID

from aia.commons.terms import BookingState
from aia.trace.terms import Facts, verb


@verb("booking.asked", of="commons.Booking", cause="commons.Resource")
class BookingAsked(Facts):
    """Somebody asked for something on the floor; it may be theirs at once, or wait."""

    resource: UUID
    account: UUID
    person: UUID | None
    organisation: UUID | None
    starts_at: datetime
    ends_at: datetime
    places: int
    state: str
    asked_at: datetime
    declared: bool = False
    series: UUID | None = None


@verb("booking.confirmed", of="commons.Booking")
class BookingConfirmed(Facts):
    """Its keeper said yes."""

    settled_at: datetime
    state: str = BookingState.CONFIRMED


@verb("booking.advanced", of="commons.Booking")
class BookingAdvanced(Facts):
    """A place became free for who was waiting: asked for again, or confirmed."""

    state: str


@verb("booking.declined", of="commons.Booking")
class BookingDeclined(Facts):
    """Its keeper said no."""

    settled_at: datetime
    state: str = BookingState.DECLINED


@verb("booking.cancelled", of="commons.Booking")
class BookingCancelled(Facts):
    """It will not take place."""

    settled_at: datetime
    reason: str
    state: str = BookingState.CANCELLED


@verb("booking.kept", of="commons.Booking")
class BookingKept(Facts):
    """It took place."""

    settled_at: datetime
    state: str = BookingState.KEPT


@verb("booking.missed", of="commons.Booking")
class BookingMissed(Facts):
    """Nobody came."""

    settled_at: datetime
    state: str = BookingState.MISSED
