"""Appointments: fixed, confirmed, moved, held, missed, cancelled; my agenda; calendar files."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor, team_of
from aia.access.terms import Actor, Forbidden, Role
from aia.kit.clock import now
from aia.pathways.actions.appointments import USUAL_MINUTES
from aia.pathways.appointments_ics import MEDIA_TYPE, appointment_ics, coming_ics
from aia.pathways.forms import appointments as forms
from aia.pathways.forms.line import ConfirmForm
from aia.pathways.models import Appointment
from aia.pathways.queries.appointments import (
    AppointmentText,
    coming_appointments,
    get_appointment,
)
from aia.pathways.queries.naming import pathway_names
from aia.pathways.views.parts import DIARY, NewInPart, OnPartRow
from aia.web.forms import ActForm

_USUAL_HOUR = time(9, 0)


@require_safe
def agenda_page(request: HttpRequest) -> HttpResponse:
    """Show my coming appointments, day by day: with whom and where, never what for."""
    actor, at = request_actor(request), now()
    if not (actor.has(Role.SOCIAL_WORKER) or actor.has(Role.COORDINATOR)):
        raise Forbidden("The agenda is the social workers'.")
    coming = coming_appointments(actor, at=at)
    pathways = {one.appointment.pathway for one in coming}
    names = pathway_names((pathway.kind, pathway.subject_id) for pathway in pathways)
    rows = [_row(one, names) for one in coming]
    days = [(day, list(those)) for day, those in groupby(rows, key=lambda row: row["day"])]
    context = {"days": days, "today": timezone.localdate(at)}
    return render(request, "pathways/agenda.html", context)


def _row(one: AppointmentText, names: dict[UUID, str]) -> dict[str, Any]:
    pathway = one.appointment.pathway
    return {
        "row": one.appointment,
        "day": timezone.localdate(one.appointment.starts_at),
        "place": one.place,
        "name": names.get(pathway.subject_id, pathway.title),
        "subject": pathway.subject_id,
    }


@require_safe
def appointment_calendar(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Serve one appointment as a calendar file."""
    try:
        made = appointment_ics(request_actor(request), row_id, at=now())
    except Appointment.DoesNotExist as error:
        raise Http404 from error
    return _calendar(made, "appointment.ics")


@require_safe
def agenda_calendar(request: HttpRequest) -> HttpResponse:
    """Serve my coming appointments as one calendar file."""
    return _calendar(coming_ics(request_actor(request), at=now()), "agenda.ics")


def _calendar(made: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        made,
        content_type=MEDIA_TYPE,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


class FixAppointment(NewInPart):
    """Fix a meeting."""

    tab, verb, action = DIARY, "appointment.fixed", "fix_appointment"
    form_class = forms.FixForm
    heading = _("An appointment")
    submit = _("Fix the appointment")
    done = _("The appointment is fixed.")

    def form_arguments(self) -> dict[str, Any]:
        scopes = team_of(self.part.pathway.subject_id, at=self.at)
        names = {one.account.id: one.account.name for one in scopes if one.account is not None}
        return {"team": sorted(names.items(), key=lambda one: one[0] != self.actor.id)}

    def initial(self) -> dict[str, Any]:
        return {
            "starts_at": _tomorrow(self.at),
            "minutes": USUAL_MINUTES,
            "account_id": self.actor.id,
        }


def _tomorrow(at: datetime) -> datetime:
    day = timezone.localdate(at) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, _USUAL_HOUR))


class _OnAppointment(OnPartRow):
    """Base of the acts on an appointment; `text` says what it is for and where."""

    tab, model, argument = DIARY, Appointment, "appointment_id"
    template_name = "pathways/act_on_appointment.html"
    form_class: ClassVar[type[ActForm]] = ConfirmForm
    text: AppointmentText
    row: Appointment

    def load(self, row_id: UUID, **ids: Any) -> None:
        super().load(row_id=row_id, **ids)
        self.text = get_appointment(self.actor, row_id, at=self.at)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "text": self.text, "row": self.row}


class ConfirmAppointment(_OnAppointment):
    """Say yes to a meeting that the person asked for."""

    verb, action = "appointment.fixed", "confirm_appointment"
    form_class = forms.ConfirmMeetingForm
    heading = _("Confirm the appointment")
    submit = _("Confirm it")
    done = _("The appointment is confirmed.")


class MoveAppointment(_OnAppointment):
    """Put a meeting at another moment."""

    verb, action = "appointment.moved", "move_appointment"
    form_class = forms.MoveForm
    heading = _("Move the appointment")
    submit = _("Move it")
    done = _("The appointment is moved.")

    def initial(self) -> dict[str, Any]:
        return {
            "starts_at": self.row.starts_at,
            "minutes": self.row.minutes,
            "place": self.text.place,
        }


class HoldAppointment(_OnAppointment):
    """Record that a meeting took place."""

    verb, action = "appointment.held", "hold_appointment"
    heading = _("The meeting took place")
    submit = _("It took place")
    done = _("Kept. A note in the diary tells how it went.")


class MissAppointment(_OnAppointment):
    """Record that the person did not come."""

    verb, action = "appointment.missed", "miss_appointment"
    heading = _("The person did not come")
    lead = _("Nothing follows from it but a call to ask how they are.")
    submit = _("They did not come")
    done = _("Kept. Give them a call.")


class CancelAppointment(_OnAppointment):
    """Cancel a meeting."""

    verb, action = "appointment.cancelled", "cancel_appointment"
    heading = _("Cancel the appointment")
    submit = _("Cancel the appointment")
    done = _("The appointment is cancelled.")


def uses_agenda(actor: Actor) -> bool:
    """Say whether the agenda stands in the actor's menu."""
    return actor.has(Role.SOCIAL_WORKER)
