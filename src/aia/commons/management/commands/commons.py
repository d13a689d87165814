"""`aia commons import | export | health`: each subcommand is written beside what it commands.

A module of `VERBS` gives `add(verbs)`, which adds its own parsers to argparse's subparsers, each
with `set_defaults(act=function)`. What it raises of `TOLD` is shown as one line.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from aia.kit.csvfile import FileProblem
from aia.kit.refusals import Refusal

VERBS = ("aia.commons.hsds.command", "aia.commons.health_command")
TOLD = (FileProblem, Refusal)


class Command(BaseCommand):
    """Each subcommand calls one action or one query, as the installation itself."""

    help = "Bring directories of services in and out; see how the floor is doing."

    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for module in VERBS:
            add: Callable[[Any], None] = import_module(module).add
            add(verbs)

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            options["act"](self, options)
        except TOLD as error:
            raise CommandError(str(error)) from error
