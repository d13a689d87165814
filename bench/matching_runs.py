"""What `bench.matching` runs in processes of their own; each prints its figures as JSON.

The problems are simulated: needs and resources on a square of 100 km, twenty or thirty pairs for
each need, costs in metres. Room is what one hidden assignment of everybody uses and two in a
hundred more: everyone can be served, hardly anyone at their first choice.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import Any

import numpy as np

from aia.matching import arrivals
from aia.matching.arrivals import Batch
from aia.matching.explaining import Reasons
from aia.matching.proof import flaws
from aia.matching.solving import solve_by_stages
from aia.matching.standing import Standing
from aia.matching.terms import UNSERVED, Ints, Need, Pairs, Problem, Resource, Solved


def world(needs: int, resources: int, degree: int) -> Problem:
    """Return the simulated problem of a size; the same each time."""
    luck = np.random.default_rng(5)
    key = np.repeat(np.arange(needs), degree) * resources
    key = np.unique(key + luck.integers(0, resources, needs * degree))
    need, place = np.divmod(key, resources)
    here, there = luck.random((needs, 2)) * 100, luck.random((resources, 2)) * 100
    metres = np.rint(np.hypot(*(here[need] - there[place]).T) * 1000).astype(np.int64)
    first = np.searchsorted(need, np.arange(needs))
    count = np.bincount(need, minlength=needs)
    hidden = place[first + luck.integers(0, 2**31, needs) % count]
    extra = luck.multinomial(needs // 50, np.ones(resources) / resources)
    room = np.bincount(hidden, minlength=resources) + extra
    urgency, days = luck.integers(1, 6, needs).tolist(), luck.integers(0, 400, needs).tolist()
    return Problem(
        needs=tuple(Need(f"n{at}", urgency[at], days[at]) for at in range(needs)),
        resources=tuple(Resource(f"r{at}", int(one)) for at, one in enumerate(room)),
        pairs=Pairs(need.astype(np.int32), place.astype(np.int32), metres, metres.astype(float)),
        digits=0,
    )


def bare(problem: Problem) -> dict[str, Any]:
    """Solve by OR-tools' min-cost flow alone: everyone served, at least cost, nothing proved."""
    from ortools.graph.python import min_cost_flow

    needs, resources = len(problem.needs), len(problem.resources)
    room, pairs = problem.capacity, problem.pairs
    began = time.perf_counter()
    flow = min_cost_flow.SimpleMinCostFlow()
    ones = np.ones(len(pairs.need), np.int64)
    flow.add_arcs_with_capacity_and_unit_cost(pairs.need, pairs.resource + needs, ones, pairs.cost)
    sink = needs + resources
    heads = np.full(resources, sink)
    flow.add_arcs_with_capacity_and_unit_cost(
        np.arange(needs, sink), heads, room, np.zeros(resources, np.int64)
    )
    flow.set_nodes_supplies(np.arange(needs), np.ones(needs, np.int64))
    flow.set_node_supply(sink, -needs)
    status = flow.solve()
    taken = int((flow.flows(np.arange(len(pairs.need))) > 0).sum())
    seconds = time.perf_counter() - began
    assert status == flow.OPTIMAL
    return {"seconds": seconds, "cost": flow.optimal_cost(), "served": taken}


def ours(problem: Problem) -> dict[str, Any]:
    """Solve by stages with proof and draw; then check the proof."""
    import scipy.sparse.csgraph
    from ortools.graph.python import max_flow, min_cost_flow

    assert scipy.sparse.csgraph
    assert max_flow
    assert min_cost_flow
    began = time.perf_counter()
    solved = solve_by_stages(problem, seed=1)
    seconds = time.perf_counter() - began
    peak = _megabytes()
    began = time.perf_counter()
    wrong = flaws(problem, solved.chosen, solved.stages, 1)
    served = solved.chosen[solved.chosen != UNSERVED]
    return {
        "seconds": seconds,
        "cost": int(problem.pairs.cost[served].sum()),
        "served": len(served),
        "peak": peak,
        "proved": not wrong,
        "checking": time.perf_counter() - began,
        "stages": [f"{stage.by} {stage.turn}" for stage in solved.stages],
    }


def greedy(problem: Problem) -> dict[str, Any]:
    """Give each need, the most urgent first, the cheapest resource that still has a place."""
    first = np.searchsorted(problem.pairs.need, np.arange(len(problem.needs) + 1)).tolist()
    room, place, cost = problem.capacity.copy(), problem.pairs.resource, problem.pairs.cost
    total = served = 0
    for need in np.argsort(-problem.worth, kind="stable").tolist():
        mine = np.arange(first[need], first[need + 1])
        free = mine[room[place[mine]] > 0]
        if len(free):
            pair = free[np.argmin(cost[free])]
            room[place[pair]] -= 1
            total, served = total + int(cost[pair]), served + 1
    return {"cost": total, "served": served}


