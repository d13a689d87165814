"""What a competence may refer to, who may vouch for it, and when a badge can be issued."""

from __future__ import annotations

import re
from datetime import datetime

from django.utils.translation import gettext as _

from aia.commons.terms import Refused

LONGEST_TITLE, LONGEST_ABOUT, LONGEST_WORDS = 120, 1_000, 1_000
_ESCO = re.compile(
    r"https?://data\.europa\.eu/esco/(skill|occupation)/"
    r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
)
# ISCO-08 has groups of one to four digits, each within the one before.
_ISCO = re.compile(r"\d{1,4}")


def esco(told: str) -> str:
    """Return the address of an ESCO occupation or skill, as ESCO writes it. Raises Refused."""
    told = told.strip()
    if not told:
        return ""
    found = _ESCO.fullmatch(told)
    if found is None:
        raise Refused(
            _(
                "This is not an ESCO address: copy it from the occupation’s or the skill’s page,"
                " http://data.europa.eu/esco/skill/… with its long code."
            ),
            field="esco",
        )
    return f"http://data.europa.eu/esco/{found[1]}/{found[2]}"


def isco(told: str) -> str:
    """Return a code of ISCO-08. Raises Refused."""
    told = told.strip()
    if told and not _ISCO.fullmatch(told):
        raise Refused(_("An ISCO-08 code has from one to four digits."), field="isco")
    return told


def check_until(valid_until: datetime | None, at: datetime) -> None:
    """Raise Refused for a badge that would have ended already."""
    if valid_until is not None and valid_until <= at:
        raise Refused(_("Choose a day that is still to come."), field="valid_until")


def check_vouched(voices: int) -> None:
    """Raise Refused when nobody vouches for it: a badge is more than one's own word."""
    if not voices:
        raise Refused(_("Nobody vouches for this yet: ask somebody who knows it, then come back."))
