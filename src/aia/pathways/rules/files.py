"""What may be attached to a pathway: pure checks on name, size and content of a file.

The type is what the content says it is; name and declared type must agree with it.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype
from django.utils.translation import gettext as _

from aia.kit.refusals import Refused
from aia.pathways.terms import AttachmentState

MOST_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 120
MOST_BROUGHT = 60  # documents that one person keeps on their path
_PDF = "application/pdf"
_TEXT = "text/plain"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT = "application/vnd.oasis.opendocument.text"
# What may be attached: media type by the ending of the name.
ALLOWED = {
    "pdf": _PDF,
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "docx": _DOCX,
    "odt": _ODT,
    "txt": _TEXT,
}
# What browsers declare when they know nothing: says nothing, so it cannot contradict.
_UNDECLARED = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_HEIC = frozenset({"heic", "heif"})
_MACROS = ("word/vbaProject.bin", "Basic/")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class FileRefused(Refused):
    """A file that cannot be attached; the text says what is wrong and how to mend it."""


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be attached: cleaned name, media type by its content."""

    name: str
    media_type: str


def check_file(name: str, declared_type: str, content: bytes) -> CheckedFile:
    """Return the cleaned name and the true media type of a file.

    Raises FileRefused when it is empty, too big, of a type that is not allowed, or when its
    name or declared type says something else than its content.
    """
    if not content:
        raise FileRefused(_("The file is empty: choose another one."))
    if len(content) > MOST_BYTES:
        raise FileRefused(
            _("The file is larger than %(most)s MB: make it smaller or split it.")
            % {"most": MOST_BYTES // (1024 * 1024)}
        )
    cleaned = clean_name(name)
    ending = PurePosixPath(cleaned).suffix.lower().lstrip(".")
    if ending in _HEIC:
        raise FileRefused(
            _(
                "HEIC photos, as iPhones keep them, cannot be opened everywhere."
                " Save the photo as JPEG and attach it again."
            )
        )
    if ending not in ALLOWED:
        raise FileRefused(
            _("Files of this kind cannot be attached. You can attach: %(allowed)s.")
            % {"allowed": ", ".join(ALLOWED)}
        )
    found = _type_of(content)
    declared = declared_type.partition(";")[0].strip().lower()
    if found != ALLOWED[ending]:
        raise FileRefused(
            _(
                "“%(name)s” is called a %(ending)s file, but its content is not one"
                " (it looks like: %(found)s). Save it again in the right format and attach it."
            )
            % {"name": cleaned, "ending": ending, "found": found or _("something unknown")}
        )
    if declared not in _UNDECLARED and declared != found:
        raise FileRefused(
            _("The file was sent as %(declared)s, but its content is %(found)s: attach it again.")
            % {"declared": declared[:80], "found": found}
        )
    return CheckedFile(cleaned, found)


def clean_name(name: str) -> str:
    """Return the last part of a file's name, fit to be shown and saved on any system.

    No path, no control or direction-changing characters, no leading dots; shortened in the
    middle of nothing but its stem.
    """
    bare = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        character
        for character in bare
        if unicodedata.category(character)[0] != "C" and character not in '<>:"|?*'
    )
    path = PurePosixPath(" ".join(kept.split()).strip(". "))
    stem, ending = path.stem.strip(". "), path.suffix
    return f"{stem[: LONGEST_NAME - len(ending)] or 'file'}{ending}"


def _type_of(content: bytes) -> str:
    """Return the media type that the content itself shows; empty when it shows none."""
    if content.startswith(b"PK\x03\x04"):
        return _type_of_zip(content)
    guessed = filetype.guess(content)
    if guessed is not None:
        return str(guessed.mime)
    return _TEXT if _is_text(content) else ""


def _type_of_zip(content: bytes) -> str:
    """Tell documents from other archives by the members that each kind must have."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if any(name.startswith(_MACROS) for name in names):
                raise FileRefused(
                    _("The document contains macros: save it without them and attach it again.")
                )
            if "mimetype" in names and archive.getinfo("mimetype").file_size <= len(_ODT):
                return _ODT if archive.read("mimetype") == _ODT.encode() else "application/zip"
            if {"[Content_Types].xml", "word/document.xml"} <= set(names):
                return _DOCX
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise FileRefused(
            _("The file is damaged and cannot be read: save it again and attach it.")
        ) from error
    return "application/zip"


def _is_text(content: bytes) -> bool:
    """Say whether the content is plain text in UTF-8, without control characters."""
    try:
        return not _CONTROL.search(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return False


def check_room(kept: int) -> None:
    """Raise Refused when somebody has brought as many documents as there is room for."""
    if kept >= MOST_BROUGHT:
        raise Refused(
            _("You have brought %(most)s documents: take back one that is no longer needed.")
            % {"most": MOST_BROUGHT},
            field="file",
        )


def check_own(*, brought: bool) -> None:
    """Raise Refused when somebody would take back a document that they did not bring."""
    if not brought:
        raise Refused(_("You can take back only what you brought yourself."))


def check_unshared(*, brought: bool) -> None:
    """Raise Refused when a document would be closed to the person who brought it."""
    if brought:
        raise Refused(_("The person brought this document: it stays open to them."))


def check_kept(state: str) -> None:
    """Raise Refused when an attachment was already removed."""
    if state != AttachmentState.KEPT:
        raise Refused(_("This attachment was already removed: reload the page."))
