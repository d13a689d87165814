"""What a service of a directory is on the floor."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from aia.commons.hsds.opening import weekly
from aia.commons.hsds.terms import Defect, Directory, Finding, Values
from aia.commons.hsds.towns import Towns
from aia.commons.models import Resource
from aia.commons.rules import values
from aia.commons.terms import Audience, Intensity, ResourceKind, ResourceState, Sharing

Told = dict[str, Any]
"""What is said of something on the floor, by the names of its columns; JSON's values alone."""

STATES = {
    "active": ResourceState.OFFERED,
    "inactive": ResourceState.PAUSED,
    "temporarily closed": ResourceState.PAUSED,
    "defunct": ResourceState.WITHDRAWN,
}
OWN = ("kind", "intensity", "sharing", "audience", "towns", "capacity", "municipality")
"""What the standard has no word for: told in columns `floor_…` beside its own."""
_MARKS = re.compile(r"#{3}[A-Z]{2,5}#{3}|\\[nr]")
_FREE = re.compile(
    r"(no (fee|charge|cost)s?|none|free|gratis|gratuit\w*)( of charge)?\.?", re.IGNORECASE
)
_ADDRESS = 200


def current(resource: Resource) -> Told:
    """Return what is said of something on the floor now."""
    plain = ("kind", "intensity", "name", "about", "sharing", "cost_words", "audience")
    whom = ("min_age", "max_age", "towns", "for_words", "address", "capacity", "hours", "state")
    return {name: getattr(resource, name) for name in (*plain, *whom)} | {
        "municipality": resource.municipality_id
    }


