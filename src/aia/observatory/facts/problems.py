"""What can be wrong with facts and builds, told so that it can be mended."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from aia.kit.refusals import Refusal

_SIGNS = ("no space left", "could not write", "disk full", "quota exceeded")


class FactsProblem(Refusal):
    """The facts cannot be read, written or computed; the message says what to do."""


class Busy(FactsProblem):
    """Another build is at work."""

    def __init__(self, process: str) -> None:
        super().__init__(
            f"another build is at work (process {process}). Wait until it has ended and run this"
            " again: it goes on from there"
        )


class EngineMissing(FactsProblem):
    """The engine asked for is not installed or cannot be reached."""


@contextmanager
def disk_watched() -> Iterator[None]:
    """Tell a full disk as such, whichever library meets it."""
    try:
        yield
    except FactsProblem:
        raise
    except Exception as error:
        if _is_full(error):
            raise FactsProblem(
                "the disk is full: make room and build again. What was finished is kept, and the"
                " next build goes on from there"
            ) from error
        raise


def _is_full(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    told = str(error).lower()
    return any(sign in told for sign in _SIGNS)
