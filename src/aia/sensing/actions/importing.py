"""Bringing in notices of another archive; twice changes nothing.

One that is still open there waits in the queue from the day of the import; one that ended is kept
as it ended. None has a receipt, a sensor or a reporter: who wrote it is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden
from aia.kit import crypto
from aia.kit.ids import derived_id
from aia.pathways.queries import taxonomy
from aia.people.actions import save_keys, sealed_text
from aia.sensing import deadlines, permissions
from aia.sensing.imports.rows import Archive, SourceNotice
from aia.sensing.models import Notice
from aia.sensing.tasks import suggest_soon
from aia.sensing.terms import NoticeDoor, NoticeState, Outcome
from aia.sensing.verbs import notices as verbs
from aia.territory.queries import municipalities_named
from aia.trace.actions import Batch

_ROWS_A_TRANSACTION = 250


@dataclass
class NoticesImported:
    """What an import did; `uncategorised` of the imported ones have labels that say no category."""

    imported: int = 0
    already_there: int = 0
    uncategorised: int = 0


def import_notices(
    *,
    actor: Actor,
    archive: Archive,
    district: str,
    tell: Callable[[int], None] = lambda rows: None,
    at: datetime,
) -> NoticesImported:
    """Bring in the notices of an archive that are not there yet.

    Rows are saved some hundreds at a time: an import that was stopped is completed by the next.
    `tell` hears how many rows are done. Only a named service may import; raises Forbidden.
    """
    permissions.demand_door(actor, NoticeDoor.IMPORT, district)
    if not actor.service:
        raise Forbidden(_("Archives are brought in by the installation’s command line."))
    done, towns = NoticesImported(), _Towns()
    for start in range(0, len(archive.notices), _ROWS_A_TRANSACTION):
        rows = archive.notices[start : start + _ROWS_A_TRANSACTION]
        with transaction.atomic():
            _hold(archive.map.archive)
            _save(rows, actor, archive, district, towns, done, at)
        tell(done.imported + done.already_there)
    return done


def _save(
    rows: Sequence[SourceNotice],
    actor: Actor,
    archive: Archive,
    district: str,
    towns: _Towns,
    done: NoticesImported,
    at: datetime,
) -> None:
    origins = {_origin(district, archive.map.archive, row.id): row for row in rows}
    there = set(Notice.objects.filter(origin__in=list(origins)).values_list("origin", flat=True))
    fresh = {origin: row for origin, row in origins.items() if origin not in there}
    done.already_there += len(there)
    notices = {origin: Notice(district=district) for origin in fresh}
    keys = {notice.id: crypto.new_key() for notice in notices.values()}
    save_keys(keys)
    with Batch() as batch:
        for origin, row in fresh.items():
            notice = notices[origin]
            notice.sealed_text = sealed_text(keys[notice.id], notice, "sealed_text", row.text)
            facts = _facts(row, origin, archive, district, towns.istat(row.town), at)
            batch.record(notice, facts, actor=actor, at=row.received_at)
            done.imported += 1
            done.uncategorised += facts.category is None
    for notice in notices.values():
        if notice.due_on is not None and notice.category is None:
            suggest_soon(notice)


def _facts(
    row: SourceNotice,
    origin: UUID,
    archive: Archive,
    district: str,
    town: str | None,
    at: datetime,
) -> verbs.NoticeImported:
    sort = taxonomy().in_use(row.category, timezone.localdate(at)) if row.category else None
    ended = row.close_reason is not None
    due = None
    if not ended:
        due = deadlines.due(deadlines.LOOK, at, district, urgency=archive.map.urgency)
    return verbs.NoticeImported(
        door=NoticeDoor.IMPORT,
        origin=origin,
        municipality=town,
        urgency=archive.map.urgency,
        language=archive.map.language,
        seen_at=row.received_at,
        received_at=row.received_at,
        category=sort.code if sort else None,
        domain=sort.domain if sort else None,
        state=NoticeState.SETTLED if ended else NoticeState.RECEIVED,
        outcome=Outcome.CLOSED if ended else None,
        close_reason=row.close_reason,
        settled_at=row.settled_at,
        due_on=due.on if due else None,
        due_rule=due.rule if due else None,
    )


class _Towns:
    """Municipalities by the name that an archive writes, each looked up once."""

    def __init__(self) -> None:
        self._known: dict[str, str | None] = {}

    def istat(self, name: str) -> str | None:
        """Return the ISTAT code of today's municipality of that name; None when there is none."""
        if not name:
            return None
        if name not in self._known:
            found = municipalities_named(name, limit=5)
            exact = [one.istat for one in found if one.name.casefold() == name.casefold()]
            self._known[name] = exact[0] if exact else None
        return self._known[name]


def _origin(district: str, archive: str, row: str) -> UUID:
    return derived_id("notice", district, NoticeDoor.IMPORT, archive, row)


def _hold(archive: str) -> None:
    """Let two imports of the same archive stand in line; on SQLite all transactions do."""
    if connection.vendor == "postgresql":
        half = int.from_bytes(derived_id("import", archive).bytes[8:], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [half])
