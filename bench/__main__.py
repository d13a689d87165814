"""`python -m bench [--quick] [--only NAME] …`: measure, print the table, write `bench/results.md`.

To add a measurement:

1. write `bench/NAME.py` with one function, which yields each figure as soon as it has it:

       def figures(*, quick: bool = False) -> Iterator[Figure]:

   `quick` asks whether everything can be measured at all: small archives, few rounds. Simulated
   districts come from `bench.archives`; what runs inside one is a program of `bench.inside`, or
   of a module of your own that prints JSON, asked with `archive.ask("…", module="bench.NAME")`;
2. add its line to MEASUREMENTS below: its name and the most minutes it may take.

Each measurement runs in a process of its own. One that fails or takes too long is a row of the
table and not the end of the run; `bench/results.md` is written anew after each figure. A part of
the page whose measurement is not asked for stays as it was, with its own date. Building the
archives takes longer than measuring them: `--prepare` does only that.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from threading import Timer
from typing import TextIO

from bench import archives, results
from bench.results import Figure, Part

# What is measured, in this order, and the most minutes that each may take.
MEASUREMENTS = {
    "pages": 30,
    "acts": 10,
    "ledger": 15,
    "newcomer": 10,
    "notices": 15,
    "crowd": 15,
    "alarms": 15,
    "duplicates": 5,
    "doors": 5,
    "recognition": 30,
    "matching": 20,
    "catalogue": 15,
    "observatory_pages": 10,
    "disclosure": 45,
    "soak": 40,
    "process": 30,
    "facts": 60,
    "spark": 60,
}
_FAILED = "the measurement ran to its end"


def main() -> int:
    """Run every measurement. A figure that falls short is told, and is no failure."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure Aia and write bench/results.md."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASUREMENTS))
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="only this one")
    parser.add_argument("--quick", action="store_true", help="small archives, nothing is written")
    parser.add_argument("--prepare", action="store_true", help="only build the archives")
    parser.add_argument("--figures", metavar="NAME", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.figures:
        return _tell(told.figures, quick=told.quick)
    if told.prepare:
        return archives.prepare(quick=told.quick)
    names = list(dict.fromkeys([*told.only, *told.names])) or list(MEASUREMENTS)
    if unknown := set(names) - set(MEASUREMENTS):
        parser.error(f"no such measurement: {', '.join(sorted(unknown))}")
    for number, name in enumerate(names, 1):
        print(f"Measuring {name}, {number} of {len(names)}…", file=sys.stderr, flush=True)
        part = Part.begun(name)
        for figure in measured(name, quick=told.quick, minutes=MEASUREMENTS[name]):
            part.figures.append(figure)
            _keep(part, quick=told.quick)
        part.end()
        _keep(part, quick=told.quick)
        print(part.text(), flush=True)
    if not told.quick:
        print(f"Written: {results.PAGE}", file=sys.stderr)
    return 0


def _keep(part: Part, *, quick: bool) -> None:
    if not quick:
        results.write(part)


def measured(name: str, *, quick: bool, minutes: float) -> Iterator[Figure]:
    """Yield the figures of a measurement run in a process of its own; last, how it failed."""
    command = [sys.executable, "-m", "bench", "--figures", name, *(["--quick"] if quick else [])]
    with tempfile.TemporaryFile("w+") as errors:
        running = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True
        )
        limit = Timer(60 * minutes, _end, [running, signal.SIGTERM])
        limit.start()
        began = time.monotonic()
        try:
            assert running.stdout is not None
            for line in running.stdout:
                yield Figure(**json.loads(line))
            if code := running.wait():
                late = time.monotonic() - began >= 60 * minutes
                yield _failure(name, f"longer than {minutes:g} minutes" if late else "", code)
        finally:
            limit.cancel()
            _end(running, signal.SIGTERM)
            running.wait()
            _pass_on(errors)


def _failure(name: str, why: str, code: int) -> Figure:
    note = why or f"it ended with {code}: see what it printed"
    return Figure(f"{name}: {_FAILED}", "no", "yes", reached=False, note=note)


def _end(running: subprocess.Popen[str], how: signal.Signals) -> None:
    """Stop a measurement with everything it started in its own session."""
    if running.poll() is None:
        os.killpg(running.pid, how)


def _pass_on(errors: TextIO) -> None:
    errors.seek(0)
    sys.stderr.write(errors.read())
    sys.stderr.flush()


def _tell(name: str, *, quick: bool) -> int:
    """Run one measurement here, printing each figure as a line of JSON."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped: it took too long"))
    # What a measurement prints by chance must not be taken for a figure.
    told, sys.stdout = sys.stdout, sys.stderr
    for figure in import_module(f"bench.{name}").figures(quick=quick):
        print(json.dumps(asdict(figure)), file=told, flush=True)
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    sys.exit(main())
