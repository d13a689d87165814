"""One new person against everybody in the archive, through the database, as while typing.

python -m bench.newcomer [--quick]
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator

from bench.archives import Archive, on_postgresql, on_sqlite, sizes
from bench.results import Figure, table

NEWCOMERS, MOST_MS = 30, 20


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield the figure of each database that is here."""
    _, large = sizes(quick)
    yield _measured(on_sqlite(large))
    with on_postgresql(large) as built:
        yield from map(_measured, built)


def _measured(archive: Archive) -> Figure:
    told = archive.ask("newcomers", str(NEWCOMERS))
    median = statistics.median(told["took"])
    slow = statistics.quantiles(told["took"], n=20)[-1]
    return Figure(
        what=f"one new person against {told['people']:,}, {archive.database}",
        measured=f"p50 {median:.1f} ms, {told['found']} of {told['of']} found",
        must=f"≤ {MOST_MS} ms, all found",
        reached=median <= MOST_MS and told["found"] == told["of"],
        note=f"p95 {slow:.1f} ms",
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.newcomer", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small archives: a smoke test")
    print(table(figures(quick=parser.parse_args().quick)))
