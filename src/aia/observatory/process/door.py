"""The command's own part: its arguments, and one run from file to output. No Django.

`aia observatory process` comes here straight, so that it starts at once and needs no installation.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

ABOUT = "which steps follow which, variants, times and departures of an event log"

Writer = Callable[[str], Any]


def main(arguments: Sequence[str]) -> int:
    """Run with the words after `aia observatory process`; return 0, or 1 when refused."""
    from aia.observatory.process.problems import LogProblem

    parser = ArgumentParser(prog="aia observatory process", description=ABOUT)
    add_process_arguments(parser)
    options = vars(parser.parse_args(arguments))
    try:
        run_process(options, sys.stdout.write, sys.stderr.write)
    except LogProblem as problem:
        sys.stderr.write(f"aia: {problem}\n")
        return 1
    return 0


def add_process_arguments(parser: ArgumentParser) -> None:
    """Tell a parser the arguments of `process`."""
    parser.add_argument("log", type=Path, metavar="LOG", help="CSV, Parquet, XES or OCEL 2.0 file")
    parser.add_argument(
        "--map", type=Path, metavar="MAP.yaml", help="which columns it has, how moments look"
    )
    parser.add_argument(
        "--path", type=Path, metavar="STEPS.txt", help="the declared path, one step a line"
    )
    parser.add_argument("--object-type", metavar="TYPE", help="OCEL: whose objects are the cases")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def run_process(options: Mapping[str, Any], write: Writer, warn: Writer) -> None:
    """Read the log that the options name and write what it tells, piece by piece.

    What a reader must know goes to `warn`, one line each. Raises LogProblem.
    """
    from aia.observatory.process.mapping import LogMap, read_map
    from aia.observatory.process.mined import mine
    from aia.observatory.process.paths import read_path
    from aia.observatory.process.reading import read_log
    from aia.observatory.process.tables import as_table
    from aia.observatory.process.telling import as_json

    log_map = read_map(options["map"]) if options["map"] else LogMap()
    if options["object_type"]:
        log_map = replace(log_map, object_type=options["object_type"])
    path = read_path(options["path"]) if options["path"] else None
    process = mine(read_log(options["log"], log_map), path)
    for note in process.notes:
        warn(f"{options['log']}: {note}\n")
    for piece in as_json(process) if options["json"] else as_table(process):
        write(piece)
