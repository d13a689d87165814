"""Who works with whom, read as a graph: how dense, who joins the others, who would split it.

Betweenness is Brandes' algorithm (A faster algorithm for betweenness centrality, 2001), for an
undirected graph without weights, as a share of the pairs that a node could stand between.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import cos, pi, sin
from uuid import UUID

Near = Mapping[UUID, Collection[UUID]]


@dataclass(frozen=True)
class Knot:
    """One body in the network: with how many it works, its share of the ways between others.

    `splits`: without it, bodies that now reach each other would not any more.
    """

    id: UUID
    partners: int
    between: float
    splits: bool


@dataclass(frozen=True)
class Network:
    """The whole: ties with how many things each pair does together, `density` from 0 to 1."""

    knots: list[Knot]
    ties: dict[tuple[UUID, UUID], int]
    density: float
    parts: int


def network(groups: Iterable[Collection[UUID]]) -> Network:
    """Return the network of bodies that are together in each group (a table, a project)."""
    ties: dict[tuple[UUID, UUID], int] = {}
    near: dict[UUID, set[UUID]] = {}
    for group in groups:
        for one in group:
            near.setdefault(one, set())
        for first, second in combinations(sorted(set(group)), 2):
            ties[first, second] = ties.get((first, second), 0) + 1
            near[first].add(second)
            near[second].add(first)
    between, parts = betweenness(near), components(near)
    knots = [
        Knot(one, len(near[one]), between[one], _splits(near, one, parts)) for one in sorted(near)
    ]
    pairs = len(near) * (len(near) - 1) / 2
    ordered = sorted(knots, key=lambda knot: (-knot.between, -knot.partners, knot.id))
    return Network(ordered, ties, len(ties) / pairs if pairs else 0.0, parts)


def components(near: Near, without: UUID | None = None) -> int:
    """Return in how many parts the graph falls, leaving one knot out when told."""
    left, number = set(near) - {without}, 0
    while left:
        number += 1
        reached = [left.pop()]
        while reached:
            found = left & set(near[reached.pop()])
            left -= found
            reached.extend(found)
    return number


def betweenness(near: Near) -> dict[UUID, float]:
    """Return, for each knot, the share (0 to 1) of shortest ways between others through it."""
    found = dict.fromkeys(near, 0.0)
    for source in near:
        order, before, ways = _shortest(near, source)
        share = dict.fromkeys(near, 0.0)
        for knot in reversed(order):
            for earlier in before[knot]:
                share[earlier] += ways[earlier] / ways[knot] * (1 + share[knot])
            if knot != source:
                found[knot] += share[knot]
    most = (len(near) - 1) * (len(near) - 2)
    return {knot: value / most if most else 0.0 for knot, value in found.items()}


def circle(number: int, radius: float, centre: float) -> list[tuple[float, float]]:
    """Return where so many knots stand on a circle, the first at the top."""
    turns = [2 * pi * place / max(number, 1) - pi / 2 for place in range(number)]
    return [(centre + radius * cos(turn), centre + radius * sin(turn)) for turn in turns]


def _splits(near: Near, knot: UUID, parts: int) -> bool:
    return bool(near[knot]) and components(near, without=knot) > parts


def _shortest(
    near: Near, source: UUID
) -> tuple[list[UUID], dict[UUID, list[UUID]], dict[UUID, int]]:
    """Return the knots from the nearest on, which come just before each, in how many ways."""
    before: dict[UUID, list[UUID]] = {knot: [] for knot in near}
    ways, far = dict.fromkeys(near, 0), {source: 0}
    ways[source] = 1
    order, waiting = [], deque([source])
    while waiting:
        knot = waiting.popleft()
        order.append(knot)
        for other in near[knot]:
            if other not in far:
                far[other] = far[knot] + 1
                waiting.append(other)
            if far[other] == far[knot] + 1:
                ways[other] += ways[knot]
                before[other].append(knot)
    return order, before, ways
