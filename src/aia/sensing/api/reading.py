"""Reading notices: the queue, and one notice with all about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from aia.access.terms import ClientScope
from aia.kit.clock import now
from aia.pathways.terms import Domain
from aia.sensing import queries
from aia.sensing.api.routing import router
from aia.sensing.api.shapes import NoticeOut, NoticeRowOut
from aia.sensing.queries import NoticeDetail, QueueRow, SuggestionText
from aia.sensing.terms import NoticeDoor, NoticeLane, Urgency
from aia.web.api import cursors
from aia.web.api.operations import Found, actor_of, reads
from aia.web.api.schemas import Asked, Cursor, Limit, PageOf

_READ = ClientScope.NOTICES_READ


@reads(router, "/notices", scope=_READ, answer=PageOf[NoticeRowOut])
def notices(
    request: HttpRequest,
    lane: NoticeLane = NoticeLane.WAITING,
    municipality: Asked | None = None,
    domain: Domain | None = None,
    urgency: Urgency | None = None,
    door: NoticeDoor | None = None,
    cursor: Cursor = None,
    limit: Limit = 25,
) -> dict[str, Any]:
    """List the notices of the district that wait, the earliest due day first."""
    page = queries.triage_queue(
        actor_of(request),
        queries.QueueFilters(
            lane=lane, municipality=municipality, domain=domain, urgency=urgency, door=door
        ),
        after=cursors.read(cursor, of="notices"),
        limit=limit,
        at=now(),
    )
    return {
        "items": [_row(item) for item in page.items],
        "next": cursors.told(page.next_cursor, of="notices"),
    }


@reads(router, "/notices/{notice_id}", scope=_READ, answer=NoticeOut, single=True)
def notice(request: HttpRequest, notice_id: UUID) -> Found:
    """Read one notice, the dialogue about it and why it is where it is."""
    detail = queries.notice_of(actor_of(request), notice_id, at=now())
    return Found(detail.notice, _told(detail))


def _row(item: QueueRow) -> dict[str, Any]:
    return {
        **_coded(item.notice, NoticeRowOut),
        "sensor": item.sensor,
        "municipality": item.municipality,
        "assignee": item.assignee,
        "days_overdue": item.days_overdue,
        "beginning": item.beginning,
    }


def _told(detail: NoticeDetail) -> dict[str, Any]:
    return {
        **_coded(detail.notice, NoticeOut),
        # Who may not open the file may not follow the notice into it either.
        "need_id": None if detail.withheld else detail.notice.need_id,
        "why_here": detail.why.sentence,
        "withheld": detail.withheld,
        "text": detail.text,
        "place_words": detail.place_words,
        "contact": detail.contact,
        "words": [
            {
                "id": one.word.id,
                "side": one.word.side,
                "language": one.word.language,
                "said_at": one.word.said_at,
                "author": one.author,
                "words": one.words,
            }
            for one in detail.words
        ],
        "media": [
            {"id": one.id, "kind": one.kind, "media_type": one.media_type, "size": one.size}
            for one in detail.media
        ],
        "suggestion": _suggested(detail.suggestion) if detail.suggestion else None,
        "parts": [one.id for one in detail.parts],
        "merged": [one.id for one in detail.merged],
    }


def _suggested(told: SuggestionText) -> dict[str, Any]:
    row = told.suggestion
    return {
        "taxonomy_version": row.taxonomy_version,
        "model": row.model,
        "abstained": row.abstained,
        "urgent": row.urgent,
        "verdict": row.verdict,
        "decided": row.decided,
        "named": [one.__dict__ for one in told.named],
    }


def _coded(row: Any, shape: type[NoticeRowOut] | type[NoticeOut]) -> dict[str, Any]:
    """Return the fields of a row that a shape tells, with its version."""
    loaded = {name: value for name, value in row.__dict__.items() if name in shape.model_fields}
    return {**loaded, "id": row.id, "version": row.last_entry_id}
