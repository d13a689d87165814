"""`aia trace verify | checkpoint | guard`: look after the ledger."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from aia.kit import crypto
from aia.kit.clock import now
from aia.trace import guards
from aia.trace.actions import keep_outside, make_checkpoint
from aia.trace.verification import Report, verify


class _Progress(Protocol):
    def __call__(self, entries: int) -> None: ...


class Command(BaseCommand):
    help = "Verify the ledger, sign it as it stands, or put its guards back."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        check = verbs.add_parser("verify", help="find any change, gap or cut-off tail")
        check.add_argument("--json", action="store_true", help="print the result as JSON")
        check.add_argument(
            "--checkpoint",
            dest="files",
            type=Path,
            nargs="+",
            default=[],
            metavar="FILE",
            help="checkpoint files kept elsewhere (those of AIA_HOME are always read)",
        )
        verbs.add_parser("checkpoint", help="sign the ledger as it stands, here and in a file")
        verbs.add_parser("guard", help="put back the guards that are missing or altered")

    def handle(self, *_: Any, verb: str, **options: Any) -> None:
        {"verify": self._verify, "checkpoint": self._checkpoint, "guard": self._guard}[verb](
            **options
        )

    def _verify(self, *, files: list[Path], json: bool, **_: Any) -> None:
        kept = sorted(_directory().glob("*.json"))
        with _shown(quiet=json) as progress:
            report = verify([*kept, *files], signer=_signer(), progress=progress)
        self._tell_json(report) if json else self._tell(report)
        if not report.ok:
            sys.exit(1)

    def _tell_json(self, report: Report) -> None:
        told = {
            "ok": report.ok,
            "entries": report.entries,
            "streams": report.streams,
            "seconds": report.seconds,
            "problems": report.problems,
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _tell(self, report: Report) -> None:
        for problem in report.problems:
            self.stderr.write(problem)
        verdict = "The ledger is whole" if report.ok else "THE LEDGER DOES NOT HOLD"
        self.stdout.write(
            f"{verdict}: {report.entries:,} entries on {report.streams:,} streams,"
            f" {report.checkpoints:,} checkpoints, {report.seconds:.2f} s"
        )

    def _checkpoint(self, **_: Any) -> None:
        try:
            made = make_checkpoint(private=settings.AIA_CHECKPOINT_KEY(), at=now())
        except ValueError as error:
            raise CommandError(str(error)) from error
        path = keep_outside(_directory())
        if path is None:
            self.stdout.write("The ledger is empty: there is nothing to sign yet.")
            return
        told = f"Signed {made.entries:,} entries" if made else "Nothing is new since the last one"
        self.stdout.write(f"{told}: {path}\nKeep a copy where nobody of this house can change it.")

    def _guard(self, **_: Any) -> None:
        put = guards.install(connection)
        self.stdout.write("\n".join(put) or "Every guard was in its place.")


def _directory() -> Path:
    return Path(settings.HOME) / "checkpoints"


def _signer() -> bytes:
    return crypto.public_of(settings.AIA_CHECKPOINT_KEY())


@contextmanager
def _shown(*, quiet: bool) -> Iterator[_Progress]:
    """Give what shows progress on a terminal, and nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda entries: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Reading the ledger…") as status:
        yield lambda entries: status.update(f"Reading the ledger… {entries:,} entries")
