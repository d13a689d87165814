"""Lists of pathways: those somebody follows, those of a district, a colleague's caseload."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from aia.access.queries import scopes_of
from aia.access.terms import Actor, Forbidden, Role, ScopeKind
from aia.kit.clock import from_micros, to_micros
from aia.pathways import permissions
from aia.pathways.models import Need, Pathway
from aia.pathways.queries.naming import pathway_names
from aia.pathways.queries.paging import LONGEST_PAGE, Page
from aia.pathways.rules import Refused
from aia.pathways.terms import State, Whose


@dataclass(frozen=True)
class PathwayRow:
    """A pathway in a list, with the name of its subject."""

    pathway: Pathway
    name: str


def list_pathways(
    actor: Actor,
    *,
    at: datetime,
    whose: str = Whose.MINE,
    state: str = State.OPEN,
    lead: UUID | None = None,
    cursor: str | None = None,
    limit: int = 25,
) -> Page[PathwayRow]:
    """Return a page of pathways in one state, the latest opened first.

    `whose` is `Whose`: those the actor may open by a scope, or those of the districts that the
    actor coordinates, protected ones left out; `lead` keeps those that one account leads.
    Raises Refused for a false cursor.
    """
    limit = max(1, min(limit, LONGEST_PAGE))
    rows = _visible(actor, whose, at).filter(state=state)
    if lead is not None:
        rows = rows.filter(lead=lead)
    found = list(_before(rows, cursor).order_by("-opened_at", "-id")[: limit + 1])
    shown = found[:limit]
    more = len(found) > limit
    return Page(_rows(shown), _cursor(shown[-1]) if more else None)


def caseload(actor: Actor, account_id: UUID, district: str, *, at: datetime) -> list[PathwayRow]:
    """Return the open pathways that a colleague leads, for whoever hands them over.

    Protected persons are left out: they change hands without being told of. Raises Forbidden for
    anybody but a coordinator of the district and the colleague.
    """
    if not actor.has(Role.COORDINATOR, district) and actor.id != account_id:
        raise Forbidden(_("Only a coordinator of the district sees a colleague’s caseload."))
    led = Pathway.objects.filter(lead=account_id, district=district).exclude(state=State.CLOSED)
    if actor.id != account_id:
        led = permissions.unshielded(led, at=at, path="")
    return _rows(led.order_by("opened_at", "id"))


def pathways_named(ids: Collection[UUID]) -> dict[UUID, PathwayRow]:
    """Return pathways by id with their names, for whoever was already let in."""
    rows = _rows(Pathway.objects.filter(id__in=list(ids))) if ids else []
    return {row.pathway.id: row for row in rows}


def needs_of(actor: Actor, pathway_id: UUID, *, at: datetime) -> list[Need]:
    """Return the needs of a pathway, oldest first, words closed. Raises Forbidden."""
    pathway = Pathway.objects.select_related("person").get(pk=pathway_id)
    permissions.demand(actor, "file.read", pathway, at=at)
    return list(Need.objects.filter(pathway=pathway).order_by("recognised_at", "id"))


def _visible(actor: Actor, whose: str, at: datetime) -> QuerySet[Pathway]:
    rows = Pathway.objects.all()
    if whose == Whose.DISTRICT:
        districts = actor.districts(Role.COORDINATOR)
        return permissions.unshielded(rows.filter(district__in=districts), at=at, path="")
    kinds = (ScopeKind.TEAM, ScopeKind.SELF, ScopeKind.BREAK_GLASS)
    mine = scopes_of(actor, at=at).filter(kind__in=kinds)
    return rows.filter(subject__in=mine.values("subject"))


def _before(rows: QuerySet[Pathway], cursor: str | None) -> QuerySet[Pathway]:
    """Return the pathways that come after the cursor's, in the order of the list."""
    if not cursor:
        return rows
    micros, _sign, row = cursor.partition("_")
    try:
        moment, row_id = from_micros(int(micros)), UUID(hex=row)
    except (ValueError, OverflowError) as error:
        raise Refused(_("This page of the list does not exist."), field="cursor") from error
    return rows.filter(opened_at__lte=moment).exclude(opened_at=moment, id__gte=row_id)


def _cursor(pathway: Pathway) -> str:
    return f"{to_micros(pathway.opened_at)}_{pathway.id.hex}"


def _rows(pathways: Iterable[Pathway]) -> list[PathwayRow]:
    found = list(pathways)
    names = pathway_names((pathway.kind, pathway.subject) for pathway in found)
    return [PathwayRow(p, names.get(p.subject, p.title)) for p in found]
