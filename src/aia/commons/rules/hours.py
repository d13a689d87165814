"""The limits of an account of hours: they hold for everybody, and always."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from aia.commons.terms import Refused

LEAST = 20 * 60
"""How far below zero a new account may go, in minutes: twenty hours taken before giving any."""
MOST = 60 * 60
"""How far above zero, in minutes: beyond it hours are spent or given before more are earned."""
BETWEEN = 200 * 60
"""How far two districts may be from even, in minutes, until their coordinators say otherwise."""
FARTHEST = 1_000 * 60
_TOLD = re.compile(r"(\d{1,4})(?:[:.h](\d{2}))?h?")
_HOUR = 60


def check_within(balance: int, least: int, most: int) -> None:
    """Raise Refused when a balance lies outside its limits, all in minutes."""
    if balance < -least:
        raise Refused(
            _("With this the account would owe %(hours)s hours: at most %(most)s are allowed.")
            % {"hours": shown(-balance), "most": shown(least)},
            field="minutes",
        )
    if balance > most:
        raise Refused(
            _("With this the account would hold %(hours)s hours: at most %(most)s are allowed.")
            % {"hours": shown(balance), "most": shown(most)},
            field="minutes",
        )


def shown(minutes: int) -> str:
    """Return minutes as hours, as in "1:30"; below zero with a true minus."""
    whole, rest = divmod(abs(minutes), _HOUR)
    return f"{'−' if minutes < 0 else ''}{whole}:{rest:02}"


def read(text: str) -> int:
    """Return the minutes of "1:30", "2" or "2h". Raises Refused."""
    told = _TOLD.fullmatch(text.strip().replace(" ", ""))
    if told is None or int(told[2] or 0) >= _HOUR:
        raise Refused(_("Write hours and minutes as 1:30, or whole hours as 2."), field="minutes")
    return int(told[1]) * _HOUR + int(told[2] or 0)
