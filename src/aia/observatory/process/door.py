"""The command's own part: its arguments, and one run from file to output. No Django.

`aia observatory process LOG` comes here straight, so that it starts at once and needs no
installation; `--ledger` goes through the installation's own command.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aia.observatory.process.problems import LogProblem

if TYPE_CHECKING:
    from aia.observatory.process.log import Log
    from aia.observatory.process.paths import DeclaredPath

ABOUT = "which steps follow which, variants, times and departures of an event log"

Writer = Callable[[str], Any]


def main(arguments: Sequence[str]) -> int:
    """Run with the words after `aia observatory process`; return 0, or 1 when refused."""
    parser = ArgumentParser(prog="aia observatory process", description=ABOUT)
    add_process_arguments(parser)
    options = vars(parser.parse_args(arguments))
    if options["log"] is None:
        parser.error("give a LOG, or --ledger to read the district's own acts")
    try:
        tell_process(read_named(options), options, sys.stdout.write, sys.stderr.write)
    except LogProblem as problem:
        sys.stderr.write(f"aia: {problem}\n")
        return 1
    return 0


def add_process_arguments(parser: ArgumentParser) -> None:
    """Tell a parser the arguments of `process`."""
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "log", type=Path, nargs="?", metavar="LOG", help="CSV, Parquet, XES or OCEL 2.0 file"
    )
    source.add_argument(
        "--ledger", action="store_true", help="the district's own acts: each need is a case"
    )
    parser.add_argument("--district", metavar="CODE", help="with --ledger: of one district only")
    parser.add_argument(
        "--map", type=Path, metavar="MAP.yaml", help="which columns it has, how moments look"
    )
    parser.add_argument(
        "--path",
        type=Path,
        metavar="STEPS.txt",
        help="the declared path, one step a line (with --ledger: the line, unless told)",
    )
    parser.add_argument("--object-type", metavar="TYPE", help="OCEL: whose objects are the cases")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def read_named(options: Mapping[str, Any]) -> Log:
    """Return the log that the options name. Raises LogProblem."""
    from aia.observatory.process.mapping import LogMap, read_map
    from aia.observatory.process.reading import read_log

    log_map = read_map(options["map"]) if options["map"] else LogMap()
    if options["object_type"]:
        log_map = replace(log_map, object_type=options["object_type"])
    return read_log(options["log"], log_map)


def tell_process(
    log: Log,
    options: Mapping[str, Any],
    write: Writer,
    warn: Writer,
    usual: DeclaredPath | None = None,
) -> None:
    """Write what the log tells, piece by piece; `usual` is the path when the options name none.

    What a reader must know goes to `warn`, one line each. Raises LogProblem.
    """
    from aia.observatory.process.mined import mine
    from aia.observatory.process.paths import read_path
    from aia.observatory.process.tables import as_table
    from aia.observatory.process.telling import as_json

    process = mine(log, read_path(options["path"]) if options["path"] else usual)
    for note in process.notes:
        warn(f"{options['log'] or 'ledger'}: {note}\n")
    for piece in as_json(process) if options["json"] else as_table(process):
        write(piece)
