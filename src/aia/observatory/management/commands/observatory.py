"""`aia observatory process LOG`: read a process from its log."""

from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from aia.observatory.process.door import ABOUT, add_process_arguments, run_process
from aia.observatory.process.problems import LogProblem

Options = dict[str, Any]


class Command(BaseCommand):
    """Each verb reads; none writes to the ledger."""

    help = "Read a process from its log."

    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        add_process_arguments(_verb(verbs, "process", ABOUT))

    def handle(self, *_args: Any, **options: Any) -> None:
        verbs: dict[str, Callable[[Options], None]] = {"process": self._process}
        try:
            verbs[options["verb"]](options)
        except LogProblem as error:
            raise CommandError(str(error)) from error

    def _process(self, options: Options) -> None:
        run_process(options, partial(self.stdout.write, ending=""), self.stderr.write)


def _verb(verbs: Any, name: str, about: str) -> ArgumentParser:
    found: ArgumentParser = verbs.add_parser(name, help=about, description=about)
    return found
