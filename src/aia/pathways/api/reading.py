"""Reading the line: lists, files, needs, the worklist, the trace. Opening a file is recorded."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from aia.access.terms import ClientScope
from aia.kit.clock import now
from aia.pathways import actions, queries
from aia.pathways.api import telling
from aia.pathways.api.routing import router
from aia.pathways.api.shapes import EntryOut, FileOut, NeedOut, PathwayOut, WaitingOut
from aia.pathways.models import Pathway
from aia.pathways.terms import Lane, State, Whose
from aia.web.api import cursors
from aia.web.api.operations import Found, actor_of, reads
from aia.web.api.schemas import Cursor, Limit, PageOf

_READ = ClientScope.PATHWAYS_READ


@reads(router, "/pathways", scope=_READ, answer=PageOf[PathwayOut])
def pathways(
    request: HttpRequest,
    whose: Whose = Whose.MINE,
    state: State = State.OPEN,
    lead: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = 25,
) -> dict[str, Any]:
    """List the pathways in one state, the latest opened first."""
    page = queries.list_pathways(
        actor_of(request),
        at=now(),
        whose=whose,
        state=state,
        lead=lead,
        cursor=cursors.read(cursor, of="pathways"),
        limit=limit,
    )
    return {
        "items": [telling.pathway(item.pathway, item.name) for item in page.items],
        "next": cursors.told(page.next_cursor, of="pathways"),
    }


@reads(router, "/pathways/{pathway_id}", scope=_READ, answer=FileOut, single=True)
def pathway(request: HttpRequest, pathway_id: UUID) -> Found:
    """Open the file of a pathway's subject; they can see that it was opened."""
    subject = Pathway.objects.values_list("subject", flat=True).get(pk=pathway_id)
    file = actions.open_file(actor=actor_of(request), subject_id=subject, at=now())
    if file is None:
        raise Pathway.DoesNotExist
    return Found(file.pathway, telling.file(file))


@reads(router, "/needs/{need_id}", scope=_READ, answer=NeedOut, single=True)
def need(request: HttpRequest, need_id: UUID) -> Found:
    """Open one need of a file; the person can see that it was opened."""
    detail = actions.open_need(actor=actor_of(request), need_id=need_id, at=now())
    return Found(detail.file.need, telling.need(detail.file))


@reads(router, "/worklist", scope=_READ, answer=PageOf[WaitingOut])
def worklist(
    request: HttpRequest,
    whose: Whose | None = None,
    lane: Lane | None = None,
    cursor: Cursor = None,
    limit: Limit = 25,
) -> dict[str, Any]:
    """List what waits, what is overdue first."""
    page = queries.worklist(
        actor_of(request),
        at=now(),
        whose=whose,
        lane=lane,
        cursor=cursors.read(cursor, of="worklist"),
        limit=limit,
    )
    return {
        "items": [asdict(item) for item in page.items],
        "next": cursors.told(page.next_cursor, of="worklist"),
    }


@reads(router, "/trace/{stream}", scope=ClientScope.TRACE_READ, answer=PageOf[EntryOut])
def trace(request: HttpRequest, stream: UUID, cursor: Cursor = None) -> dict[str, Any]:
    """Read the trace of a pathway, or of its subject, newest first; the reading is recorded."""
    before = cursors.read(cursor, of=f"trace.{stream}")
    page = actions.open_trace(
        actor=actor_of(request), stream=stream, before=int(before) if before else None, at=now()
    )
    return {
        "items": [asdict(line) for line in page.lines],
        "next": cursors.told(page.before, of=f"trace.{stream}"),
    }
