"""Which pairs are possible, at what cost, and why the others are not: from attributes.

A pair is impossible for one of the reasons of `Why`, looked at in that order; what it costs is in
`fit.yaml`. Distances are great circles; times are compared in five minutes; a trait that one side
does not tell neither excludes nor costs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from aia.matching import rules
from aia.matching.checking import INTENSITIES
from aia.matching.fitting import Weights, after_declining
from aia.matching.terms import (
    BadProblem,
    Declined,
    Floats,
    Ints,
    Mask,
    Need,
    Pairs,
    Resource,
    Slot,
)

_EARTH_KM = 6371.0088
_STEP = 5
_STEPS = 7 * 24 * 60 // _STEP
_MOST_PAIRS = 20_000_000
_DIGITS, _DIGITS_SMALL, _SMALL = 6, 9, 200_000
_UNKNOWN, _FURTHEST_STEP = -1, 1


class Why(IntEnum):
    """Why a pair is not possible."""

    POSSIBLE = 0
    DECLINED = 1
    RULE_UNMET = 2
    FACT_UNKNOWN = 3
    TOO_FAR = 4
    NO_COMMON_TIME = 5
    INTENSITY = 6


@dataclass(frozen=True)
class Row:
    """One need against all resources, by position."""

    why: Ints
    cost: Floats
    distance: Floats


class Floor:
    """All resources in columns, so that a need is held against all of them at once."""

    def __init__(self, resources: Sequence[Resource]) -> None:
        places = [
            (one.place.latitude, one.place.longitude) if one.place else (np.nan, np.nan)
            for one in resources
        ]
        self._places = np.radians(np.array(places, dtype=np.float64).reshape(-1, 2))
        self._reach = np.array([np.inf if r.reach_km is None else r.reach_km for r in resources])
        self._times = np.array([_week(one.times) for one in resources]).reshape(-1, _STEPS // 8)
        self._timed = np.array([bool(one.times) for one in resources], dtype=bool)
        self._intensity = np.array([_intensity(one.intensity) for one in resources], np.int64)
        self._count = len(resources)
        self._speaking: dict[str, list[int]] = defaultdict(list)
        self._tagged: dict[str, list[int]] = defaultdict(list)
        self._asking: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._wishing: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._mute = np.array([not one.languages for one in resources], dtype=bool)
        self._resources = resources
        self._named = {str(one.id): [at] for at, one in enumerate(resources)}
        for at, one in enumerate(resources):
            for language in one.languages:
                self._speaking[language].append(at)
            for tag in {str(one.id), *one.tags}:
                self._tagged[tag].append(at)
            if one.rules:
                self._asking[tuple(map(repr, one.rules))].append(at)
            if one.prefers:
                self._wishing[tuple(map(repr, one.prefers))].append(at)

    def row(self, need: Need, weights: Weights, declined: Sequence[int]) -> Row:
        """Return whether each resource is possible for the need, and at what cost."""
        why = np.zeros(self._count, dtype=np.int64)
        far = self._kilometres(need)
        steps = np.zeros(self._count)
        if need.intensity is not None:
            gap = np.abs(self._intensity - _intensity(need.intensity))
            steps = np.where(self._intensity == _UNKNOWN, 0, gap)
        covered = self.covered(need)
        why[steps > _FURTHEST_STEP] = Why.INTENSITY
        why[covered == 0] = Why.NO_COMMON_TIME
        why[np.nan_to_num(far) > self._reach] = Why.TOO_FAR
        for group in self._asking.values():
            unmet = rules.first_unmet(self._resources[group[0]].rules, need.facts)
            if unmet is not None:
                said = Why.FACT_UNKNOWN if unmet[1] == rules.UNKNOWN else Why.RULE_UNMET
                why[group] = said
        why[list(declined)] = Why.DECLINED
        cost = (
            np.nan_to_num(far) * weights.per_km
            + steps * weights.intensity_step
            + (1 - covered) * weights.spare_time
            + self._wishes(need, weights)
        )
        return Row(why, np.round(cost, 3), far)

    def _kilometres(self, need: Need) -> Floats:
        if need.place is None:
            return np.full(self._count, np.nan)
        here = np.radians([need.place.latitude, need.place.longitude])
        half = np.sin((self._places - here) / 2) ** 2
        chord = half[:, 0] + np.cos(self._places[:, 0]) * np.cos(here[0]) * half[:, 1]
        far: Floats = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
        return far

    def covered(self, need: Need) -> Floats:
        """Return the part of the need's hours that each resource covers; 1 when not told."""
        if not need.times:
            return np.ones(self._count)
        mine = _week(need.times)
        common = np.bitwise_count(self._times & mine).sum(axis=1)
        return np.where(self._timed, common / int(np.bitwise_count(mine).sum()), 1.0)

    def _wishes(self, need: Need, weights: Weights) -> Floats:
        cost = np.zeros(self._count)
        if need.languages:
            shared = self._mute.copy()
            for language in need.languages:
                shared[self._speaking.get(language, [])] = True
            cost[~shared] += weights.no_common_language
        for wish, weight in ((need.prefers, weights.preferred), (need.avoids, weights.avoided)):
            cost[sorted({at for tag in wish for at in self._tagged.get(tag, ())})] += weight
        for one, share in need.alike.items():
            cost[self._named.get(one, [])] += share * weights.alike
        for group in self._wishing.values():
            wished = self._resources[group[0]].prefers
            met = sum(rules.answer(rule, need.facts) == rules.MET for rule in wished)
            cost[group] += met * weights.resource_prefers
        return cost


