"""The matching engine against OR-tools' bare min-cost flow, a greedy, a full solve, hindsight.

Each run is a process of its own (`bench.matching_runs`): time and memory are of that run alone.
Bare and ours solve the same arcs in turns, small sizes more often; the best time of each counts.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench.results import Figure, table

SIZES = ((5_000, 500, 20), (20_000, 2_000, 30), (100_000, 10_000, 20))
QUICK = ((500, 50, 10),)
FEW_PAIRS = (20_000, 2_000, 5)
MOST = 1.5
ROUNDS_OF = 800_000


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield the figures of each size, then of changes, questions and a year of arrivals."""
    sizes = QUICK if quick else SIZES
    for size in sizes:
        yield from _solving(size)
    yield from _against_greedy(QUICK[0] if quick else FEW_PAIRS)
    yield from _changing(sizes[-1])
    yield _arriving(4 if quick else 52, 30, 6)


def _run(kind: str, *numbers: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.matching_runs", kind, *map(str, numbers)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _solving(size: tuple[int, int, int]) -> Iterator[Figure]:
    rounds = max(2, ROUNDS_OF // (size[0] * size[2]))
    runs = [(_run("bare", *size), _run("ours", *size)) for _ in range(rounds)]
    bare = min((one for one, _ in runs), key=lambda one: one["seconds"])
    ours = min((one for _, one in runs), key=lambda one: one["seconds"])
    name = f"matching: {size[0]:,} needs × {size[1]:,} resources, {size[0] * size[2]:,} arcs"
    ratio = ours["seconds"] / bare["seconds"]
    best = ours["proved"] and (ours["cost"], ours["served"]) == (bare["cost"], bare["served"])
    yield Figure(
        what=f"{name}: time",
        measured=f"{ours['seconds']:.2f} s, {ratio:.2f} × bare",
        must=f"≤ {MOST} × bare min-cost flow, proved",
        reached=ratio <= MOST and best,
        note=f"bare {bare['seconds']:.2f} s; proof checked without a solver in"
        f" {ours['checking']:.2f} s; served {ours['served']:,}; stages {', '.join(ours['stages'])}",
    )
    more = ours["peak"] / bare["peak"]
    yield Figure(
        what=f"{name}: memory",
        measured=f"{ours['peak']:.0f} MB, {more:.2f} × bare",
        must=f"≤ {MOST} × bare",
        reached=more <= MOST,
        note=f"bare {bare['peak']:.0f} MB, whole processes",
    )


def _against_greedy(size: tuple[int, int, int]) -> Iterator[Figure]:
    greedy, ours = _run("greedy", *size), _run("ours", *size)
    out = 1 - greedy["served"] / size[0]
    per_need = greedy["cost"] / greedy["served"] * ours["served"] / ours["cost"]
    yield Figure(
        what="matching: needs served, against a greedy by urgency",
        measured=f"{ours['served']:,} of {size[0]:,}",
        must="all that the optimum serves",
        reached=ours["served"] == size[0],
        note=f"{size[2]} pairs a need; greedy leaves out {out:.1%}, at {per_need:.2f} × the cost"
        " per need served",
    )


def _changing(size: tuple[int, int, int]) -> Iterator[Figure]:
    told = _run("changes", *size)
    for kind in ("arrival", "refusal"):
        ratio = told[kind] / told["full"]
        yield Figure(
            what=f"matching: answer anew after one {kind}",
            measured=f"{told[kind] * 1000:.0f} ms, {ratio:.3f} of a full solve",
            must="≤ 0.1 of a full solve, same answer",
            reached=ratio <= 0.1 and told["same"],
            note=f"slowest of three, {size[0]:,} × {size[1]:,}; full solve {told['full']:.2f} s",
        )
    first, slowest = (seconds * 1000 for seconds in told["why_not"])
    yield Figure(
        what="matching: why not, any pair",
        measured=f"{slowest:.1f} ms",
        must="≤ 50 ms",
        reached=slowest <= 50,
        note=f"slowest of 399 pairs; the first of an answer {first:.0f} ms",
    )


def _arriving(weeks: int, needs: int, futures: int) -> Figure:
    told = _run("year", weeks, needs, futures)
    return Figure(
        what=f"matching: {weeks} weeks of arrivals, {futures} likely futures",
        measured=f"{told['ahead']:.3f} of hindsight",
        must="≥ 0.98 of the optimum known in hindsight",
        reached=told["ahead"] >= 0.98,
        note=f"each week for itself: {told['blind']:.3f}; simulated needs",
    )


if __name__ == "__main__":
    print(table(figures()))
