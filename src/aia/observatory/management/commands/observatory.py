"""`aia observatory build | status | process | export-log`: the district read from its ledger."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from aia.kit.clock import now
from aia.observatory.facts.command import add as add_build_arguments
from aia.observatory.facts.problems import FactsProblem
from aia.observatory.process.door import (
    ABOUT,
    add_process_arguments,
    read_named,
    tell_process,
)
from aia.observatory.process.problems import LogProblem

if TYPE_CHECKING:
    from aia.observatory.process.acts import Act

FORMATS = ("ocel-sqlite", "ocel-json", "xes")

Options = dict[str, Any]


class Command(BaseCommand):
    """`build` publishes through the release ledger; every other verb only reads."""

    help = "Build and publish the indicators; read a process from its log; export our own."

    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        add_process_arguments(_verb(verbs, "process", ABOUT))
        add_build_arguments(verbs)
        export = _verb(
            verbs, "export-log", "write the line's acts for other tools, without who and with care"
        )
        export.add_argument("file", type=Path, metavar="FILE")
        export.add_argument("--format", choices=FORMATS, default=FORMATS[0])
        export.add_argument(
            "--district", metavar="CODE", help="of which district, when there are several"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        verbs: dict[str, Callable[[Options], None]] = {
            "process": self._process,
            "export-log": self._export_log,
        }
        try:
            if act := options.get("act"):
                act(self, options)
            else:
                verbs[options["verb"]](options)
        except (LogProblem, FactsProblem) as error:
            raise CommandError(str(error)) from error

    def _process(self, options: Options) -> None:
        from aia.observatory.process.acts import LINE, as_log
        from aia.observatory.queries import acts_of_the_line

        write, warn = partial(self.stdout.write, ending=""), self.stderr.write
        if options["ledger"]:
            log = as_log(acts_of_the_line(at=now(), district=options["district"]))
            warn("ledger: exact figures for those who look after the district, not for publishing")
            tell_process(log, options, write, warn, usual=LINE)
        elif options["log"] is None:
            raise CommandError("give a LOG, or --ledger to read the district's own acts")
        else:
            tell_process(read_named(options), options, write, warn)

    def _export_log(self, options: Options) -> None:
        from aia.access.terms import service_actor
        from aia.kit.refusals import Refusal
        from aia.observatory.exporting import release_log

        try:
            found = release_log(
                actor=service_actor("installation"), district=_district(options), at=now()
            )
        except Refusal as error:
            raise CommandError(str(error)) from error
        _write_log(found.log.acts, options)
        for note in found.log.notes:
            self.stderr.write(note)
        needs = len({one.need for one in found.log.acts})
        edition = f"edition {found.release.edition}" if found.release else "as released before"
        self.stdout.write(
            f"{options['file']}: {len(found.log.acts):,} acts of {needs:,} needs,"
            f" as of {found.as_of}, {edition}"
        )


def _write_log(acts: Sequence[Act], options: Options) -> None:
    from aia.observatory.process.acts import as_object_log, event_table
    from aia.observatory.process.writing.ocel_json import write_ocel_json
    from aia.observatory.process.writing.ocel_sqlite import write_ocel_sqlite
    from aia.observatory.process.writing.xes import write_xes

    if options["format"] == "xes":
        write_xes(event_table(acts).drop_columns(["id"]), options["file"])
    else:
        writers = {"ocel-sqlite": write_ocel_sqlite, "ocel-json": write_ocel_json}
        writers[options["format"]](as_object_log(acts), options["file"])


def _district(options: Options) -> str:
    """Return the district named, or the only one there is."""
    from aia.territory.queries import districts

    if named := options["district"]:
        return str(named)
    codes = [one.code for one in districts()]
    if len(codes) != 1:
        raise CommandError(f"name a district with --district; there are {', '.join(codes)}")
    return codes[0]


def _verb(verbs: Any, name: str, about: str) -> ArgumentParser:
    found: ArgumentParser = verbs.add_parser(name, help=about, description=about)
    return found
