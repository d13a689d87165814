"""A need and the floor as the matching engine reads them: who could meet what, and why not.

The engine proposes an order and its reasons. A worker decides what is put before the person, and
the person chooses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from aia.commons.rules.words import stem, words_of
from aia.commons.terms import Audience, Intensity
from aia.pathways.terms import ChoiceReason

_PAGE = Path(__file__).parents[1] / "meeting.yaml"
_KM_A_DEGREE = 111.195  # on the engine's sphere, radius 6371.0088 km
_HALF = 0.5

PARTS = {
    "morning": ("08:00", "13:00"),
    "afternoon": ("13:00", "18:00"),
    "evening": ("18:00", "23:00"),
}
_INTENSITIES = {Intensity.LIGHT: "proximity", Intensity.MEDIUM: "medium", Intensity.HIGH: "high"}
# What somebody says when they decline an option, in the engine's words; and what to avoid then.
_DECLINED = {ChoiceReason.TOO_FAR: "too_far", ChoiceReason.TIMES: "wrong_times"}
_AVOIDED = {
    ChoiceReason.TOO_DEAR: "sharing:shared_cost",
    ChoiceReason.ASKS_TOO_MUCH: "sharing:reciprocity",
}


@dataclass(frozen=True)
class Wish:
    """What the worker tells of what is looked for; empty: it does not matter.

    `days` are 1 (Monday) … 7, `part` a part of the day, `far` the most kilometres, `audience` for
    whom the person is, as far as it was said.
    """

    words: str = ""
    days: tuple[int, ...] = ()
    part: str = ""
    far: int | None = None
    intensity: str = ""
    audience: tuple[str, ...] = ()


EVERYTHING = Wish()


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Who looks: the facts that rules ask (None: not known), and where they live, if told."""

    urgency: int
    waiting_days: int
    age: int | None
    town: str | None
    is_body: bool


@dataclass(frozen=True)
class Past:
    """A thing of the floor that was declined, who keeps it, and the reason (`ChoiceReason`)."""

    resource: str
    keeper: str
    reason: str


def stems_for(category: str, demand: str, wish: str) -> dict[str, str]:
    """Return the words to look for, by their stem, each once."""
    domain = category.partition(".")[0]
    texts = [wish, demand, _words().get(domain, ""), _words().get(category, "")]
    found: dict[str, str] = {}
    for word in (word for text in texts for word in words_of(text)):
        found.setdefault(stem(word), word)
    return found


def alikeness(common: int) -> float:
    """Return how near two texts come that have so many words in common: 0, 0.5, 0.75, …"""
    return 1 - _HALF**common


def problem(
    sought: Sought,
    wish: Wish,
    resources: Sequence[Any],
    *,
    free: Mapping[str, int],
    common: Mapping[str, Collection[str]],
    past: Iterable[Past],
    centres: Mapping[str, tuple[float, float]],
) -> dict[str, Any]:
    """Return the problem of one need, as the engine's published schema has it.

    `free` are the places left, `common` the words in common, both by the resource's id; `centres`
    where the towns lie, in kilometres.
    """
    told = list(past)
    need = {
        "id": "need",
        "urgency": sought.urgency,
        "waiting_days": sought.waiting_days,
        "place": _place(sought.town, centres),
        "times": [_slot(day, *PARTS[wish.part]) for day in _days(wish)]
        if wish.part
        else [_slot(day, "00:00", "24:00") for day in wish.days],
        "intensity": _INTENSITIES.get(Intensity(wish.intensity)) if wish.intensity else None,
        "facts": _facts(sought, wish, resources),
        "avoids": sorted({tag for one in told for tag in _avoided(one)}),
        "alike": {one: alikeness(len(words)) for one, words in common.items()},
    }
    return {
        "needs": [need],
        "resources": [_resource(one, wish, free[str(one.id)], centres) for one in resources],
        "declined": [
            {"need": "need", "resource": one.resource, "reason": _DECLINED.get(one.reason, "other")}  # type: ignore[call-overload]
            for one in told
            if one.resource in common
        ],
    }


def audience_fact(audience: Sequence[str]) -> str:
    """Return the name of the fact that says whether somebody is among those meant."""
    return "audience:" + "+".join(audience)


def keeper_of(row: Any) -> str:
    """Return who keeps a resource, as a tag."""
    return f"keeper:{row.organisation_id or row.person_id}"


def _resource(
    row: Any, wish: Wish, free: int, centres: Mapping[str, tuple[float, float]]
) -> dict[str, Any]:
    rules: list[dict[str, Any]] = []
    if row.min_age is not None:
        rules.append({"fact": "age", "at_least": row.min_age})
    if row.max_age is not None:
        rules.append({"fact": "age", "at_most": row.max_age})
    if row.towns:
        rules.append({"fact": "town", "one_of": list(row.towns)})
    if row.audience:
        rules.append({"fact": audience_fact(row.audience), "is": True})
    return {
        "id": str(row.id),
        "capacity": free,
        "place": _place(row.municipality_id, centres),
        "reach_km": wish.far,
        "times": [_opening(one) for one in row.hours],
        "intensity": _INTENSITIES[Intensity(row.intensity)] if row.intensity else None,
        "rules": rules,
        "tags": [f"sharing:{row.sharing}", keeper_of(row)],
    }


def _facts(sought: Sought, wish: Wish, resources: Iterable[Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {"age": sought.age, "town": sought.town}
    for audience in {tuple(one.audience) for one in resources if one.audience}:
        facts[audience_fact(audience)] = _is_meant(audience, sought, wish)
    return facts


def _is_meant(audience: Collection[str], sought: Sought, wish: Wish) -> bool | None:
    """Say whether somebody is among those meant; None when it was not told."""
    if sought.is_body:
        return Audience.BODIES in audience
    if set(audience) & set(wish.audience):
        return True
    return False if set(audience) == {Audience.BODIES} else None


def _avoided(one: Past) -> list[str]:
    if one.reason == ChoiceReason.NOT_TRUSTED:
        return [one.keeper]
    tag = _AVOIDED.get(one.reason)  # type: ignore[call-overload]
    return [tag] if tag else []


def _days(wish: Wish) -> Sequence[int]:
    return wish.days or range(1, 8)


def _slot(day: int, since: str, until: str) -> dict[str, Any]:
    return {"day": day, "from": since, "to": until}


def _opening(code: str) -> dict[str, Any]:
    day, _colon, span = code.partition(":")
    begin, _dash, end = span.partition("-")
    return _slot(int(day), f"{begin[:2]}:{begin[2:]}", f"{end[:2]}:{end[2:]}")


def _place(town: str | None, centres: Mapping[str, tuple[float, float]]) -> list[float] | None:
    """Return where a town lies on a flat map, laid where a degree is as long both ways."""
    if town is None or town not in centres:
        return None
    east, north = centres[town]
    return [north / _KM_A_DEGREE, east / _KM_A_DEGREE]


@cache
def _words() -> Mapping[str, str]:
    told: Mapping[str, str] = yaml.safe_load(_PAGE.read_text())["words"]
    return told
