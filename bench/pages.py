"""How long pages take with 10,000 and with 1,000,000 needs in the archive.

    python -m bench.pages [--quick]

Server time as Django's own test client sees it: middleware, queries, templates, no network. The
two sizes are measured one after the other in the same run, and compared.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from bench.archives import Archive, on_postgresql, on_sqlite, sizes
from bench.results import Figure, table

TIMES = 200
MOST_MS, MOST_RATIO, MOST_CPU_MS = 60, 1.3, 40
MOST_STATEMENTS = {"worklist": 15, "district": 15, "search": 15, "person": 25, "need": 25}
NAMES = {
    "worklist": "worklist",
    "district": "a coordinator's worklist of the district",
    "person": "person's page",
    "search": "search as you type",
    "need": "opening a need",
}


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield the figures of every page on each database that is here."""
    small, large = sizes(quick)
    yield from _compared(on_sqlite(small), on_sqlite(large))
    with on_postgresql(small, large) as built:
        if built:
            yield from _compared(*built)


def _compared(small: Archive, large: Archive) -> list[Figure]:
    """Measure small, large, small, large: the machine's moods touch both alike."""
    rounds = [(small.ask("pages", str(TIMES)), large.ask("pages", str(TIMES))) for _ in range(2)]
    found = []
    for page, name in NAMES.items():
        few = min((one[page] for one, _ in rounds), key=lambda told: told["p50"])
        many = min((other[page] for _, other in rounds), key=lambda told: told["p50"])
        found += _figures(page, f"{name}, {large.needs:,} needs, {large.database}", few, many)
    return found


def _figures(page: str, what: str, few: dict[str, Any], many: dict[str, Any]) -> list[Figure]:
    ratio = many["p50"] / few["p50"]
    most = MOST_STATEMENTS[page]
    return [
        Figure(
            what=what,
            measured=f"p95 {many['p95']:.1f} ms",
            must=f"≤ {MOST_MS} ms",
            reached=many["p95"] <= MOST_MS,
            note=f"p50 {many['p50']:.1f} ms; with few needs {few['p50']:.1f} ms",
        ),
        Figure(
            what=f"{what}: many needs against few",
            measured=f"{ratio:.2f} ×",
            must=f"≤ {MOST_RATIO} ×",
            reached=ratio <= MOST_RATIO,
        ),
        Figure(
            what=f"{what}: statements and CPU",
            measured=f"{many['statements']}, {many['cpu']:.1f} ms",
            must=f"≤ {most}, ≤ {MOST_CPU_MS} ms",
            reached=many["statements"] <= most and many["cpu"] <= MOST_CPU_MS,
        ),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small archives: a smoke test")
    print(table(figures(quick=parser.parse_args().quick)))