def all_pairs(
    needs: Sequence[Need], resources: Sequence[Resource], declined: Sequence[Declined]
) -> Pairs:
    """Return every possible pair of needs and resources, sorted, costs still to be scaled."""
    floor, refused = Floor(resources), by_need(declined)
    columns: list[tuple[Ints, Ints, Floats, Floats]] = []
    count = 0
    for at, need in enumerate(needs):
        row = row_of(floor, at, need, refused)
        here: Mask = row.why == Why.POSSIBLE
        users = np.flatnonzero(here)
        count += len(users)
        if count > _MOST_PAIRS:
            told = f"more than {_MOST_PAIRS:,} pairs are possible"
            raise BadProblem([f"{told}; give resources a reach_km, or tell the pairs yourself"])
        columns.append((np.full_like(users, at), users, row.cost[here], row.distance[here]))
    if not columns:
        columns.append((np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0)))
    whose, whom, costs, distances = zip(*columns, strict=True)
    return Pairs(
        need=np.concatenate(whose).astype(np.int32),
        resource=np.concatenate(whom).astype(np.int32),
        cost=np.empty(0, dtype=np.int64),
        given=np.concatenate(costs),
        distance=np.concatenate(distances),
    )


def by_need(declined: Sequence[Declined]) -> dict[int, list[Declined]]:
    """Return what each need declined."""
    found: dict[int, list[Declined]] = defaultdict(list)
    for one in declined:
        found[one.need].append(one)
    return found


def row_of(floor: Floor, at: int, need: Need, refused: dict[int, list[Declined]]) -> Row:
    """Return a need's row, with the weights that its own refusals ask for."""
    mine = refused.get(at, ())
    weights = after_declining(one.reason for one in mine)
    return floor.row(need, weights, [one.resource for one in mine])


def in_units(pairs: Pairs, nodes: int) -> tuple[Pairs, int, list[str]]:
    """Return the pairs with whole costs, in units of 10^-digits, the digits, and notes.

    As few digits as tell every cost exactly, at most 6 (9 in small problems), fewer where costs
    are so large that sums could overflow: then the answer is best at that resolution.
    """
    from aia.matching.flows import widest

    top = float(np.abs(pairs.given).max(initial=0))
    most = _DIGITS_SMALL if len(pairs.given) <= _SMALL else _DIGITS
    fitting = [d for d in range(-12, most + 1) if top * 10.0**d < widest(nodes)]
    digits = max(fitting)
    exact = next((d for d in range(digits + 1) if _tells_all(pairs.given, d)), None)
    if exact is not None:
        digits = exact
    units = np.rint(pairs.given * 10.0**digits).astype(np.int64)
    notes = [] if exact is not None else [f"costs are compared to {10.0**-digits:g}"]
    return replace(pairs, cost=units), digits, notes


def _tells_all(costs: Floats, digits: int) -> bool:
    scaled = np.rint(costs * 10.0**digits)
    return bool((scaled / 10.0**digits == costs).all())


def _week(times: Sequence[Slot]) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Return the week in steps of five minutes, one bit each, those wholly inside the slots."""
    bits = np.zeros(_STEPS, dtype=bool)
    for slot in times:
        monday = (slot.day - 1) * 24 * 60
        bits[-(-(monday + slot.since) // _STEP) : (monday + slot.until) // _STEP] = True
    return np.packbits(bits)


def _intensity(told: str | None) -> int:
    return _UNKNOWN if told is None else INTENSITIES.index(told)
