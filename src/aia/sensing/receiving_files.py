"""Files of a form that anybody may send: what is too large is thrown away while it comes in."""

from __future__ import annotations

from typing import IO

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, MemoryFileUploadHandler, SkipFile
from django.http import HttpRequest

from aia.sensing.media import MEGABYTE, MOST_PHOTO_BYTES, MOST_VOICE_BYTES

# Beyond this not even the words are waited for.
_MOST_READ = 80 * MEGABYTE
_MOST = {"photo": MOST_PHOTO_BYTES, "voice": MOST_VOICE_BYTES}


class OneByOne(FileUploadHandler):
    """Drops a file that is over its own limit and goes on with the words; keeps its field's name.

    Nothing of it is kept, in memory or on disk: what follows is read only to reach the words.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.refused: set[str] = set()

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        meta: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Raise RequestDataTooBig for what nobody's phone sends."""
        if content_length > _MOST_READ:
            raise RequestDataTooBig(f"the body has {content_length} bytes")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on, until the file is over its limit."""
        field = self.field_name or ""
        if start + len(raw_data) > _MOST.get(field, 0):
            self.refused.add(field)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handler that keeps it."""


class InMemory(MemoryFileUploadHandler):
    """Keeps a small file in memory, never on the server's disk unsealed."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        meta: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Take every file: `OneByOne`, which comes before, has its limits."""
        self.activated = True


def take_files(request: HttpRequest) -> OneByOne:
    """Set the request to receive its files so; call it before its form is read."""
    first = OneByOne(request)
    request.upload_handlers = [first, InMemory(request)]
    return first
