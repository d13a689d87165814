"""One new person against everybody in the archive, through the database, as while typing.

    python -m bench.newcomer [--quick]

Looked for twice: at first, when the machine has not read the archive yet, and in use, after
the three hundred searches of an ordinary day.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator

from bench.archives import Archive, on_postgresql, on_sqlite, sizes
from bench.results import Figure, table

NEWCOMERS, MOST_MS = 30, 20


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield the figures of each database that is here."""
    _, large = sizes(quick)
    yield from _measured(on_sqlite(large))
    with on_postgresql(large) as built:
        for archive in built:
            yield from _measured(archive)


def _measured(archive: Archive) -> Iterator[Figure]:
    told = archive.ask("newcomers", str(NEWCOMERS))
    for when in ("at first", "in use"):
        took, found = told[when]["took"], told[when]["found"]
        median, slow = statistics.median(took), statistics.quantiles(took, n=20)[-1]
        yield Figure(
            what=f"one new person against {told['people']:,}, {when}, {archive.database}",
            measured=f"p50 {median:.1f} ms, {found} of {told['of']} found",
            must=f"≤ {MOST_MS} ms, all found",
            reached=median <= MOST_MS and found == told["of"],
            note=f"p95 {slow:.1f} ms",
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.newcomer", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small archives: a smoke test")
    print(table(figures(quick=parser.parse_args().quick)))
