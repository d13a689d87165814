"""How long one act takes, and how many a second four writers do on SQLite.

    python -m bench.acts [--quick]

The act is `demand opened`, end to end: policy, rules, two chained entries, two rows, commit.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Iterator
from typing import Any

from bench.archives import Archive, copied, on_postgresql, on_sqlite, sizes
from bench.results import Figure, table

ALONE, EACH = 100, 250
WRITERS = ("sara", "omar", "elena", "marta")
MOST_MS, LEAST_A_SECOND = 15, 150


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield the figures on each database that is here; each archive is a copy."""
    small, _ = sizes(quick)
    with copied(on_sqlite(small)) as archive:
        yield from _measured(archive)
    with on_postgresql(small) as built:
        for kept in built:
            with copied(kept) as archive:
                yield from _measured(archive)


def _measured(archive: Archive) -> list[Figure]:
    (alone,) = _write(archive, ["davide"], ALONE)
    median = statistics.median(alone["took"])
    together = _write(archive, WRITERS, EACH)
    done = sum(len(one["took"]) for one in together)
    locked = sum(one["locked"] for one in together)
    seconds = max(one["ended"] for one in together) - min(one["started"] for one in together)
    slow = statistics.quantiles([ms for one in together for ms in one["took"]], n=20)[-1]
    return [
        Figure(
            what=f"one act (demand opened), {archive.database}",
            measured=f"median {median:.1f} ms",
            must=f"≤ {MOST_MS} ms",
            reached=median <= MOST_MS,
        ),
        Figure(
            what=f"acts of {len(WRITERS)} writers at once, {archive.database}",
            measured=f"{done / seconds:.0f} acts/s",
            must=f"≥ {LEAST_A_SECOND} acts/s, never locked",
            reached=done / seconds >= LEAST_A_SECOND and not locked,
            note=f"{done} acts, {locked} times locked, p95 {slow:.0f} ms",
        ),
    ]


def _write(archive: Archive, names: list[str] | tuple[str, ...], number: int) -> list[Any]:
    """Let these workers open demands at the same time."""
    running = [
        archive.start("demands", str(number), "--email", f"{name}@aia.example") for name in names
    ]
    for one in running:
        assert one.stdout is not None
        if one.stdout.readline() != "ready\n":
            raise SystemExit("a writer did not start")
    told = []
    for one in running:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in running:
        output, _ = one.communicate()
        told.append(json.loads(output))
    return told


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.acts", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small archive: a smoke test")
    print(table(figures(quick=parser.parse_args().quick)))
