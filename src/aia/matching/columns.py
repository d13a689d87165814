"""Pairs from JSON into columns of numbers, slice by slice, with every defect named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from aia.matching.checking import Defects, is_number
from aia.matching.terms import Declined, Floats, Id, Pairs

_MANY = 20
_DEAREST = 1e12


class PairColumns:
    """The pairs told so far. `take` slices, then `finished` once."""

    def __init__(
        self, needs: Mapping[Id, int], resources: Mapping[Id, int], defects: Defects
    ) -> None:
        self._ids = {"need": needs, "resource": resources}
        self._defects = defects
        self._seen = 0
        self._slices: list[tuple[Any, Any, Floats, Floats]] = []

    def take(self, told: Any) -> None:
        """Take one slice; after many defects the rest is not looked at."""
        if not isinstance(told, list):
            self._defects.add("pairs", f"is {type(told).__name__}; write a list")
            return
        if len(self._defects) < _MANY:
            columns = self._quickly(told)
            if columns is None:
                self._say_why(told)
            else:
                self._slices.append(columns)
        self._seen += len(told)

    def _quickly(self, told: Sequence[Any]) -> tuple[Any, Any, Floats, Floats] | None:
        """Return the columns of a slice where nothing is wrong, None where something is."""
        try:
            need = [self._ids["need"][one["need"]] for one in told]
            resource = [self._ids["resource"][one["resource"]] for one in told]
            costs = [one["cost"] for one in told]
            far = [one.get("distance_km") for one in told]
        except (KeyError, TypeError, AttributeError):
            return None
        if not {*map(type, costs)} <= {int, float}:
            return None
        if not {*map(type, far)} <= {int, float, type(None)}:
            return None
        cost = np.array(costs, dtype=np.float64)
        distance = np.array([np.nan if km is None else km for km in far], dtype=np.float64)
        if not (np.abs(cost) <= _DEAREST).all() or any(
            km is not None and not 0 <= km < np.inf for km in far
        ):
            return None
        return np.array(need, np.int32), np.array(resource, np.int32), cost, distance

    def _say_why(self, told: Sequence[Any]) -> None:
        for at, one in enumerate(told, start=self._seen):
            if len(self._defects) >= _MANY:
                return
            where = f"pairs[{at}]"
            if not isinstance(one, Mapping):
                self._defects.add(where, "write an object with need, resource and cost")
                continue
            self._ends(one, where)
            cost = one.get("cost")
            if not is_number(cost) or abs(cost or 0) > _DEAREST:
                self._defects.add(where, f"cost is {cost!r}; write a finite number")
            far = one.get("distance_km")
            if far is not None and not (is_number(far) and far >= 0):
                self._defects.add(where, f"distance_km is {far!r}; write kilometres, 0 or more")

    def _ends(self, one: Mapping[str, Any], where: str) -> None:
        for end, ids in self._ids.items():
            told = one.get(end)
            if not isinstance(told, str | int) or told not in ids:
                self._defects.add(where, f"{end} {told!r} is not among the {end}s")

    def finished(self, declined: Sequence[Declined]) -> Pairs | None:
        """Return the pairs, sorted, without those declined; None after a defect."""
        if self._defects:
            return None
        columns = zip(*self._slices, strict=True) if self._slices else ([], [], [], [])
        need, resource, cost, distance = (
            np.concatenate(column) if column else np.empty(0) for column in columns
        )
        self._slices.clear()
        width = max(len(self._ids["resource"]), 1)
        key = need.astype(np.int64) * width + resource.astype(np.int64)
        order = np.argsort(key, kind="stable")
        key = key[order]
        for at in np.flatnonzero(key[1:] == key[:-1])[:_MANY]:
            self._twice(int(key[at]), width)
        refused = np.array([one.need * width + one.resource for one in declined], dtype=np.int64)
        order = order[~np.isin(key, refused)]
        return Pairs(
            need=need[order].astype(np.int32),
            resource=resource[order].astype(np.int32),
            cost=np.empty(0, dtype=np.int64),
            given=cost[order].astype(np.float64),
            distance=None if np.isnan(distance).all() else distance[order],
        )

    def _twice(self, key: int, width: int) -> None:
        need, resource = list(self._ids["need"]), list(self._ids["resource"])
        ends = f"need {need[key // width]!r} and resource {resource[key % width]!r}"
        self._defects.add("pairs", f"{ends} are paired twice; keep one cost")
