"""`python -m bench`: measure everything, print the table, write `bench/results.md`.

Each module named here has `figures()`, which returns its figures, and runs alone too.
"""

from __future__ import annotations

import sys
from importlib import import_module

from bench import results

MODULES = ("ledger", "soak")


def main() -> int:
    """Run every measurement. A figure that falls short is told, and is no failure."""
    found: list[results.Figure] = []
    for name in MODULES:
        print(f"Measuring: {name}…", file=sys.stderr, flush=True)
        found += import_module(f"bench.{name}").figures()
    print(results.table(found))
    results.write(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
