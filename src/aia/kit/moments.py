"""Reading the moment of an event, or saying why it cannot be one. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

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
        raise NoMoment(_("no timestamp"))
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year, rest = found.groups()
        text = f"{year}-{month:0>2}-{day:0>2}{rest}"
    if not _ISO.fullmatch(text):
        raise NoMoment(
            _("not a timestamp: “%(text)s” (write it as 2016-10-31T19:16:48Z)")
            % {"text": text[:40]}
        )
    text = _FRACTION.sub(lambda found: "." + found[1].ljust(6, "0"), text)
    try:
        return datetime.fromisoformat(text.replace(" +", "+").replace(" Z", "Z").upper())
    except ValueError as error:
        raise NoMoment(_("no such day or time: “%(text)s”") % {"text": text[:40]}) from error


def placed(moment: datetime, zone: ZoneInfo, *, now: datetime) -> datetime:
    """Return the moment in UTC; a naive one was written in `zone`. Raises NoMoment.

    An hour that the clocks skipped, a moment before 1900 or one still to come is refused.
    """
    if moment.tzinfo is None:
        local = moment.replace(tzinfo=zone)
        if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment:
            raise NoMoment(
                _("%(moment)s: the clocks skipped this hour in %(zone)s")
                % {"moment": moment.isoformat(" "), "zone": zone.key}
            )
        moment = local
    try:
        found = moment.astimezone(UTC)
    except OverflowError as error:
        raise NoMoment(
            _("no such day or time: “%(text)s”") % {"text": moment.isoformat()}
        ) from error
    if found < _EARLIEST:
        raise NoMoment(_("%(day)s: before 1900") % {"day": found.date()})
    if found > now:
        raise NoMoment(_("%(day)s: still to come") % {"day": found.date()})
    return found
