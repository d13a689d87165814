"""Who opened whose file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from aia.access.durations import durations
from aia.access.models import BreakGlass, Reading, RoleGrant
from aia.access.queries.actors import account_names
from aia.access.terms import ReadingWhy


def readings_of(subject: UUID) -> QuerySet[Reading]:
    """Return every recorded opening of the subject's file, the newest first."""
    return Reading.objects.filter(subject=subject).order_by("-at", "-id")


@dataclass(frozen=True)
class Opening:
    """One or more openings of a file by the same person, close in time, shown as one.

    `emergency` is the reason told when it was opened in an emergency, "" otherwise.
    """

    account: UUID
    name: str
    roles: tuple[str, ...]
    kind: str
    why: str
    first_at: datetime
    last_at: datetime
    times: int
    emergency: str = ""


def openings_of(subject: UUID, *, since: date | None = None) -> list[Opening]:
    """Return who opened the subject's file, newest first, for the person to read.

    Every opening is recorded; here those of one account, of one kind and on the same grounds,
    each within ten minutes (`durations.yaml`) of the next, are shown as one with their number.
    """
    rows = readings_of(subject)
    if since is not None:
        rows = rows.filter(at__date__gte=since)
    groups = _grouped(rows)
    accounts = {group[0].account for group in groups}
    names, roles = account_names(accounts), _roles_of(accounts)
    broken = any(group[0].why == ReadingWhy.BREAK_GLASS for group in groups)
    told = BreakGlass.objects.filter(subject=subject).order_by("-opened_at") if broken else ()
    glasses = list(told)
    return [
        Opening(
            account=newest.account,
            name=names.get(newest.account, ""),
            roles=roles.get(newest.account, ()),
            kind=newest.kind,
            why=newest.why,
            first_at=oldest.at,
            last_at=newest.at,
            times=times,
            emergency=_told_reason(newest, glasses),
        )
        for newest, oldest, times in groups
    ]


def _told_reason(reading: Reading, glasses: Iterable[BreakGlass]) -> str:
    """Return why the emergency under which somebody read was declared; `glasses` newest first."""
    if reading.why != ReadingWhy.BREAK_GLASS:
        return ""
    held = (g for g in glasses if g.account_id == reading.account and g.opened_at <= reading.at)
    glass = next(held, None)
    return glass.reason if glass else ""


def _grouped(rows: Iterable[Reading]) -> list[tuple[Reading, Reading, int]]:
    """Return (newest, oldest, how many) of each run of openings; `rows` are newest first."""
    gap = durations().opening_group_minutes
    open_runs: dict[tuple[UUID, str, str], list[Any]] = {}
    runs: list[list[Any]] = []
    for row in rows:
        key = (row.account, row.kind, row.why)
        run = open_runs.get(key)
        if run is not None and run[1].at - row.at <= gap:
            run[1] = row
            run[2] += 1
            continue
        run = [row, row, 1]
        open_runs[key] = run
        runs.append(run)
    return [(newest, oldest, times) for newest, oldest, times in runs]


def _roles_of(accounts: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Return the roles each account ever held: an old opening still says whose it is."""
    held: dict[UUID, dict[str, None]] = {}
    for account, role in RoleGrant.objects.filter(account__in=list(accounts)).values_list(
        "account", "role"
    ):
        held.setdefault(account, {})[role] = None
    return {account: tuple(sorted(roles)) for account, roles in held.items()}
