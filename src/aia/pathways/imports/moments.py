"""Reading the moment of an event, or saying why it cannot be one. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(.*)", re.DOTALL)
_FRACTION = re.compile(r"[.,](\d{1,6})\d*")
_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)


class NoMoment(ValueError):
    """A timestamp that is missing or impossible; the text says why."""


def written(text: str) -> datetime:
    """Return the moment as it is written, naive when no offset is told. Raises NoMoment.

    ISO 8601, with or without time; or day/month/year as in Italy.
    """
    text = text.strip()
    if not text:
        raise NoMoment("no timestamp")
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year, rest = found.groups()
        text = f"{year}-{month:0>2}-{day:0>2}{rest}"
    if not _ISO.fullmatch(text):
        raise NoMoment(f"not a timestamp: {text[:40]!r} (write it as 2016-10-31T19:16:48Z)")
    text = _FRACTION.sub(lambda found: "." + found[1].ljust(6, "0"), text)
    try:
        return datetime.fromisoformat(text.replace(" +", "+").replace(" Z", "Z").upper())
    except ValueError as error:
        raise NoMoment(f"no such day or time: {text[:40]!r}") from error


def placed(moment: datetime, zone: ZoneInfo, *, now: datetime) -> datetime:
    """Return the moment in UTC; a naive one was written in `zone`. Raises NoMoment.

    An hour that the clocks skipped, a moment before 1900 or one still to come is refused.
    """
    if moment.tzinfo is None:
        local = moment.replace(tzinfo=zone)
        if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment:
            raise NoMoment(f"{moment.isoformat(' ')}: the clocks skipped this hour in {zone.key}")
        moment = local
    try:
        found = moment.astimezone(UTC)
    except OverflowError as error:
        raise NoMoment("no such day or time") from error
    if found < _EARLIEST:
        raise NoMoment(f"{found.date()}: before 1900")
    if found > now:
        raise NoMoment(f"{found.date()}: still to come")
    return found
