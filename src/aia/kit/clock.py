"""Moments: always aware, always UTC, always to the microsecond."""

from datetime import UTC, date, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def now() -> datetime:
    """Return the present moment in UTC. Doors call it; actions take the moment as `at`."""
    return datetime.now(UTC)


def to_micros(moment: datetime) -> int:
    """Return microseconds since 1970-01-01 UTC.

    Raises ValueError for a naive moment: without an offset it is not a moment.
    """
    if moment.tzinfo is None:
        raise ValueError(f"moment without a time zone: {moment!r}")
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the UTC moment that lies `micros` microseconds after 1970-01-01."""
    return _EPOCH + timedelta(microseconds=micros)


def age_on(birth: date, day: date) -> int:
    """Return completed years of age on `day`; negative when `day` precedes the birth."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
