"""Where sealed photos and voice notes lie: one file each, named by the row's id."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings

from aia.kit import sealed_files
from aia.kit.sealed_files import ContentMissing, NotStored

__all__ = ["ContentMissing", "NotStored", "delete", "read", "write"]


def write(media: UUID, sealed: bytes) -> Path:
    """Keep the sealed bytes. Raises NotStored in plain words when the disk is full or fails."""
    return sealed_files.write(_folder(), media, sealed)


def read(media: UUID) -> bytes:
    """Return the sealed bytes. Raises ContentMissing when the file is not there."""
    return sealed_files.read(_folder(), media)


def delete(media: UUID) -> None:
    """Delete the file, if it is there."""
    sealed_files.delete(_folder(), media)


def _folder() -> Path:
    return Path(settings.HOME) / "notice_media"