@dataclass
class Reader:
    """Reads the services of a directory as things of one district's floor."""

    directory: Directory
    towns: Towns
    intensity: str
    find: Callable[[Finding], None]
    hanging: dict[tuple[str, str, str], list[Values]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def __post_init__(self) -> None:
        for table, rows in self.directory.tables.items():
            for key, told in sorted(rows.items()):
                for column in ("service_id", "location_id", "service_at_location_id"):
                    if column in told:
                        self.hanging[table, column, told[column]].append({**told, "id": key})

    def told(self, key: str) -> Told | None:
        """Return what a service is on the floor; None when the floor cannot show where it is."""
        row = self.directory.tables["service"][key]
        address = self._address(key)
        istat = self._town(row, key, address)
        if istat is None:
            return None
        kind = _code(row.get("floor_kind", ""), ResourceKind, ResourceKind.SERVICE)
        service = kind == ResourceKind.SERVICE
        intensity = _code(row.get("floor_intensity", ""), Intensity, self.intensity)
        ages = self._ages(row, key)
        return {
            "kind": kind,
            "intensity": intensity if service else None,
            "name": self._words(row, key, "name", values.LONGEST_NAME) or "—",
            "about": self._words(row, key, "description", values.LONGEST_ABOUT),
            **self._cost(row, key),
            "audience": [one for one in Audience.values if one in _list(row, "floor_audience")],
            "min_age": ages[0],
            "max_age": ages[1],
            "towns": sorted(one for one in _list(row, "floor_towns") if self.towns.holds(one)),
            "for_words": self._words(row, key, "eligibility_description", values.LONGEST_LINE),
            "address": _street(address, named=istat != self.towns.given),
            "municipality": istat,
            "capacity": self._capacity(row, key),
            "hours": self._hours(key),
            "state": STATES.get(row["status"], ResourceState.OFFERED).value,
        }

    def _note(self, defect: Defect, key: str, column: str = "", value: str = "") -> None:
        told = self.directory.tables["service"][key].get("name", key)
        self.find(Finding(defect, "service", 0, column, f"{told}: {value}" if value else told))

    def _words(self, row: Values, key: str, column: str, longest: int) -> str:
        words = row.get(column, "")
        clean = re.sub(r"[ \t]*\n\s*\n\s*", "\n\n", _MARKS.sub("\n", words)).strip()
        if column == "name":
            clean = " ".join(clean.split())
        if clean != words.strip() and _MARKS.search(words):
            self._note(Defect.MARKS, key, column)
        if len(clean) > longest:
            self._note(Defect.SHORTENED, key, column)
            clean = clean[: longest - 1].rsplit(" ", 1)[0].rstrip()[: longest - 1] + "…"
        return clean

    def _cost(self, row: Values, key: str) -> Told:
        options = (
            " ".join(filter(None, (one.get(name) for name in _PRICE)))
            for one in self.hanging["cost_option", "service_id", key]
        )
        fees = next(filter(None, (row.get("fees_description"), row.get("fees"))), "")
        words = fees or "; ".join(options)
        unsaid = Sharing.FREE if _FREE.fullmatch(words.strip()) else Sharing.SHARED_COST
        sharing = _code(row.get("floor_sharing", ""), Sharing, unsaid)
        if sharing == Sharing.SHARED_COST and not words:
            self._note(Defect.NO_COST, key)
            words = _("Not said: ask whoever keeps it.")
        if len(words) > _ADDRESS:
            self._note(Defect.SHORTENED, key, "fees_description")
            words = words[: _ADDRESS - 1] + "…"
        return {"sharing": sharing, "cost_words": words}

    def _ages(self, row: Values, key: str) -> tuple[int | None, int | None]:
        found = [_whole(row.get(name, "")) for name in ("minimum_age", "maximum_age")]
        least, most = found
        wrong = any(
            row.get(name) and (age is None or not 0 <= age <= values.OLDEST)
            for name, age in zip(("minimum_age", "maximum_age"), found, strict=True)
        )
        if wrong or (least is not None and most is not None and least > most):
            self._note(Defect.NO_AGE, key, "minimum_age")
            return None, None
        return least, most

    def _capacity(self, row: Values, key: str) -> int:
        told = [row.get("floor_capacity", "")]
        for one in self.hanging["service_capacity", "service_id", key]:
            told += [one.get("maximum", ""), one.get("available", "")]
        whole = (_whole(one) for one in told)
        return next((one for one in whole if one is not None and 1 <= one <= values.MOST), 1)

    def _hours(self, key: str) -> list[str]:
        for table, column, own in self._owners(key):
            if rules := self.hanging["schedule", column, own]:
                found, lost = weekly(rules)
                for one in lost:
                    self._note(Defect.NO_HOURS, key, table, one)
                return list(found)
        return []

    def _owners(self, key: str) -> Iterator[tuple[str, str, str]]:
        yield "service", "service_id", key
        for one in self.hanging["service_at_location", "service_id", key]:
            yield "service_at_location", "service_at_location_id", one["id"]
            yield "location", "location_id", one["location_id"]

    def _address(self, key: str) -> Values:
        places = self.hanging["service_at_location", "service_id", key]
        if len({one["location_id"] for one in places}) > 1:
            self._note(Defect.MORE_PLACES, key)
        for one in places:
            addresses: list[Values] = self.hanging["address", "location_id", one["location_id"]]
            physical = [a for a in addresses if a.get("address_type") != "virtual"]
            if physical:
                return min(physical, key=lambda a: a.get("address_type") != "physical")
        return {}

    def _town(self, row: Values, key: str, address: Values) -> str | None:
        told = row.get("floor_municipality", "")
        istat = told if told and self.towns.holds(told) else self.towns.named(address)
        if istat is None:
            given = self.towns.given or None
            self._note(
                Defect.GIVEN_TOWN if given else Defect.NO_TOWN, key, "city", address.get("city", "")
            )
            return given
        if not self.towns.holds(istat):
            self._note(Defect.OUTSIDE, key, "city", address.get("city", ""))
            return None
        return istat


_PRICE = ("option", "amount", "currency", "amount_description")


def _street(address: Values, *, named: bool) -> str:
    parts = ["address_1", "address_2", *([] if named else ["city", "state_province"])]
    return ", ".join(address[one] for one in parts if one in address)[:_ADDRESS]


def _code(told: str, terms: Any, otherwise: str) -> str:
    return str(told) if told in terms.values else str(otherwise)


def _list(row: Values, column: str) -> list[str]:
    return row.get(column, "").split()


def _whole(cell: str) -> int | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return int(number) if number.is_integer() else None
