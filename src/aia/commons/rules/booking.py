"""Whether there is room, and whether one user takes more than their share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from aia.commons.rules.calendar import ROME
from aia.commons.terms import BookingState, Refused

LONGEST_AHEAD = timedelta(days=366)
LONGEST = timedelta(days=31)

MOVES: dict[str, frozenset[str]] = {
    "confirmed": frozenset({BookingState.ASKED}),
    "declined": frozenset({BookingState.ASKED, BookingState.WAITING}),
    "cancelled": frozenset({BookingState.ASKED, BookingState.CONFIRMED, BookingState.WAITING}),
    "kept": frozenset({BookingState.CONFIRMED, BookingState.MISSED}),
    "missed": frozenset({BookingState.CONFIRMED}),
}
"""From which states each act starts."""


class Held(NamedTuple):
    """A stretch that holds some places."""

    starts_at: datetime
    ends_at: datetime
    places: int


def most_held(held: Iterable[Held], start: datetime, end: datetime) -> int:
    """Return the most places that are held at any one moment between `start` and `end`."""
    changes = []
    for one in held:
        if one.starts_at < end and one.ends_at > start:
            changes += [(max(one.starts_at, start), one.places), (one.ends_at, -one.places)]
    most = now = 0
    # At the same moment who leaves goes before who comes: stretches that touch do not overlap.
    for _moment, places in sorted(changes):
        now += places
        most = max(most, now)
    return most


def has_room(
    held: Iterable[Held], *, start: datetime, end: datetime, places: int, capacity: int
) -> bool:
    """Say whether so many places are free for the whole stretch."""
    return most_held(held, start, end) + places <= capacity


def check_stretch(start: datetime, end: datetime, *, longest: int | None, at: datetime) -> None:
    """Raise Refused when the stretch cannot be booked at all; `longest` is in minutes."""
    if end <= start:
        raise Refused(_("It ends before it begins: change one of the two."), field="until")
    if start < at:
        raise Refused(
            _("This is already past: choose a moment that is still to come."), field="day"
        )
    if start > at + LONGEST_AHEAD:
        raise Refused(_("Book at most a year ahead."), field="day")
    most = LONGEST if longest is None else timedelta(minutes=longest)
    if end - start > most:
        hours = f"{most / timedelta(hours=1):g}"
        raise Refused(
            _("It can be booked for at most %(hours)s hours at a time.") % {"hours": hours},
            field="until",
        )


def weekly(start: datetime, end: datetime, weeks: int) -> list[tuple[datetime, datetime]]:
    """Return the same hours of so many weeks, by the clock on the wall."""
    first, last = start.astimezone(ROME), end.astimezone(ROME)
    return [(first + timedelta(weeks=n), last + timedelta(weeks=n)) for n in range(weeks)]


def check_share(
    stretches: Sequence[tuple[datetime, datetime]], cap_minutes: int | None, cap_days: int | None
) -> None:
    """Raise Refused when one user's stretches come to more than the cap in any so many days."""
    if cap_minutes is None or cap_days is None:
        return
    period, cap = timedelta(days=cap_days), timedelta(minutes=cap_minutes)
    for first, _end in stretches:
        within = [end - start for start, end in stretches if first <= start < first + period]
        if sum(within, timedelta()) > cap:
            raise Refused(
                _(
                    "So that there is some for everybody, each has at most %(hours)s hours in"
                    " %(days)s days: choose less, or another day."
                )
                % {"hours": f"{cap / timedelta(hours=1):g}", "days": cap_days},
                field="until",
            )


def check_move(state: str, act: str) -> None:
    """Raise Refused when a booking in that state cannot take that act."""
    if state not in MOVES[act]:
        raise Refused(
            _("This cannot be done any more: the booking is now “%(state)s”.")
            % {"state": BookingState(state).label}
        )
