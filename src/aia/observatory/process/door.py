"""The command's own part: its arguments, and one run from file to output. No Django.

`aia observatory process LOG` comes here straight, so that it starts at once and needs no
installation; `--ledger` goes through the installation's own command.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aia.observatory.process.problems import LogProblem

if TYPE_CHECKING:
    from aia.observatory.process.log import Log
    from aia.observatory.process.paths import DeclaredPath

ABOUT = "which steps follow which, variants, times and departures of an event log"

_DAY_US = 86_400_000_000

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
    day: dict[str, Any] = {"type": date.fromisoformat, "metavar": "YYYY-MM-DD"}
    parser.add_argument("--since", help="only cases that begin on that day (UTC) or later", **day)
    parser.add_argument("--until", help="only cases that begin on that day or earlier", **day)
    parser.add_argument(
        "--against", type=Path, metavar="LOG", help="tell what differs from the first to this log"
    )
    parser.add_argument(
        "--against-since", help="tell what differs to this other period of the same log", **day
    )
    parser.add_argument("--against-until", help="the last day of that other period", **day)


def read_named(options: Mapping[str, Any], name: str = "log") -> Log:
    """Return the log that an option names. Raises LogProblem."""
    from aia.observatory.process.mapping import LogMap, read_map
    from aia.observatory.process.reading import read_log

    log_map = read_map(options["map"]) if options["map"] else LogMap()
    if options["object_type"]:
        log_map = replace(log_map, object_type=options["object_type"])
    return read_log(options[name], log_map)


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
    from aia.observatory.process.comparing import compare
    from aia.observatory.process.contrast import contrast_json, contrast_table
    from aia.observatory.process.mined import mine
    from aia.observatory.process.paths import read_path
    from aia.observatory.process.tables import as_table
    from aia.observatory.process.telling import as_json

    path = read_path(options["path"]) if options["path"] else usual
    process = mine(_between(log, options["since"], options["until"]), path)
    for note in process.notes:
        warn(f"{options['log'] or 'ledger'}: {note}\n")
    other = _other(log, options)
    if other is None:
        pieces = as_json(process) if options["json"] else as_table(process)
    else:
        second = mine(other, path)
        tell = contrast_json if options["json"] else contrast_table
        pieces = tell(process, second, compare(process, second))
    for piece in pieces:
        write(piece)


def _other(log: Log, options: Mapping[str, Any]) -> Log | None:
    """Return what the first reading is set against: another log, another period, or nothing."""
    since, until = options["against_since"], options["against_until"]
    if options["against"]:
        return _between(read_named(options, "against"), since, until)
    return _between(log, since, until) if since or until else None


def _between(log: Log, since: date | None, until: date | None) -> Log:
    """Return the cases that begin from the one day to the other, both included."""
    from aia.observatory.process.log import started_between

    if since is None and until is None:
        return log
    return started_between(log, _moment(since or date.min), _moment(until or date.max) + _DAY_US)


def _moment(day: date) -> int:
    """Return when a day begins, UTC, in microseconds since 1970."""
    return (day - date(1970, 1, 1)).days * _DAY_US
