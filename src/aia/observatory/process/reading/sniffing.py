"""What kind of file it is, by its first bytes and never by its name; opening gzipped files."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from aia.observatory.process.problems import LogProblem

_GZIP = b"\x1f\x8b"
_KINDS = (
    (b"SQLite format 3\x00", "sqlite"),
    (b"PAR1", "parquet"),
    (b"PK\x03\x04", "zip"),
)


def kind_of(file: Path) -> str:
    """Return csv, parquet, sqlite, xml or json. Raises LogProblem when the file cannot be read."""
    with opened(file) as stream:
        begin = stream.read(4096)
    for mark, kind in _KINDS:
        if begin.startswith(mark):
            if kind == "zip":
                raise LogProblem(f"{file}: a zip archive: unpack it and give the log inside")
            return kind
    plain = begin.removeprefix(b"\xef\xbb\xbf").lstrip()
    if plain.startswith(b"<"):
        return "xml"
    return "json" if plain.startswith((b"{", b"[")) else "csv"


@contextmanager
def opened(file: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading, unpacking gzip. Raises LogProblem, also for a truncated archive."""
    try:
        with file.open("rb") as raw:
            if raw.peek(2)[:2] != _GZIP:
                yield raw
                return
            with gzip.GzipFile(fileobj=raw) as stream:
                yield cast("IO[bytes]", stream)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise LogProblem(
            f"{file}: the gzip archive is cut short or damaged ({error}): copy it again"
        ) from error
    except IsADirectoryError as error:
        raise LogProblem(f"{file}: a folder: give the log inside") from error
    except OSError as error:
        raise LogProblem(f"{file}: {error.strerror or error}") from error
