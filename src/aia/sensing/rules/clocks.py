"""A device's clock may be wrong by a year: what it says is taken only when it can be."""

from datetime import datetime, timedelta

from aia.sensing.terms import SeenDoubt

_AHEAD = timedelta(minutes=10)
_LONGEST_QUEUE = timedelta(days=90)
"""A queue that waited longer than this on a phone is a wrong clock."""


def seen(told: datetime | None, at: datetime) -> tuple[datetime | None, str | None]:
    """Return when it was noticed, and why that is doubted; the moment of arrival stands then."""
    if told is None:
        return None, None
    if told > at + _AHEAD:
        return at, SeenDoubt.AHEAD
    if told < at - _LONGEST_QUEUE:
        return at, SeenDoubt.LONG_AGO
    return min(told, at), None
