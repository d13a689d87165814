"""Where sealed attachments lie: one file each under MEDIA_ROOT, named by the row's id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from aia.kit import sealed_files
from aia.kit.sealed_files import ContentMissing, NotStored

__all__ = ["ContentMissing", "NotStored", "StoredFile", "delete", "read", "stored", "write"]


@dataclass(frozen=True)
class StoredFile:
    """A file of the store, with the id of its row when its name tells one."""

    name: str
    attachment: UUID | None
    written_at: datetime


def write(attachment: UUID, sealed: bytes) -> Path:
    """Keep the sealed bytes. Raises NotStored in plain words when the disk is full or fails."""
    return sealed_files.write(_folder(), attachment, sealed)


def read(attachment: UUID) -> bytes:
    """Return the sealed bytes. Raises ContentMissing when the file is not there."""
    return sealed_files.read(_folder(), attachment)


def delete(attachment: UUID) -> None:
    """Delete the file, if it is there."""
    sealed_files.delete(_folder(), attachment)


def stored() -> Iterator[StoredFile]:
    """Yield every file in the store, whole or unfinished."""
    for file in sealed_files.stored(_folder()):
        yield StoredFile(file.name, file.row, file.written_at)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT)
