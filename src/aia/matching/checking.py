"""One record of a problem's JSON into a value, with every defect said in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from aia.matching import rules
from aia.matching.terms import (
    LONGEST_WAIT,
    MOST_PLACES,
    URGENCIES,
    Id,
    Need,
    Place,
    Resource,
    Rule,
    Slot,
)

_NEED = {
    "id", "urgency", "waiting_days", "place", "times", "intensity", "languages", "facts",
    "prefers", "avoids", "alike", "groups",
}  # fmt: skip
_RESOURCE = {
    "id", "capacity", "place", "reach_km", "times", "intensity", "languages", "rules", "tags",
    "prefers",
}  # fmt: skip
INTENSITIES = ("proximity", "medium", "high")
_FURTHEST = (90, 180)
_HOUR = 60
_DAYS = {"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7}


class Defects(list[str]):
    """What is wrong so far, each with where it stands."""

    def add(self, where: str, what: str) -> None:
        """Keep one more defect."""
        self.append(f"{where}: {what}")


def need_from(told: Any, at: int, defects: Defects, notes: list[str]) -> Need | None:
    """Return the need after adding what is wrong with it; None when not even its id is known."""
    where = _where(told, "needs", at)
    told = _record(told, where, _NEED, defects, notes)
    one = _id(told, where, defects)
    urgency = whole_number(told.get("urgency"))
    if urgency not in URGENCIES:
        defects.add(where, f"urgency is {told.get('urgency')!r}; write a whole number from 1 to 5")
    waiting = whole_number(told.get("waiting_days", 0))
    if waiting is None or not 0 <= waiting <= LONGEST_WAIT:
        said = told.get("waiting_days")
        defects.add(where, f"waiting_days is {said!r}; write whole days, 0 to {LONGEST_WAIT:,}")
    if one is None:
        return None
    return Need(
        id=one,
        urgency=urgency or 0,
        waiting_days=waiting or 0,
        place=_place(told.get("place"), where, defects),
        times=_times(told.get("times", ()), where, defects),
        intensity=_intensity(told.get("intensity"), where, defects),
        languages=_texts(told, "languages", where, defects),
        facts=_mapping(told, "facts", where, defects),
        prefers=_texts(told, "prefers", where, defects),
        avoids=_texts(told, "avoids", where, defects),
        alike=_shares(told, "alike", where, defects),
        groups={k: str(v) for k, v in _mapping(told, "groups", where, defects).items()},
    )


def resource_from(told: Any, at: int, defects: Defects, notes: list[str]) -> Resource | None:
    """Return the resource after adding what is wrong with it; None when its id is not known."""
    where = _where(told, "resources", at)
    told = _record(told, where, _RESOURCE, defects, notes)
    one = _id(told, where, defects)
    capacity = whole_number(told.get("capacity"))
    if capacity is None or not 0 <= capacity <= MOST_PLACES:
        said = told.get("capacity")
        defects.add(where, f"capacity is {said!r}; write a whole number of places, 0 or more")
    reach = told.get("reach_km")
    if reach is not None and not (is_number(reach) and reach >= 0):
        defects.add(where, f"reach_km is {reach!r}; write kilometres, 0 or more, or leave it out")
    if one is None:
        return None
    return Resource(
        id=one,
        capacity=capacity or 0,
        place=_place(told.get("place"), where, defects),
        reach_km=float(reach) if is_number(reach) else None,
        times=_times(told.get("times", ()), where, defects),
        intensity=_intensity(told.get("intensity"), where, defects),
        languages=_texts(told, "languages", where, defects),
        rules=_rules(told, "rules", where, defects),
        tags=_texts(told, "tags", where, defects),
        prefers=_rules(told, "prefers", where, defects),
    )


def whole_number(told: Any) -> int | None:
    """Return a whole number (3 or 3.0), None for anything else."""
    if isinstance(told, bool) or not isinstance(told, int | float):
        return None
    return int(told) if math.isfinite(told) and told == int(told) else None


def is_number(told: Any) -> bool:
    """Say whether it is a finite number."""
    return (
        isinstance(told, int | float) and not isinstance(told, bool) and math.isfinite(float(told))
    )


def _where(told: Any, part: str, at: int) -> str:
    if isinstance(told, Mapping) and isinstance(told.get("id"), str | int):
        return f"{part}[{at}] {told['id']!r}"
    return f"{part}[{at}]"


def _record(
    told: Any, where: str, known: set[str], defects: Defects, notes: list[str]
) -> Mapping[str, Any]:
    if not isinstance(told, Mapping):
        defects.add(where, f"is {type(told).__name__}; write an object in braces")
        return {}
    for name in sorted(told.keys() - known):
        near = get_close_matches(name, known, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        notes.append(f"{where}: {name!r} is not known and is left aside{hint}")
    return told


def _id(told: Mapping[str, Any], where: str, defects: Defects) -> Id | None:
    one = told.get("id")
    if isinstance(one, bool) or not isinstance(one, str | int) or one == "":
        defects.add(where, f"id is {one!r}; write a text or a whole number")
        return None
    return one


def _place(told: Any, where: str, defects: Defects) -> Place | None:
    if told is None:
        return None
    pair = [told.get("lat"), told.get("lon")] if isinstance(told, Mapping) else told
    if (
        isinstance(pair, list | tuple)
        and len(pair) == len(_FURTHEST)
        and all(
            is_number(part) and abs(part) <= most
            for part, most in zip(pair, _FURTHEST, strict=True)
        )
    ):
        return Place(float(pair[0]), float(pair[1]))
    defects.add(where, f'place is {told!r}; write {{"lat": 45.13, "lon": 10.02}} in degrees')
    return None


def _times(told: Any, where: str, defects: Defects) -> tuple[Slot, ...]:
    if not isinstance(told, list | tuple):
        defects.add(where, f"times is {told!r}; write a list of slots")
        return ()
    slots = [slot for one in told if (slot := _slot(one, where, defects)) is not None]
    slots.sort(key=lambda slot: (slot.day, slot.since))
    for first, second in pairwise(slots):
        if first.day == second.day and second.since < first.until:
            defects.add(
                where,
                f"slots {_clock(first)} and {_clock(second)} of day {first.day} overlap;"
                " join them into one",
            )
    return tuple(slots)


def _slot(told: Any, where: str, defects: Defects) -> Slot | None:
    if isinstance(told, Mapping):
        day = _DAYS.get(str(told.get("day")), whole_number(told.get("day")))
        since, until = _minutes(told.get("from")), _minutes(told.get("to"))
        if day in range(1, 8) and since is not None and until is not None and since < until:
            return Slot(day or 0, since, until)
    shape = '{"day": "mon", "from": "09:00", "to": "12:30"}'
    defects.add(where, f"slot {told!r} is not readable; write {shape}, ending after it begins")
    return None


def _minutes(told: Any) -> int | None:
    hours, colon, minutes = str(told).partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal() and int(minutes) < _HOUR):
        return None
    total = int(hours) * _HOUR + int(minutes)
    return total if total <= 24 * _HOUR else None


def _clock(slot: Slot) -> str:
    since, until = divmod(slot.since, 60), divmod(slot.until, 60)
    return f"{since[0]:02}:{since[1]:02}-{until[0]:02}:{until[1]:02}"


def _intensity(told: Any, where: str, defects: Defects) -> str | None:
    if told is None or told in INTENSITIES:
        return None if told is None else str(told)
    defects.add(where, f"intensity is {told!r}; write one of {', '.join(INTENSITIES)}")
    return None


def _texts(told: Mapping[str, Any], name: str, where: str, defects: Defects) -> tuple[str, ...]:
    value = told.get(name, ())
    if isinstance(value, list | tuple) and all(isinstance(one, str | int) for one in value):
        return tuple(str(one) for one in value)
    defects.add(where, f"{name} is {value!r}; write a list of texts")
    return ()


def _mapping(told: Mapping[str, Any], name: str, where: str, defects: Defects) -> Mapping[str, Any]:
    value = told.get(name, {})
    if isinstance(value, Mapping):
        return value
    defects.add(where, f"{name} is {value!r}; write an object in braces")
    return {}


def _shares(
    told: Mapping[str, Any], name: str, where: str, defects: Defects
) -> Mapping[str, float]:
    value = _mapping(told, name, where, defects)
    for key, share in value.items():
        if not is_number(share) or not 0 <= share <= 1:
            defects.add(where, f"{name} of {key!r} is {share!r}; write a number from 0 to 1")
    return {key: float(share) for key, share in value.items() if is_number(share)}


def _rules(told: Mapping[str, Any], name: str, where: str, defects: Defects) -> tuple[Rule, ...]:
    value = told.get(name, ())
    if not isinstance(value, list | tuple):
        defects.add(where, f"{name} is {value!r}; write a list of rules")
        return ()
    found, wrong = rules.read(value)
    for one in wrong:
        defects.add(where, f"{name}: {one}")
    return found