def changes(problem: Problem) -> dict[str, Any]:
    """Solve fully, then take arrivals and refusals; hold the last against a full solve."""
    began = time.perf_counter()
    solved = solve_by_stages(problem, seed=1)
    full = time.perf_counter() - began
    standing = Standing(problem, solved)
    luck = np.random.default_rng(9)
    took: dict[str, list[float]] = {"arrival": [], "refusal": []}
    now, answer = problem, solved
    for number in range(3):
        places = luck.choice(len(problem.resources), 20, replace=False).tolist()
        costs = {one: float(luck.integers(1, 100_000)) for one in places}
        began = time.perf_counter()
        standing.arrive(Need(f"late{number}", int(luck.integers(1, 6)), number), costs)
        now, answer = standing.solved()
        took["arrival"].append(time.perf_counter() - began)
        need = int(luck.integers(0, len(problem.needs)))
        place = int(now.pairs.resource[answer.chosen[need]])
        began = time.perf_counter()
        standing.refuse(need, place, "too_far")
        now, answer = standing.solved()
        took["refusal"].append(time.perf_counter() - began)
    began = time.perf_counter()
    anew = solve_by_stages(now, seed=1)
    full = min(full, time.perf_counter() - began)
    return {
        "full": full,
        **{kind: max(times) for kind, times in took.items()},
        "same": bool((anew.chosen == answer.chosen).all()),
        "why_not": _asking(now, answer),
    }


def _asking(problem: Problem, solved: Solved) -> list[float]:
    """Return the time of the first and of the slowest other question, in seconds."""
    reasons = Reasons(problem, solved.chosen, solved.stages, 1)
    luck = np.random.default_rng(2)
    times = []
    for number in range(400):
        need = int(luck.integers(0, len(problem.needs)))
        mine = problem.pairs.resource[problem.pairs.need == need]
        anywhere = int(luck.integers(len(problem.resources)))
        place = int(luck.choice(mine)) if number % 2 else anywhere
        began = time.perf_counter()
        assert reasons.of_pair(need, place)
        times.append(time.perf_counter() - began)
    return [times[0], max(times[1:])]


def year(weeks: int, needs: int, futures: int) -> dict[str, Any]:
    """Take a year's needs week by week, blind and with a view ahead; compare with hindsight."""
    luck, likely = np.random.default_rng(1), np.random.default_rng(77)
    there, kinds = luck.random((60, 2)) * 40, luck.integers(0, 4, 60)
    room = luck.multinomial(int(0.9 * weeks * needs), np.ones(60) / 60).astype(np.int64)
    came = [_week(luck, there, kinds, needs) for _ in range(weeks)]
    every = arrivals.joined(came)
    hindsight = every.worth(arrivals.best(every, room))
    worth = {}
    for name, count in (("blind", 0), ("ahead", futures)):
        left, total = room.copy(), 0
        for at, now in enumerate(came):
            rest = weeks - at - 1
            ahead = [
                arrivals.joined([_week(likely, there, kinds, needs) for _ in range(rest)])
                for _ in range(count if rest else 0)
            ]
            chosen, _ = arrivals.propose(now, ahead, left)
            total += now.worth(chosen)
            taken = now.resource[chosen[chosen != UNSERVED]]
            left = left - np.bincount(taken, minlength=len(left))
        worth[name] = total / hindsight
    return worth


def _week(luck: np.random.Generator, there: Any, kinds: Ints, needs: int) -> Batch:
    here, kind = luck.random((needs, 2)) * 40, luck.integers(0, 4, needs)
    stay = (luck.integers(1, 6, needs) + 1) * 20_000
    far = np.hypot(*(here[:, None] - there[None]).transpose(2, 0, 1))
    fits = ((kind[:, None] == kinds) | (kinds == 0)) & (far < 25)
    need, place = np.nonzero(fits)
    metres = np.rint(far[need, place] * 1000).astype(np.int64)
    return Batch(stay.astype(np.int64), need.astype(np.int32), place.astype(np.int32), metres)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run one measurement: `python -m bench.matching_runs KIND NUMBER …`."""
    kind, *numbers = sys.argv[1:]
    sizes = [int(number) for number in numbers]
    if kind == "year":
        told = year(*sizes)
    else:
        runs = {"bare": bare, "ours": ours, "greedy": greedy, "changes": changes}
        told = runs[kind](world(*sizes))
    print(json.dumps({"peak": _megabytes(), **told}))


if __name__ == "__main__":
    main()
