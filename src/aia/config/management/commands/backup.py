"""`aia backup FILE`: write everything into one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from aia.config import archive
from aia.config.progress import shown


class Command(BaseCommand):
    help = "Write every row and file into one archive that restores on SQLite and PostgreSQL."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to write it (….tar.gz)")
        parser.add_argument(
            "--with-keys",
            action="store_true",
            help="put the keys in too: whoever has such a file can read everything",
        )

    def handle(self, *_: Any, file: Path, with_keys: bool, **__: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} is there already: name another file")
        if not file.resolve().parent.is_dir():
            raise CommandError(f"{file.resolve().parent}: there is no such directory")
        with shown("Writing") as tell:
            manifest = archive.write(file, with_keys=with_keys, tell=tell)
        count = sum(manifest["rows"].values())
        self.stdout.write(f"{file}: {count:,} rows, {file.stat().st_size / 1e6:.1f} MB")
        self.stdout.write(
            "The keys are IN this file: keep it as you keep them."
            if with_keys
            else "The keys are NOT in this file: without AIA_HOME/keys nobody can read the names"
            " and texts in it. Keep a copy of that directory elsewhere."
        )
