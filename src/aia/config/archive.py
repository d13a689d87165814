"""The backup file: a gzipped tar whose last member, the manifest, vouches for all the others.

    rows/<table>.jsonl   every row (see `rows`)
    files/…              attachments, checkpoints and the mark of a simulated district
    keys/…               only when asked for: whoever has them can read everything
    manifest.json        version, moment, migrations, and a SHA-256 digest of every member

Written aside and renamed when whole, so a name that is there is a whole backup.
"""

from __future__ import annotations

import json
import tarfile
import tempfile
from collections.abc import Callable
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from aia import __version__
from aia.config import rows
from aia.config.home import KEYS, keys_dir, secret
from aia.kit import crypto
from aia.kit.clock import now

FORMAT = 1
KEPT_FILES = ("attachments", "notice_media", "checkpoints", "simulated.json")
_MANIFEST = "manifest.json"
_QUICK = 3


class ArchiveRefused(Exception):
    """A file that is not a whole backup of this version; the message says what is wrong."""


def write(path: Path, *, with_keys: bool, tell: Callable[[str], None]) -> dict[str, Any]:
    """Write a backup of the whole installation to `path`; return its manifest."""
    part = path.with_name(path.name + ".part")
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "aia": __version__,
        "made_at": now().isoformat(),
        "migrations": migrations(),
        "keys": fingerprints(),
        "with_keys": with_keys,
        "rows": {},
        "digests": {},
    }
    try:
        part.touch(mode=0o600)
        with tarfile.open(part, "w:gz", compresslevel=_QUICK) as tar:
            with rows.one_moment():
                _add_rows(tar, manifest, tell)
            tell("files")
            _add_files(tar, manifest, with_keys=with_keys)
            _add_manifest(tar, manifest)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def unpack(path: Path, into: Path) -> dict[str, Any]:
    """Unpack a backup into a directory and return its manifest, every digest having been checked.

    Raises ArchiveRefused when it is cut off, altered, no backup, or of another version.
    """
    try:
        with tarfile.open(path, "r:gz") as tar:
            tar.extractall(into, filter="data")
    except FileNotFoundError as error:
        raise ArchiveRefused(f"{path}: there is no such file") from error
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise ArchiveRefused(f"{path}: cut off, or not a backup ({error})") from error
    try:
        manifest: dict[str, Any] = json.loads((into / _MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise ArchiveRefused(f"{path}: cut off, or not a backup (it has no manifest)") from error
    _check(path, manifest, into)
    return manifest


def migrations() -> list[str]:
    """Return the names of the migrations that the database has."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def fingerprints() -> dict[str, str]:
    """Return, for each key of this installation, what tells it from another and nothing else."""
    return {
        name: crypto.fingerprint(b"backup" + name.encode() + secret(name))[:8].hex()
        for name in KEYS
    }


def _add_rows(tar: tarfile.TarFile, manifest: dict[str, Any], tell: Callable[[str], None]) -> None:
    for model in rows.tables():
        table = model._meta.db_table
        tell(table)
        with tempfile.NamedTemporaryFile(dir=settings.HOME) as file:
            manifest["rows"][table] = rows.write(model, file)
            file.flush()
            _add(tar, manifest, Path(file.name), f"rows/{table}.jsonl")


def _add_files(tar: tarfile.TarFile, manifest: dict[str, Any], *, with_keys: bool) -> None:
    home = Path(settings.HOME)
    for kept in KEPT_FILES:
        for path in sorted([home / kept, *(home / kept).rglob("*")]):
            if path.is_file():
                _add(tar, manifest, path, f"files/{path.relative_to(home)}")
    if with_keys:
        for path in sorted(keys_dir().glob("*.key")):
            _add(tar, manifest, path, f"keys/{path.name}")


def _add(tar: tarfile.TarFile, manifest: dict[str, Any], path: Path, name: str) -> None:
    with path.open("rb") as file:
        manifest["digests"][name] = file_digest(file, "sha256").hexdigest()
    tar.add(path, name, recursive=False)


def _add_manifest(tar: tarfile.TarFile, manifest: dict[str, Any]) -> None:
    with tempfile.NamedTemporaryFile("w", dir=settings.HOME) as file:
        json.dump(manifest, file, indent=1)
        file.flush()
        tar.add(file.name, _MANIFEST)


def _check(path: Path, manifest: dict[str, Any], into: Path) -> None:
    if manifest.get("format") != FORMAT:
        raise ArchiveRefused(f"{path}: made in a format that this version does not read")
    for name, digest in manifest["digests"].items():
        member = into / name
        if not member.is_file():
            raise ArchiveRefused(f"{path}: {name} is missing from it")
        with member.open("rb") as file:
            if file_digest(file, "sha256").hexdigest() != digest:
                raise ArchiveRefused(f"{path}: {name} was altered")
    if manifest["migrations"] != migrations():
        raise ArchiveRefused(
            f"{path}: made by Aia {manifest['aia']}, whose tables differ from this version's."
            " Restore it with that version, then upgrade"
        )
