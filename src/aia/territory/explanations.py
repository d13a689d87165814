"""Why a municipality's code cannot be used, in words that say what to write instead."""

import re
from difflib import SequenceMatcher
from heapq import nlargest

from django.utils import formats
from django.utils.translation import gettext as _

from aia.territory import history
from aia.territory.register import Registered, register
from aia.territory.tables import plain

_NEAREST = 3
_NEAR_ENOUGH = 0.6


def why_not(code: str) -> str:
    """Say why `code` is no municipality of today: ceased, mistyped, or a name."""
    known = register().get(code)
    if known is not None and known.until is not None:
        return _ceased(known)
    if re.fullmatch(r"\d{6}", code):
        return _("no municipality has the ISTAT code %(code)s.") % {"code": code} + _near_code(code)
    if re.fullmatch(r"\d{1,5}", code):
        told = {"code": code, "padded": code.zfill(6)}
        return (
            _("“%(code)s” is too short: ISTAT codes have six digits, zeros included (%(padded)s?).")
            % told
        )
    return _("“%(code)s” is not an ISTAT code of six digits.") % {"code": code} + _near_name(code)


def _ceased(one: Registered) -> str:
    end = history.ending(one.cadastral)
    heir = register().get(one.successor)
    told = {
        "name": one.name,
        "istat": one.istat,
        "day": formats.date_format(end.since, "DATE_FORMAT") if end else "",
        "heir": heir.name if heir else end.into.name if end and end.into else "",
        "new": heir.istat if heir else one.successor_cadastral,
        "born": ", ".join(f"{s.name} ({s.cadastral})" for s in end.born_next_day) if end else "",
    }
    if heir:
        return _("%(name)s (%(istat)s) is part of %(heir)s since %(day)s: write %(new)s.") % told
    return _heir_without_code(told) % told


def _heir_without_code(told: dict[str, str]) -> str:
    """Return what to say when the tables have no ISTAT code for what the municipality became."""
    if told["heir"]:
        return _(
            "%(name)s (%(istat)s) is part of %(heir)s since %(day)s. The tables do not have its "
            "ISTAT code yet: write that code together with “cadastral: %(new)s”."
        )
    if told["born"]:
        return _(
            "%(name)s (%(istat)s) no longer exists since %(day)s. Into which municipality it "
            "went is not in the tables; born on that day in the same province: %(born)s."
        )
    return _(
        "%(name)s (%(istat)s) no longer exists since %(day)s. Into which municipality it went "
        "is not in the tables: write the code of the one that took it in."
    )


def _near_code(code: str) -> str:
    def nearness(one: Registered) -> tuple[int, int]:
        same = sum(a == b for a, b in zip(code, one.istat, strict=True))
        return same, -abs(int(code) - int(one.istat))

    return _listed(nlargest(_NEAREST, _todays(), key=nearness))


def _near_name(text: str) -> str:
    wanted = plain(text)
    scored = (
        (SequenceMatcher(None, wanted, plain(one.name)).ratio(), one.istat, one)
        for one in _todays()
    )
    best = [one for score, _istat, one in nlargest(_NEAREST, scored) if score >= _NEAR_ENOUGH]
    return _listed(best)


def _todays() -> list[Registered]:
    return [one for one in register().values() if one.until is None]


def _listed(found: list[Registered]) -> str:
    if not found:
        return ""
    names = ", ".join(f"{one.istat} {one.name} ({one.province})" for one in found)
    return " " + _("Nearest: %(names)s.") % {"names": names}
