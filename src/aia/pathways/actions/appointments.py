"""Meetings between the person and the worker: asked for, fixed, moved, held, missed, cancelled."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.queries import team_of
from aia.access.terms import Actor
from aia.kit.refusals import Refused
from aia.pathways import permissions
from aia.pathways.actions.locking import locked_pathway
from aia.pathways.actions.texts import seal_texts
from aia.pathways.models import Appointment, Pathway
from aia.pathways.rules import moves, values
from aia.pathways.rules import plans as rules
from aia.pathways.verbs import around as verbs
from aia.trace.actions import lock, record

USUAL_MINUTES = 45


@transaction.atomic
def request_appointment(
    *,
    actor: Actor,
    pathway_id: UUID,
    starts_at: datetime,
    minutes: int = USUAL_MINUTES,
    words: str = "",
    at: datetime,
) -> Appointment:
    """Ask to meet whoever leads the pathway: the worker confirms or moves it.

    `words` say what it is for. Raises Refused when nobody leads the pathway yet.
    """
    pathway = locked_pathway(pathway_id)
    permissions.demand(actor, "appointment.requested", pathway, at=at)
    moves.check_pathway("work", pathway.state)
    if pathway.lead is None:
        raise Refused(_("Nobody leads this pathway yet: call the office to fix a meeting."))
    rules.check_ahead(starts_at, at)
    appointment = Appointment(district=pathway.district)
    seal_texts(pathway, appointment, sealed_words=values.text(words, "words"))
    facts = verbs.AppointmentRequested(
        pathway=pathway.id,
        account=pathway.lead,
        starts_at=starts_at.astimezone(UTC),
        minutes=rules.check_meeting(minutes),
    )
    return record(appointment, facts, actor=actor, at=at)


@transaction.atomic
def fix_appointment(
    *,
    actor: Actor,
    pathway_id: UUID,
    starts_at: datetime,
    minutes: int = USUAL_MINUTES,
    account_id: UUID | None = None,
    words: str = "",
    place: str = "",
    at: datetime,
) -> Appointment:
    """Fix a meeting with the actor, or with `account_id`, a member of the team.

    `words` say what it is for, `place` where it is. Raises Refused for a moment already passed.
    """
    pathway = locked_pathway(pathway_id)
    permissions.demand(actor, "appointment.fixed", pathway, at=at)
    moves.check_pathway("work", pathway.state)
    rules.check_ahead(starts_at, at)
    account = account_id or actor.id
    if account != actor.id and account not in _team(pathway, at):
        raise Refused(_("Choose somebody of the team of this pathway."), field="account_id")
    appointment = Appointment(district=pathway.district)
    seal_texts(
        pathway,
        appointment,
        sealed_words=values.text(words, "words"),
        sealed_place=_place(place),
    )
    facts = verbs.AppointmentFixed(
        pathway=pathway.id,
        account=account,
        starts_at=starts_at.astimezone(UTC),
        minutes=rules.check_meeting(minutes),
    )
    return record(appointment, facts, actor=actor, at=at)


@transaction.atomic
def confirm_appointment(
    *,
    actor: Actor,
    appointment_id: UUID,
    place: str = "",
    seen: int | None = None,
    at: datetime,
) -> Appointment:
    """Say yes to a meeting that the person asked for, as they asked it."""
    appointment = _locked_appointment(appointment_id, seen=seen)
    permissions.demand(actor, "appointment.fixed", appointment.pathway, at=at)
    rules.check_appointment("confirm", appointment.state)
    seal_texts(appointment.pathway, appointment, sealed_place=_place(place))
    facts = verbs.AppointmentFixed(
        pathway=appointment.pathway_id,
        account=appointment.account,
        starts_at=appointment.starts_at,
        minutes=appointment.minutes,
    )
    return record(appointment, facts, actor=actor, at=at)


@transaction.atomic
def move_appointment(
    *,
    actor: Actor,
    appointment_id: UUID,
    starts_at: datetime,
    minutes: int | None = None,
    place: str | None = None,
    seen: int | None = None,
    at: datetime,
) -> Appointment:
    """Put a meeting at another moment; `minutes` and `place` stay when they are None."""
    appointment = _locked_appointment(appointment_id, seen=seen)
    permissions.demand(actor, "appointment.moved", appointment.pathway, at=at)
    rules.check_appointment("move", appointment.state)
    rules.check_ahead(starts_at, at)
    if place is not None:
        seal_texts(appointment.pathway, appointment, sealed_place=_place(place))
    facts = verbs.AppointmentMoved(
        starts_at=starts_at.astimezone(UTC),
        minutes=rules.check_meeting(minutes or appointment.minutes),
        moves=appointment.moves + 1,
    )
    return record(appointment, facts, actor=actor, at=at)


@transaction.atomic
def hold_appointment(
    *, actor: Actor, appointment_id: UUID, seen: int | None = None, at: datetime
) -> Appointment:
    """Record that the meeting took place."""
    appointment = _locked_appointment(appointment_id, seen=seen)
    permissions.demand(actor, "appointment.held", appointment.pathway, at=at)
    rules.check_appointment("close", appointment.state)
    rules.check_begun(appointment.starts_at, at)
    return record(appointment, verbs.AppointmentHeld(), actor=actor, at=at)


@transaction.atomic
def miss_appointment(
    *, actor: Actor, appointment_id: UUID, seen: int | None = None, at: datetime
) -> Appointment:
    """Record that the person did not come. Nothing follows from it but a call."""
    appointment = _locked_appointment(appointment_id, seen=seen)
    permissions.demand(actor, "appointment.missed", appointment.pathway, at=at)
    rules.check_appointment("close", appointment.state)
    rules.check_begun(appointment.starts_at, at)
    return record(appointment, verbs.AppointmentMissed(), actor=actor, at=at)


@transaction.atomic
def cancel_appointment(
    *, actor: Actor, appointment_id: UUID, seen: int | None = None, at: datetime
) -> Appointment:
    """Cancel a meeting; the person may do it too."""
    appointment = _locked_appointment(appointment_id, seen=seen)
    permissions.demand(actor, "appointment.cancelled", appointment.pathway, at=at)
    rules.check_appointment("cancel", appointment.state)
    facts = verbs.AppointmentCancelled(moves=appointment.moves + 1)
    return record(appointment, facts, actor=actor, at=at)


def _locked_appointment(appointment_id: UUID, *, seen: int | None) -> Appointment:
    return lock(Appointment.objects.select_related("pathway"), appointment_id, seen=seen)


def _place(place: str) -> str:
    return values.text(place, "place", longest=rules.LONGEST_PLACE)


def _team(pathway: Pathway, at: datetime) -> set[UUID | None]:
    return {scope.account_id for scope in team_of(pathway.subject_id, at=at)}
