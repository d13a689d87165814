"""Hours and days as people write them, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from aia.commons.rules.calendar import CLOSED
from aia.commons.terms import Refused

_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[:.](\d{2}))?")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\s+(.+)")
_CLOSED = {"closed", "chiuso", "chiusa"}


def week_told(weekday: int, text: str) -> list[str]:
    """Return the codes of the openings of a weekday ("9:00-12:30, 14-18"). Raises Refused."""
    return [f"{weekday}:{one}" for one in _spans(text)]


def days_told(text: str) -> list[str]:
    """Return the codes of the days that differ, one a line. Raises Refused naming the line."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        told = _DAY.fullmatch(line)
        if told is None:
            raise Refused(_wrong_line(line))
        try:
            day = date(int(told[3]), int(told[2]), int(told[1])).isoformat()
        except ValueError as error:
            raise Refused(_wrong_line(line)) from error
        words = told[4].strip().casefold()
        spans = [CLOSED] if words in _CLOSED else _spans(words)
        found += [f"{day}:{one}" for one in spans]
    return found


def hours_shown(codes: Iterable[str], weekday: int) -> str:
    """Return the openings of a weekday as people write them."""
    spans = [code.partition(":")[2] for code in codes if code.startswith(f"{weekday}:")]
    return ", ".join(span_shown(one) for one in spans)


def days_shown(codes: Iterable[str]) -> str:
    """Return the days that differ, one a line, as people write them."""
    days: dict[str, list[str]] = {}
    for code in codes:
        day, _colon, span = code.partition(":")
        days.setdefault(day, []).append(_("closed") if span == CLOSED else span_shown(span))
    told = ((date.fromisoformat(day), spans) for day, spans in days.items())
    return "\n".join(f"{day:%d/%m/%Y} {', '.join(spans)}" for day, spans in told)


def span_shown(span: str) -> str:
    """Return "9:00-12:30" for "0900-1230"."""
    begin, _dash, end = span.partition("-")
    return "-".join(f"{int(part[:2])}:{part[2:]}" for part in (begin, end))


def _spans(text: str) -> list[str]:
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        told = _SPAN.fullmatch(part)
        if told is None:
            raise Refused(
                _("“%(part)s” is not an opening: write it as 9:00-12:30.") % {"part": part}
            )
        begin = f"{int(told[1]):02}{told[2] or '00'}"
        end = f"{int(told[3]):02}{told[4] or '00'}"
        found.append(f"{begin}-{end}")
    return found


def _wrong_line(line: str) -> str:
    told = {"line": line[:60]}
    return _("“%(line)s” is not a day: write 24/12/2026 closed, or 26/12/2026 9:00-12:00.") % told
