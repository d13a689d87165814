"""What long work shows on a terminal: one line that says what it is at."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def shown(doing: str) -> Iterator[Callable[[str], None]]:
    """Give a function that shows what is being done; on anything but a terminal it is silent."""
    if not sys.stderr.isatty():
        yield lambda what: None
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{doing}…") as status:
        yield lambda what: status.update(f"{doing} {what}…")
