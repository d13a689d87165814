"""`python -m bench [--quick] [MODULE …]`: measure, print the table, write `bench/results.md`.

Each module named here has `figures()`, which returns its figures, and runs alone too. A quick run
tries that everything can be measured, on small archives; its figures say little.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from inspect import signature

from bench import results

MODULES = ("pages", "acts", "crowd", "ledger", "duplicates", "newcomer", "soak")
_QUICKLY = {"ledger": {"entries": 20_000}, "soak": {"rounds": 3}}


def main() -> int:
    """Run every measurement. A figure that falls short is told, and is no failure."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=", ".join(MODULES))
    parser.add_argument("--quick", action="store_true", help="small archives, few rounds")
    told = parser.parse_args()
    if unknown := set(told.modules) - set(MODULES):
        parser.error(f"no such measurement: {', '.join(sorted(unknown))}")
    found: list[results.Figure] = []
    for name in told.modules or MODULES:
        print(f"Measuring: {name}…", file=sys.stderr, flush=True)
        found += _figures(name, quick=told.quick)
    print(results.table(found))
    if not told.quick and not told.modules:
        results.write(found)
    return 0


def _figures(name: str, *, quick: bool) -> list[results.Figure]:
    figures = import_module(f"bench.{name}").figures
    if not quick:
        told = figures()
    elif "quick" in signature(figures).parameters:
        told = figures(quick=True)
    else:
        told = figures(**_QUICKLY.get(name, {}))
    measured: list[results.Figure] = told
    return measured


if __name__ == "__main__":
    sys.exit(main())
