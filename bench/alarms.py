"""How fast the alarms look, and how often they are wrong where nothing happens.

    python -m bench.alarms [--quick]

50 municipalities scattered over a plain of 40 kilometres with log-normal populations, about twenty
notices a week over 104 weeks: simulated, and nothing else. The scan is measured with cylinders up
to half of the weeks (the widest search of Kulldorff 2001) and up to the eight weeks of
`alarms.yaml`; false alarms are counted over districts without any cluster, planted ones over
districts with four neighbours that have three, or five, times their notices for four weeks.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aia.sensing.alarms import ears, scan, zones
from aia.sensing.alarms.reading import alarm_rules
from bench.results import Figure, table

PLACES, WEEKS, A_WEEK = 50, 104, 20.0
MOST_SECONDS = 5.0
LEVEL = 0.05
REPLICAS = 199

Counts = NDArray[np.int64]
Scan = Callable[[Counts, int], list[scan.Cluster]]


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield speed, false alarms and planted clusters found."""
    rounds = 60 if quick else 500
    yield from _speed()
    yield from _false_alarms(rounds)
    yield _found(20 if quick else 100, times=3, least=0.5)
    yield _found(20 if quick else 100, times=5, least=0.95)
    yield from _charts(50_000 if quick else 400_000)


def district(seed: int) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    """Return centres, circles and the notices expected in each place and week."""
    rng = np.random.default_rng(seed)
    centres = rng.uniform(0, 40, (PLACES, 2))
    people = rng.lognormal(7.5, 1, PLACES)
    expected = np.outer(people / people.sum(), np.full(WEEKS, A_WEEK))
    return centres, zones.circles(centres, people), expected


def _speed() -> Iterator[Figure]:
    _centres, circles, expected = district(1)
    counts = np.random.default_rng(2).poisson(expected)
    looks = {"given residents": scan.by_expected, "given each place's habit": scan.by_habit}
    for name, look in looks.items():
        for longest in (WEEKS // 2, alarm_rules().scan.longest):
            more = (expected,) if look is scan.by_expected else ()
            rng = np.random.default_rng(3)
            begun, worked = time.perf_counter(), time.process_time()
            look(counts, *more, circles, longest=longest, rng=rng)  # type: ignore[operator]
            seconds = time.perf_counter() - begun
            worked = time.process_time() - worked
            yield Figure(
                what=f"scan {name}: {PLACES} municipalities × {WEEKS} weeks × 999 replicas,"
                f" up to {longest} weeks",
                measured=f"{seconds:.2f} s",
                must=f"≤ {MOST_SECONDS:.0f} s",
                reached=seconds <= MOST_SECONDS,
                note=f"{worked:.2f} s of CPU; {len(circles)} circles, {int(counts.sum())} notices",
            )


def _false_alarms(rounds: int) -> Iterator[Figure]:
    _centres, circles, expected = district(4)
    rng = np.random.default_rng(5)
    longest = alarm_rules().scan.longest
    few: dict[str, Any] = {"replicas": REPLICAS, "most": 1, "longest": longest, "rng": rng}
    looks: dict[str, Callable[[Counts], list[scan.Cluster]]] = {
        "given residents": lambda c: scan.by_expected(c, expected, circles, **few),
        "given each place's habit": lambda c: scan.by_habit(c, circles, **few),
    }
    for name, look in looks.items():
        told = sum(look(rng.poisson(expected))[0].p <= LEVEL for _district in range(rounds))
        # Three standard errors round the stated level.
        slack = 3 * math.sqrt(LEVEL * (1 - LEVEL) / rounds)
        part = told / rounds
        yield Figure(
            what=f"false alarms of the scan {name}, at the {LEVEL:.0%} level",
            measured=f"{part:.1%}",
            must=f"{LEVEL - slack:.1%} to {LEVEL + slack:.1%}",
            reached=abs(part - LEVEL) <= slack,
            note=f"{rounds} districts without any cluster, {REPLICAS} replicas each",
        )


def _found(rounds: int, *, times: int, least: float) -> Figure:
    centres, circles, expected = district(6)
    rng = np.random.default_rng(7)
    near = np.argsort(np.hypot(*(centres - np.median(centres, axis=0)).T))[:4]
    planted = expected.copy()
    planted[near, -4:] *= times
    found = shared = 0
    for _district in range(rounds):
        (first, *_rest) = scan.by_habit(rng.poisson(planted), circles, longest=8, rng=rng, most=1)
        found += first.p <= alarm_rules().scan.level
        shared += bool(first.zone[near].any())
    extra = planted[near, -4:].sum() - expected[near, -4:].sum()
    return Figure(
        what=f"four neighbours with {times} times their notices for four weeks: told",
        measured=f"{found / rounds:.0%}",
        must=f"≥ {least:.0%}",
        reached=found >= least * rounds,
        note=f"{rounds} districts; {extra:.0f} notices more than usual, in the right place in"
        f" {shared / rounds:.0%}",
    )


def _charts(weeks: int) -> Iterator[Figure]:
    """Yield how often a week of a quiet series passes the published limit, and ours."""
    rng = np.random.default_rng(8)
    rules = alarm_rules().chart
    for usual in (1, 5, 20, 80):
        chart = ears.chart(rng.poisson(usual, weeks))
        known = ~np.isnan(chart.c2)
        published = float((chart.c2[known] > ears.C1_C2_LIMIT).mean())
        ours = (chart.c2 > rules.note) & (chart.counts >= rules.least)
        opened = float(ours[known].mean())
        yield Figure(
            what=f"control chart, {usual} notices a week: a quiet week opens a note",
            measured=f"{opened:.2%} of weeks",
            must="≤ 1%",
            reached=opened <= 0.01,
            note=f"beyond the published limit of C2: {published:.2%}; once in"
            f" {1 / max(opened, 1e-9) / 52:,.0f} years of weeks"
            if opened
            else "never seen",
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer districts")
    print(table(figures(quick=parser.parse_args().quick)))
