"""Bringing a backup back: all of it or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from aia.config import archive, rows
from aia.config.archive import ArchiveRefused
from aia.config.home import keys_dir
from aia.trace import guards
from aia.trace.models import Entry
from aia.trace.verification import Report, verify


@dataclass(frozen=True)
class Restored:
    """What came back: rows by table, the verification made, and the keys that differ."""

    rows: dict[str, int]
    report: Report
    other_keys: list[str]


def restore(path: Path, *, replace: bool, tell: Callable[[str], None]) -> Restored:
    """Put the backup at `path` in the place of what this installation holds.

    The file is unpacked and checked aside; rows go in by one transaction, which also verifies the
    ledger; files are moved last. Raises ArchiveRefused, with nothing changed, when the file is
    not a whole backup, when there is something here and `replace` is not said, or when the
    restored ledger does not hold.
    """
    if not replace and in_use():
        raise ArchiveRefused(
            "this installation already holds data. Name an empty AIA_HOME, or say --replace to"
            " put the backup in its place"
        )
    aside = Path(tempfile.mkdtemp(prefix=".restoring-", dir=settings.HOME))
    try:
        manifest = archive.unpack(path, aside)
        with transaction.atomic():
            _fill(manifest, aside, tell)
            tell("verifying")
            report = verify()
            if not report.ok:
                raise ArchiveRefused(f"{path}: its ledger does not hold: {report.problems[0]}")
        _move(aside)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    mine = archive.fingerprints()
    others = [name for name, mark in manifest["keys"].items() if mine.get(name) != mark]
    return Restored(manifest["rows"], report, others)


def in_use() -> bool:
    """Say whether anything was ever recorded or anybody may sign in here."""
    return Entry.objects.exists() or apps.get_model(settings.AUTH_USER_MODEL).objects.exists()


def _fill(manifest: dict[str, Any], aside: Path, tell: Callable[[str], None]) -> None:
    rows.empty()
    for model in rows.tables():
        table = model._meta.db_table
        tell(table)
        with (aside / f"rows/{table}.jsonl").open("rb") as file:
            rows.read(model, file)
    rows.renumber()
    connection.check_constraints()
    guards.install(connection)


def _move(aside: Path) -> None:
    """Put the unpacked files where they belong; what they replace is removed."""
    home = Path(settings.HOME)
    for kept in archive.KEPT_FILES:
        place, fresh = home / kept, aside / "files" / kept
        if place.exists():
            place.rename(aside / f"replaced-{kept}")
        if fresh.exists():
            fresh.rename(place)
    for key in sorted((aside / "keys").glob("*.key")):
        key.rename(keys_dir() / key.name)
