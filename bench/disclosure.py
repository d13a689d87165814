"""Disclosure control: time, people lost, what an attacker finds; beside τ-ARGUS and a line rule.

Tables are drawn by chance (Poisson, with rows and columns of unlike size), always the same ones.
τ-ARGUS runs in a process of its own; its time includes starting it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from bench.results import Figure

THRESHOLD = 5
# Shape, people a cell, how long it may take in seconds.
SIZES = (((50, 20), 12.0, 0.5), ((50, 20, 10), 12.0, 3.0), ((50, 20, 10, 2), 12.0, 10.0))
QUICK = (((12, 6), 12.0, 0.5), ((12, 6, 4), 12.0, 3.0))
MOST_LOST = 40

Key = tuple[str, ...]


def drawn(shape: tuple[int, ...], mean: float, seed: int = 1) -> dict[Key, int]:
    """Return a table of counts."""
    random = np.random.default_rng(seed)
    expected: NDArray[np.float64] = np.ones(shape)
    for axis, size in enumerate(shape):
        spread = [1] * len(shape)
        spread[axis] = size
        expected = expected * np.exp(random.normal(0, 0.8, size)).reshape(spread)
    counts = random.poisson(expected * mean / expected.mean())
    codes = [[f"{'abcd'[axis]}{at:02d}" for at in range(size)] for axis, size in enumerate(shape)]
    return {key: int(n) for key, n in zip(product(*codes), counts.ravel(), strict=True)}


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield time and findings of each size; on the first, the people lost beside others."""
    import scipy.optimize  # noqa: F401 loading it is not what is measured

    for place, (shape, mean, seconds) in enumerate(QUICK if quick else SIZES):
        yield from _size(shape, mean, seconds, compared=place == 0)


def _size(
    shape: tuple[int, ...], mean: float, seconds: float, *, compared: bool
) -> Iterator[Figure]:
    from aia.observatory.disclosure.auditing import audit
    from aia.observatory.disclosure.editions import Edition
    from aia.observatory.disclosure.outsider import attack
    from aia.observatory.disclosure.protect import protect
    from aia.observatory.disclosure.rule import Rule
    from aia.observatory.disclosure.tests.exact import ABOUT, margins

    numbers = drawn(shape, mean)
    names = ("municipality", "category", "age", "sex")[: len(shape)]
    exact = margins(names, numbers)
    began = time.perf_counter()
    done = protect(exact, Rule(most_hidden=1.0), about=ABOUT, nesting={})
    protecting = time.perf_counter() - began
    began = time.perf_counter()
    breaches = audit(done, nesting={})
    auditing = time.perf_counter() - began
    size = " × ".join(map(str, shape))
    small = sum(0 < n < THRESHOLD for n in numbers.values())
    yield Figure(
        f"disclosure: {size} with all margins, protecting and auditing",
        f"{protecting + auditing:.2f} s",
        f"≤ {seconds} s",
        protecting + auditing <= seconds,
        note=f"{protecting:.2f} + {auditing:.2f} s; {sum(numbers.values()):,} people,"
        f" {small:,} small cells; the auditor checks the proofs that come with the tables",
    )
    guards = {table.code: table.guards for table in done}
    found = attack([Edition(0, table.told()) for table in done], guards=guards, nesting={})
    yield Figure(
        f"disclosure: {size}, cells found out or narrowed within the stated interval",
        f"{len(breaches)} by the auditor, {len(found)} by the outsider",
        "0",
        not breaches and not found,
        note="stated interval of a small count: from nobody to the threshold",
    )
    if compared:
        shown = {cell.of for cell in done[-1].cells}
        yield from _compared(size, numbers, shown)


def _compared(size: str, numbers: dict[Key, int], shown: set[Key]) -> Iterator[Figure]:
    from aia.observatory.disclosure.tauargus import MODULAR, OPTIMAL, asked

    cells = list(numbers.items())
    told = []
    for name, method in (("optimal", OPTIMAL), ("modular", MODULAR)):
        began = time.perf_counter()
        hidden = set(asked(cells, threshold=THRESHOLD, method=method))
        took = time.perf_counter() - began
        told.append(f"τ-ARGUS {name} {_lost(numbers, set(numbers) - hidden)} in {took:.1f} s")
    told.append(f"line rule {_lost(numbers, _by_line_rule(numbers))}")
    ours = _lost(numbers, shown)
    yield Figure(
        f"disclosure: {size}, people lost besides the small cells",
        f"{ours}",
        f"≤ {MOST_LOST}",
        ours <= MOST_LOST,
        note="; ".join(told) + "; τ-ARGUS keeps to a safety range of 30% and shows empty cells",
    )


def _lost(numbers: dict[Key, int], shown: set[Key]) -> int:
    return sum(n for key, n in numbers.items() if n >= THRESHOLD and key not in shown)


def _by_line_rule(numbers: dict[Key, int]) -> set[Key]:
    """Hide the smallest other cell of each line with a single hidden one, until none is left."""
    hidden = {key for key, n in numbers.items() if 0 < n < THRESHOLD}
    lines: dict[tuple[int, Key], list[Key]] = {}
    for key in numbers:
        for axis in range(len(key)):
            lines.setdefault((axis, key[:axis] + key[axis + 1 :]), []).append(key)
    again = True
    while again:
        again = False
        for line in lines.values():
            inside = [key for key in line if key in hidden]
            others = [key for key in line if key not in hidden and numbers[key]]
            if len(inside) == 1 and others:
                hidden.add(min(others, key=lambda key: numbers[key]))
                again = True
    return set(numbers) - hidden
