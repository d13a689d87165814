"""`aia restore FILE`: bring a backup back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from aia.config.archive import ArchiveRefused
from aia.config.progress import shown
from aia.config.restoring import restore


class Command(BaseCommand):
    help = "Bring a backup back, all of it or nothing, and verify its ledger. Stop `aia run` first."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file written by `aia backup`")
        parser.add_argument(
            "--replace", action="store_true", help="put it in the place of what is here"
        )

    def handle(self, *_: Any, file: Path, replace: bool, **__: Any) -> None:
        try:
            with shown("Restoring") as tell:
                restored = restore(file, replace=replace, tell=tell)
        except ArchiveRefused as error:
            raise CommandError(f"{error}. Nothing was changed.") from error
        entries = restored.report.entries
        self.stdout.write(
            f"Restored {sum(restored.rows.values()):,} rows; the ledger is whole:"
            f" {entries:,} entries on {restored.report.streams:,} streams"
        )
        if restored.other_keys:
            self.stderr.write(
                f"WARNING: the keys here ({', '.join(restored.other_keys)}) are not those of the"
                " backup. Put the files of its keys directory into AIA_HOME/keys, or names and"
                " texts stay unreadable."
            )
