"""`aia run`: serve Aia on this machine."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from aia.config.server import CannotServe, serve

_HIGHEST_PORT = 65535


class Command(BaseCommand):
    help = "Serve Aia with a production server until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address (default: 127.0.0.1)")
        parser.add_argument(
            "--port",
            default=os.environ.get("PORT") or "8000",
            help="port (default: 8000, or PORT from the environment)",
        )
        parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
        parser.add_argument(
            "--no-work",
            action="store_true",
            help="start no worker beside it: `aia work` runs elsewhere for this installation",
        )

    def handle(self, *_: Any, host: str, port: str, workers: int, **options: Any) -> None:
        if not port.isdecimal() or not 0 < int(port) <= _HIGHEST_PORT:
            raise CommandError(f"--port must be between 1 and {_HIGHEST_PORT}, not {port}")
        if workers < 1:
            raise CommandError("--workers must be at least 1")
        try:
            with_work = not options["no_work"]
            serve(host=host, port=int(port), workers=workers, with_work=with_work)
        except CannotServe as error:
            raise CommandError(str(error)) from error
