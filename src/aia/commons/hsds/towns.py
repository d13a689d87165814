"""Which municipality the town of an address is."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from aia.commons.hsds.terms import Values
from aia.commons.rules.words import folded
from aia.territory.queries import UnknownMunicipality, current_code, listed_municipalities
from aia.territory.queries import municipalities_of as members

_ITALY = frozenset({"", "it", "ita", "italia", "italy"})


@dataclass(frozen=True)
class Towns:
    """The municipalities of a district; without a list of its own, any of Italy's is one."""

    district: str
    given: str = ""
    own: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, district: str, *, given: str = "") -> Towns:
        """Return the towns of a district; `given` (ISTAT) is where to show what names none."""
        return cls(district, given, dict(members(district).values_list("istat", "name")))

    def named(self, address: Values) -> str | None:
        """Return the ISTAT code of an address's town; None when Italy has no such town."""
        if folded(address.get("country", "")) not in _ITALY:
            return None
        found = _listed().get(plain(address.get("city", "")), ())
        told = plain(address.get("state_province", ""))
        near = [istat for istat, provinces in found if told in provinces]
        inside = [istat for istat, _provinces in found if istat in self.own]
        codes = near or inside or [istat for istat, _provinces in found]
        return codes[0] if len(codes) == 1 or inside else None

    def holds(self, istat: str) -> bool:
        """Say whether something can be shown in the municipality."""
        try:
            code = current_code(istat)
        except UnknownMunicipality:
            return False
        return not self.own or code in self.own


def plain(name: str) -> str:
    """Return a town's name as names are compared: "SANT'ANGELO L." is "sant angelo l"."""
    return re.sub(r"[^a-z0-9]+", " ", folded(name)).strip()


@cache
def _listed() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    found = defaultdict(list)
    for one in listed_municipalities():
        provinces = frozenset({plain(one.province), plain(one.province_name)})
        # A name in two languages goes under each of them.
        for name in {one.name, *one.name.split("/")}:
            found[plain(name)].append((one.istat, provinces))
    return {name: tuple(codes) for name, codes in found.items()}
