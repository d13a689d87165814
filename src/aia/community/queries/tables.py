"""Tables as who sits there, or the office, reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden
from aia.community import permissions
from aia.community.models import (
    Decision,
    Knowledge,
    KnowledgeUse,
    Meeting,
    Project,
    Seat,
    Table,
    Undertaking,
)
from aia.community.models.tables import OnTable
from aia.community.terms import SeatState, UndertakingState
from aia.people.queries import names_of

_T = TypeVar("_T", bound=OnTable)
_MOST = 200


@dataclass(frozen=True)
class TableRow:
    """A table of a list, with how many voices it has and whether one is the reader's."""

    row: Table
    bodies: int
    persons: int
    own: bool
    invited: bool


@dataclass(frozen=True)
class SeatSeen:
    """A seat and who sits there."""

    row: Seat
    who: str
    own: bool
    over: bool


@dataclass(frozen=True)
class MeetingSeen:
    """A meeting and who was there."""

    row: Meeting
    present: list[str]
    past: bool


@dataclass(frozen=True)
class UndertakingSeen:
    """Something undertaken: by whom, and how many days late (0 when it is not)."""

    row: Undertaking
    who: str
    late: int


@dataclass(frozen=True)
class KnowledgeSeen:
    """Something known: who brought it, where it was used and by whom."""

    row: Knowledge
    who: str
    uses: list[tuple[KnowledgeUse, str]]


@dataclass(frozen=True)
class TableSeen:
    """A table whole."""

    row: Table
    seats: list[SeatSeen]
    meetings: list[MeetingSeen]
    undertakings: list[UndertakingSeen]
    settled: list[UndertakingSeen]
    decisions: list[Decision]
    knowledge: list[KnowledgeSeen]
    projects: list[Project]
    acts: bool


def tables_of(actor: Actor, *, state: str, at: datetime) -> list[TableRow]:
    """Return the tables that the actor may know of: of their districts, or where they sit.

    Raises Forbidden for who has no role around tables.
    """
    around = actor.districts(*permissions.AROUND)
    if not actor.districts(*permissions.ALL_AROUND):
        raise Forbidden(_("Tables are of who works, lives and helps in the district."))
    held = dict(permissions.own_seats(actor, at=at).values_list("table", "state"))
    rows = Table.objects.filter(Q(district__in=around) | Q(pk__in=held), state=state)
    there = Q(seats__state=SeatState.TAKEN)
    rows = rows.annotate(
        bodies=Count("seats", filter=there & Q(seats__voice="body")),
        persons=Count("seats", filter=there & Q(seats__voice="person")),
    )
    return [
        TableRow(
            row=one,
            bodies=one.bodies,
            persons=one.persons,
            own=held.get(one.id) == SeatState.TAKEN,
            invited=held.get(one.id) == SeatState.OFFERED,
        )
        for one in rows.order_by("title", "id")[:_MOST]
    ]


def get_table(actor: Actor, table_id: UUID, verb: str, *, at: datetime) -> Table:
    """Return a table for who may do `verb` there. Raises Forbidden, Table.DoesNotExist."""
    table = permissions.near(actor, Table.objects.all()).get(pk=table_id)
    permissions.demand(actor, verb, table, at=at)
    return table


def get_on_table(actor: Actor, model: type[_T], row_id: UUID, verb: str, *, at: datetime) -> _T:
    """Return a row of a table to act upon. Raises Forbidden, the model's DoesNotExist."""
    rows = permissions.near(actor, model._default_manager.select_related("table"))
    row = rows.get(pk=row_id)
    permissions.demand(actor, verb, row, at=at)
    return row


def table_seen(actor: Actor, table_id: UUID, *, at: datetime) -> TableSeen:
    """Return a table with all that is on it. Raises Forbidden, Table.DoesNotExist."""
    table = get_table(actor, table_id, "table.read", at=at)
    today = timezone.localdate(at)
    seats = list(table.seats.exclude(state=SeatState.DECLINED).order_by("voice", "since", "id"))
    names = names_at(seats)
    taken = _undertakings(table.undertakings.select_related("project"), names, today)
    return TableSeen(
        row=table,
        seats=[_seat(actor, one, names, today) for one in seats],
        meetings=[
            MeetingSeen(one, [names.get(UUID(i), "") for i in one.present], one.starts_at <= at)
            for one in table.meetings.order_by("-starts_at", "id")[:_MOST]
        ],
        undertakings=[one for one in taken if one.row.state == UndertakingState.TAKEN],
        settled=[one for one in taken if one.row.state != UndertakingState.TAKEN],
        decisions=list(table.decisions.order_by("-decided_on", "-id")[:_MOST]),
        knowledge=_knowledge(table, names),
        projects=list(table.projects.order_by("state", "title", "id")),
        acts=permissions.may(actor, "meeting.called", table, at=at) and table.state == "open",
    )


def voices_at(table: Table) -> list[tuple[UUID, str]]:
    """Return the seats that have a voice at the table, with who sits there, by name."""
    seats = list(table.seats.filter(state=SeatState.TAKEN))
    return sorted(names_at(seats).items(), key=lambda pair: pair[1])


def names_at(seats: Sequence[Seat]) -> dict[UUID, str]:
    """Return who sits on each seat, by its id."""
    names = names_of(
        person_ids=[one.person_id for one in seats if one.person_id],
        organisation_ids=[one.organisation_id for one in seats if one.organisation_id],
    )
    return {
        one.id: names.get(one.organisation_id or one.person_id or one.id, "") or _("a person")
        for one in seats
    }


def tasks_of(project: Project, *, at: datetime) -> list[UndertakingSeen]:
    """Return the tasks of a project; who of the bodies does them, of persons only that it is one.

    A project is read by the whole district: who sits at its table as a person is not named there.
    """
    rows = project.tasks.select_related("seat", "seat__organisation")
    names = {
        one.seat_id: one.seat.organisation.name if one.seat.organisation else _("a person")
        for one in rows
    }
    return _undertakings(rows, names, timezone.localdate(at))


def _undertakings(
    rows: Iterable[Undertaking], names: dict[UUID, str], today: date
) -> list[UndertakingSeen]:
    seen = [
        UndertakingSeen(
            one,
            names.get(one.seat_id, ""),
            max((today - one.due_on).days, 0) if one.state == UndertakingState.TAKEN else 0,
        )
        for one in rows
    ]
    return sorted(seen, key=lambda one: (one.row.due_on, one.row.id))


def _seat(actor: Actor, seat: Seat, names: dict[UUID, str], today: date) -> SeatSeen:
    over = seat.until is not None and seat.until < today
    return SeatSeen(seat, names[seat.id], permissions.is_own(actor, seat), over)


def _knowledge(table: Table, names: dict[UUID, str]) -> list[KnowledgeSeen]:
    uses: dict[UUID, list[tuple[KnowledgeUse, str]]] = {}
    for use in table.knowledgeuses.order_by("used_on", "id"):
        uses.setdefault(use.knowledge_id, []).append((use, names.get(use.seat_id, "")))
    return [
        KnowledgeSeen(one, names.get(one.seat_id, ""), uses.get(one.id, []))
        for one in table.knowledges.order_by("-brought_at", "-id")[:_MOST]
    ]
