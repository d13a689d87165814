"""Which districts' rows a connection may see: the second lock, under the queries' own scopes.

PostgreSQL asks its policies (`policies`) about the setting `aia.districts` of the connection. Here
is what it should say at this moment: nothing, unless somebody said otherwise.

- a request says the districts where its actor has a role (`within`, `narrow`);
- a door that anybody may open, which finds one row by a secret code, says `everywhere`, and so do
  the moments in which a request finds out whose it is;
- commands and the worker act for the whole installation: their process says `open_process`.

SQLite has no such policies: there only the first lock holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

EVERYWHERE = "*"
NOWHERE = ""
_VARIABLE = "AIA_HORIZON"

_process = os.environ.get(_VARIABLE, NOWHERE)
_here: ContextVar[str | None] = ContextVar("horizon", default=None)


def wanted() -> str:
    """Return what `aia.districts` should say: codes with commas between, or EVERYWHERE."""
    here = _here.get()
    return _process if here is None else here


@contextmanager
def within(districts: Iterable[str]) -> Iterator[None]:
    """See the rows of these districts only, meanwhile."""
    with _put(_codes(districts)):
        yield


@contextmanager
def everywhere() -> Iterator[None]:
    """See every row, meanwhile."""
    with _put(EVERYWHERE):
        yield


def narrow(districts: Iterable[str]) -> None:
    """See the rows of these districts only, until the `within` around this ends."""
    _here.set(_codes(districts))


def widen() -> None:
    """See every row, until the `within` around this ends."""
    _here.set(EVERYWHERE)


def open_process() -> None:
    """Let this process and those that it starts see every row: commands and their helpers."""
    global _process  # noqa: PLW0603 one process, one answer
    _process = os.environ[_VARIABLE] = EVERYWHERE


def _codes(districts: Iterable[str]) -> str:
    # A district's code has no comma (territory), and none is called as EVERYWHERE is.
    return ",".join(sorted(code for code in districts if code != EVERYWHERE))


@contextmanager
def _put(value: str) -> Iterator[None]:
    token = _here.set(value)
    try:
        yield
    finally:
        _here.reset(token)
