"""`aia observatory build | status | process | export-log`: the district read from its ledger."""

from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
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
        export.add_argument("--district", metavar="CODE", help="of one district only")

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
        from aia.observatory.process.acts import as_object_log, event_table, shareable
        from aia.observatory.process.writing.ocel_json import write_ocel_json
        from aia.observatory.process.writing.ocel_sqlite import write_ocel_sqlite
        from aia.observatory.process.writing.xes import write_xes
        from aia.observatory.queries import acts_of_the_line

        acts = acts_of_the_line(at=now(), district=options["district"])
        found = shareable(acts, ZoneInfo(settings.TIME_ZONE))
        if options["format"] == "xes":
            write_xes(event_table(found.acts).drop_columns(["id"]), options["file"])
        else:
            writers = {"ocel-sqlite": write_ocel_sqlite, "ocel-json": write_ocel_json}
            writers[options["format"]](as_object_log(found.acts), options["file"])
        for note in found.notes:
            self.stderr.write(note)
        needs = len({one.need for one in found.acts})
        self.stdout.write(f"{options['file']}: {len(found.acts):,} acts of {needs:,} needs")


def _verb(verbs: Any, name: str, about: str) -> ArgumentParser:
    found: ArgumentParser = verbs.add_parser(name, help=about, description=about)
    return found
