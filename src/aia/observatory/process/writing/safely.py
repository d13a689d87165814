"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aia.observatory.process.problems import LogProblem


@contextmanager
def written(file: Path) -> Iterator[Path]:
    """Give a place beside the file; it takes the file's name when all went well.

    Raises LogProblem when it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    except OSError as error:
        raise LogProblem(f"{file}: cannot be written: {error.strerror}") from error
    os.close(handle)
    try:
        yield Path(name)
        Path(name).replace(file)
    except OSError as error:
        raise LogProblem(f"{file}: cannot be written: {error.strerror}") from error
    finally:
        Path(name).unlink(missing_ok=True)
