"""`aia sensing import | …`: each subcommand is written beside what it commands.

A module of `VERBS` gives `add(verbs)`: it adds its own parsers to argparse's subparsers, each with
`set_defaults(act=function)`; the function takes the command and its options, and prints. Whatever
it raises of `TOLD` is shown as one line, without a traceback.
"""

from argparse import ArgumentParser
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from aia.kit.csvfile import FileProblem
from aia.kit.refusals import Refusal
from aia.sensing.imports.mapping import MapBroken

VERBS = (
    "aia.sensing.imports.command",
    "aia.sensing.alarms.command",
    "aia.sensing.recognition.command",
)
TOLD = (FileProblem, MapBroken, Refusal)


class Command(BaseCommand):
    """Each subcommand calls one action or one query, as the installation itself."""

    help = "Bring notices in; suggest, train and evaluate; look for what is happening where."

    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for module in VERBS:
            add: Callable[[Any], ArgumentParser | None] = import_module(module).add
            add(verbs)

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            options["act"](self, options)
        except TOLD as error:
            raise CommandError(str(error)) from error
