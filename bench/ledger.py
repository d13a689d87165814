"""How fast `aia trace verify` reads a long ledger: the large archive's, as the command itself does.

    python -m bench.ledger [--quick]

The ledger is signed first, so that its Merkle tree is computed too.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
from collections.abc import Iterator

from bench.archives import AIA, Archive, on_postgresql, on_sqlite, sizes
from bench.results import Figure, table

MUST = 200_000


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield the figure of each database that is here."""
    _, large = sizes(quick)
    yield _measured(on_sqlite(large))
    with on_postgresql(large) as built:
        yield from map(_measured, built)


def _measured(archive: Archive) -> Figure:
    _run(archive, "checkpoint")
    told = json.loads(_run(archive, "verify", "--json"))
    if not told["ok"]:
        raise SystemExit(f"the ledger does not hold: {told['problems'][:3]}")
    rate = told["entries"] / told["seconds"]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return Figure(
        what=f"`aia trace verify`, {told['entries']:,} entries, {archive.database}",
        measured=f"{rate:,.0f} entries/s",
        must=f"≥ {MUST:,} entries/s",
        reached=rate >= MUST,
        note=f"{told['streams']:,} streams, {told['seconds']} s, no process above {peak} MB",
    )


def _run(archive: Archive, *words: str) -> str:
    command = [AIA, "trace", *words]
    return subprocess.run(
        command, env=archive.env, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.ledger", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small archive: a smoke test")
    print(table(figures(quick=parser.parse_args().quick)))
