"""Replacing the master key: every data key is wrapped anew, none is lost if it stops half way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import connection, models, transaction

from aia.people import sealing
from aia.people.actions.keys import KEY_LOCK
from aia.people.models import SubjectKey

_A_PORTION = 1_000
_FIRST = UUID(int=0)


@dataclass(frozen=True)
class Rotated:
    """The master key in use, how many data keys were wrapped anew, which old keys were removed."""

    master: str
    rewrapped: int
    removed: tuple[str, ...]


def _quiet(_done: int, _all: int) -> None:
    """Tell nobody."""


def rotate_master_key(
    *, keep_old: bool = False, tell: Callable[[int, int], None] = _quiet
) -> Rotated:
    """Make a new master key, or finish a replacement that was stopped, and wrap all keys under it.

    The old key stays in the keys directory until the last data key has left it; with `keep_old`
    also after (backups made before can be opened only with it). Servers may go on working.
    Raises ImproperlyConfigured when the key comes from the environment and was not changed there.
    """
    sealing.master_keys.cache_clear()
    if not _waiting().exists():
        _replace()
    master = next(iter(sealing.master_keys()))
    every, done = _waiting().count(), 0
    last = _FIRST
    while portion := _rewrap(last):
        done += len(portion)
        last = portion[-1]
        tell(done, every)
    removed = () if keep_old else _retire()
    return Rotated(master, done, removed)


def _waiting() -> models.QuerySet[SubjectKey]:
    return SubjectKey.objects.exclude(master=next(iter(sealing.master_keys())))


@transaction.atomic
def _replace() -> None:
    """Put a new master key in place while nobody is wrapping a key under the old one."""
    _hold_alone()
    settings.AIA_REPLACE_MASTER(next(iter(sealing.master_keys())))
    sealing.master_keys.cache_clear()


@transaction.atomic
def _rewrap(after: UUID) -> list[UUID]:
    rows = list(
        _waiting().filter(subject__gt=after).order_by("subject").select_for_update()[:_A_PORTION]
    )
    for row in rows:
        fresh = sealing.wrapped(row.subject, sealing.unwrap(row))
        row.wrapped, row.master = fresh.wrapped, fresh.master
    SubjectKey.objects.bulk_update(rows, ["wrapped", "master"])
    return [row.subject for row in rows]


@transaction.atomic
def _retire() -> tuple[str, ...]:
    _hold_alone()
    if _waiting().exists():
        return ()
    removed: tuple[str, ...] = settings.AIA_RETIRE_MASTERS()
    sealing.master_keys.cache_clear()
    return removed


def _hold_alone() -> None:
    """Wait until nobody wraps a new key, and let nobody begin (see `keys.hold_master_key`)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [KEY_LOCK])
