"""Tables are opened and closed; bodies and persons are invited, say yes or no, and leave."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.community import permissions
from aia.community.actions.locking import open_table, row_of_table
from aia.community.models import Seat, Table
from aia.community.rules import values
from aia.community.terms import Refused, SeatState, SeatVoice
from aia.community.verbs import tables as verbs
from aia.pathways.terms import Domain
from aia.people import queries as people
from aia.trace.actions import record

_HELD = (SeatState.OFFERED, SeatState.TAKEN)


@transaction.atomic
def open_a_table(
    *,
    actor: Actor,
    district: str,
    title: str,
    theme: str,
    purpose: str = "",
    organisation_id: UUID | None = None,
    at: datetime,
) -> Table:
    """Open a thematic table; the body that opens it, when one does, sits there at once.

    Raises Forbidden, Refused.
    """
    table = Table(district=district)
    permissions.demand(actor, "table.opened", table, at=at)
    table.title = values.text(title, "title", longest=values.LONGEST_NAME)
    table.purpose = values.text(purpose, "purpose", required=False, longest=2_000)
    facts = verbs.TableOpened(theme=values.code(theme, Domain, "theme"), opened_at=at)
    table = record(table, facts, actor=actor, at=at)
    own = (organisation_id,) if organisation_id else _bodies_of(actor, district)
    for body in own:
        seat = _offer(table, organisation_id=body, person_id=None, actor=actor, at=at)
        record(seat, verbs.SeatTaken(), actor=actor, at=at)
    return table


@transaction.atomic
def close_table(*, actor: Actor, table_id: UUID, seen: int | None = None, at: datetime) -> Table:
    """Close a table at which nothing is left to be done. Raises Forbidden, RowChanged, Refused."""
    table = open_table(actor, "table.closed", table_id, seen=seen, at=at)
    if table.undertakings.filter(state="taken").exists():
        raise Refused(_("Something undertaken here is still to be done: settle it first."))
    if table.projects.filter(state="going").exists():
        raise Refused(_("A project of this table is still going on: end it first."))
    return record(table, verbs.TableClosed(closed_at=at), actor=actor, at=at)


@transaction.atomic
def offer_seat(
    *,
    actor: Actor,
    table_id: UUID,
    organisation_id: UUID | None = None,
    person_id: UUID | None = None,
    mandate: str = "",
    since: date | None = None,
    until: date | None = None,
    at: datetime,
) -> Seat:
    """Invite a body or a person: they are at the table when they have said yes.

    Who invites a person must be allowed to know them. Raises Forbidden, Refused.
    """
    table = open_table(actor, "seat.offered", table_id, at=at)
    if (organisation_id is None) == (person_id is None):
        raise Refused(_("Say whose voice it is: a body’s or a person’s."), field="voice")
    if organisation_id is not None:
        body = people.get_organisation(actor, organisation_id)
        if body.district != table.district or body.closed_on is not None:
            raise Refused(_("Choose a body of the district that is still open."), field="voice")
    if person_id is not None:
        people.get_person(actor, person_id, at=at)
    who = Q(organisation=organisation_id) if organisation_id else Q(person=person_id)
    if table.seats.filter(who, state__in=_HELD).exists():
        raise Refused(_("They are already at this table, or invited to it."), field="voice")
    return _offer(
        table,
        organisation_id=organisation_id,
        person_id=person_id,
        mandate=mandate,
        since=since,
        until=until,
        actor=actor,
        at=at,
    )


@transaction.atomic
def take_seat(*, actor: Actor, seat_id: UUID, seen: int | None = None, at: datetime) -> Seat:
    """Say yes to an invitation; the office writes down the yes of who has no account."""
    seat = row_of_table(actor, "seat.taken", Seat, seat_id, seen=seen, at=at)
    _demand_offered(seat)
    return record(seat, verbs.SeatTaken(), actor=actor, at=at)


@transaction.atomic
def decline_seat(*, actor: Actor, seat_id: UUID, seen: int | None = None, at: datetime) -> Seat:
    """Say no to an invitation. Raises Forbidden, RowChanged, Refused."""
    seat = row_of_table(actor, "seat.declined", Seat, seat_id, seen=seen, at=at)
    _demand_offered(seat)
    return record(seat, verbs.SeatDeclined(), actor=actor, at=at)


@transaction.atomic
def end_seat(*, actor: Actor, seat_id: UUID, seen: int | None = None, at: datetime) -> Seat:
    """Let a voice leave the table, when it leaves nothing undone behind.

    Raises Forbidden, RowChanged, Refused.
    """
    seat = row_of_table(actor, "seat.ended", Seat, seat_id, seen=seen, at=at)
    if seat.state != SeatState.TAKEN:
        raise Refused(_("Only who is at the table can leave it."))
    if seat.undertakings.filter(state="taken").exists():
        raise Refused(_("They undertook something that is still to be done: settle it first."))
    return record(seat, verbs.SeatEnded(until=timezone.localdate(at)), actor=actor, at=at)


def _offer(
    table: Table,
    *,
    organisation_id: UUID | None,
    person_id: UUID | None,
    mandate: str = "",
    since: date | None = None,
    until: date | None = None,
    actor: Actor,
    at: datetime,
) -> Seat:
    since = since or timezone.localdate(at)
    if until is not None:
        values.not_before(until, since, "until")
    seat = Seat(district=table.district, table=table)
    seat.mandate = values.text(mandate, "mandate", required=False)
    facts = verbs.SeatOffered(
        table=table.id,
        voice=SeatVoice.BODY if organisation_id else SeatVoice.PERSON,
        organisation=organisation_id,
        person=person_id,
        since=since,
        until=until,
    )
    return record(seat, facts, actor=actor, at=at, caused_by=table)


def _bodies_of(actor: Actor, district: str) -> list[UUID]:
    return sorted(
        {one.organisation for one in actor.grants if one.organisation and one.district == district}
    )


def _demand_offered(seat: Seat) -> None:
    if seat.state != SeatState.OFFERED:
        raise Refused(_("This invitation was already answered."))
