"""Sealed files outside the database: one file each in a folder, named by the row's id.

A file is written whole and synced before its row is committed, and deleted only after the row
says that it is removed: a crash can leave a file without a row, never a row without its file.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

_ENDING = ".sealed"
_UNFINISHED = ".part"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_OWNER_ONLY_DIR = 0o700
_OWNER_ONLY_FILE = 0o600


class NotStored(RuntimeError):
    """The file could not be kept; nothing of it is left behind."""


class ContentMissing(RuntimeError):
    """A kept file is not where it must be, or is not what was stored."""


def write(folder: Path, row: UUID, sealed: bytes) -> Path:
    """Keep the sealed bytes. Raises NotStored in plain words when the disk is full or fails."""
    path = _path(folder, row)
    fresh = path.with_suffix(_UNFINISHED)
    try:
        path.parent.mkdir(mode=_OWNER_ONLY_DIR, parents=True, exist_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY_FILE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        if error.errno in _NO_ROOM:
            raise NotStored(
                _("There is no room left for files: nothing was stored. Tell the administrator.")
            ) from error
        raise NotStored(
            _("The file could not be stored (%(why)s): nothing was kept. Try again.")
            % {"why": error.strerror}
        ) from error
    return path


def read(folder: Path, row: UUID) -> bytes:
    """Return the sealed bytes. Raises ContentMissing when the file is not there."""
    try:
        return _path(folder, row).read_bytes()
    except OSError as error:
        raise ContentMissing(
            _("The content of this attachment is missing: tell the administrator.")
        ) from error


def delete(folder: Path, row: UUID) -> None:
    """Delete the file, if it is there."""
    _path(folder, row).unlink(missing_ok=True)


@dataclass(frozen=True)
class StoredFile:
    """A file of the store, with the id of its row when its name tells one."""

    name: str
    row: UUID | None
    written_at: datetime


def stored(folder: Path) -> Iterator[StoredFile]:
    """Yield every file in the folder, whole or unfinished."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as found:
        for entry in found:
            written_at = datetime.fromtimestamp(entry.stat().st_mtime, UTC)
            yield StoredFile(entry.name, _id_of(entry.name), written_at)


def _path(folder: Path, row: UUID) -> Path:
    return folder / f"{row.hex}{_ENDING}"


def _id_of(name: str) -> UUID | None:
    stem, dot, ending = name.partition(".")
    try:
        return UUID(hex=stem) if f"{dot}{ending}" == _ENDING else None
    except ValueError:
        return None
