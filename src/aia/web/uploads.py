"""What comes with files is refused before it is received, when it is bigger than any form sends.

Django's own limit (`DATA_UPLOAD_MAX_MEMORY_SIZE`) does not count files.
"""

from __future__ import annotations

from typing import IO

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# What is read and thrown away, so that the browser has finished sending when it is answered:
# most answer a closed door with their own page of error instead of ours.
_MOST_READ = 64 * 1024 * 1024
_CHUNK = 256 * 1024


class WithinLimit(FileUploadHandler):
    """Refuses bodies over `settings.LARGEST_BODY` (bytes); keeps nothing of the others."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        meta: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Raise RequestDataTooBig, which is answered with the page 413."""
        if content_length <= settings.LARGEST_BODY:
            return
        left = min(content_length, _MOST_READ)
        while left > 0 and (read := input_data.read(min(_CHUNK, left))):
            left -= len(read)
        raise RequestDataTooBig(f"the body has {content_length} bytes")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass every chunk on to the handlers that keep files."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that keep files."""
