"""Who notices in the district: the list, one sensor's page, and the acts on it."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from aia.access.queries import account_names, accounts_by_role, request_actor
from aia.access.terms import Actor, Forbidden, Role
from aia.kit.clock import now
from aia.sensing import actions, own_links, permissions
from aia.sensing.forms import sensors as forms
from aia.sensing.models import Sensor, SensorTie, SensorVoice
from aia.sensing.queries import (
    QueueFilters,
    get_sensor,
    sensors_of,
    ties_of,
    trainings_of,
    triage_queue,
    voices_of,
)
from aia.sensing.terms import NoticeLane, SensorState
from aia.web.acts import ActPage
from aia.web.forms import ActForm
from aia.web.terms import Crumb

_R = TypeVar("_R", SensorVoice, SensorTie)
_TONES = {SensorState.ACTIVE: "good", SensorState.PAUSED: "care", SensorState.CLOSED: "neutral"}
_VOICES = (Role.CITIZEN, Role.PARTNER_OPERATOR, Role.SOCIAL_WORKER)


@require_safe
def sensors_page(request: HttpRequest) -> HttpResponse:
    """List the sensors of the reader's districts, those that are at work or all."""
    actor = request_actor(request)
    if not actor.districts(*permissions.OFFICE_ROLES, Role.PLANNER):
        raise Forbidden(gettext("The list of sensors is the office’s."))
    state = request.GET.get("state", SensorState.ACTIVE)
    state = state if state in SensorState.values else SensorState.ACTIVE
    today = timezone.localdate(now())
    rows = [
        {
            "sensor": sensor,
            "trained": sensor.trained_until is not None and sensor.trained_until >= today,
        }
        for sensor in sensors_of(actor, state=state)
    ]
    context = {
        "rows": rows,
        "states": [(code, label, code == state) for code, label in SensorState.choices],
        "may_add": bool(actor.districts(*permissions.OFFICE_ROLES)),
    }
    return render(request, "sensing/sensors.html", context)


@require_safe
def sensor_page(request: HttpRequest, sensor_id: UUID) -> HttpResponse:
    """Show one sensor to the office: who speaks for it, whom it knows, what it sent."""
    actor, at = request_actor(request), now()
    try:
        sensor = get_sensor(actor, sensor_id, at=at)
    except Sensor.DoesNotExist as error:
        raise Http404(str(error)) from error
    works = sensor.district in actor.districts(*permissions.OFFICE_ROLES)
    voices = voices_of(sensor.id)
    names = account_names(voice.account for voice in voices)
    context = {
        "sensor": sensor,
        "tone": _TONES[SensorState(sensor.state)],
        "works": works,
        "trained": bool(sensor.trained_until and sensor.trained_until >= timezone.localdate(at)),
        "voices": [(voice, names.get(voice.account, "")) for voice in voices if not voice.until],
        "ties": [
            (tie, tie.other if tie.sensor_id == sensor.id else tie.sensor)
            for tie in ties_of(sensor.id)
        ],
        "trainings": trainings_of(sensor.id)[:5],
        "waiting": _sent(actor, sensor, at) if works else [],
        "address": request.build_absolute_uri(reverse("doors:door", args=[sensor.code])),
        "own_address": request.build_absolute_uri(own_links.own_link(sensor)) if works else "",
        "crumbs": crumbs(sensor)[:1],
    }
    return render(request, "sensing/sensor.html", context)


def _sent(actor: Actor, sensor: Sensor, at: Any) -> Any:
    """Return the notices of a sensor that wait, the nearest day first."""
    asked = QueueFilters(lane=NoticeLane.WAITING, sensor=sensor.id)
    return triage_queue(actor, asked, limit=5, at=at).items


def crumbs(sensor: Sensor | None, *here: str) -> list[Crumb]:
    """Return the places from the list of sensors to a page under one of them."""
    found = [Crumb(gettext("Sensors"), reverse("sensing:sensors"))]
    if sensor is not None:
        found.append(Crumb(sensor.name, reverse("sensing:sensor", args=[sensor.id])))
    return [*found, *(Crumb(label) for label in here)]


class RegisterSensor(ActPage):
    """Somebody joins the network."""

    form_class = forms.NewSensorForm
    heading = _("A new sensor")
    lead = _("A pharmacy, a bar, a parish, a neighbour: who sees everyday life and cares.")
    submit = _("Add it to the network")
    done = _("The sensor is in the network. Print its poster and agree on the short training.")
    district: str

    def load(self, **_ids: Any) -> None:
        """Find the district whose network the reader looks after."""
        districts = sorted(self.actor.districts(*permissions.OFFICE_ROLES))
        if not districts:
            raise Forbidden(gettext("The network of sensors is the office’s."))
        self.district = districts[0]

    def form_arguments(self) -> dict[str, Any]:
        return {"district": self.district}

    def crumbs(self) -> list[Crumb]:
        return crumbs(None, str(self.heading))

    def perform(self, told: dict[str, Any]) -> Any:
        told = {name: value for name, value in told.items() if name != "seen"}
        return actions.register_sensor(actor=self.actor, district=self.district, at=self.at, **told)

    def after(self, result: Any) -> str:
        return reverse("sensing:sensor", args=[result.id])


class OnSensor(ActPage):
    """Base of the acts on a sensor."""

    verb: ClassVar[str]
    sensor: Sensor

    def load(self, sensor_id: UUID, **_ids: Any) -> None:
        """Read the sensor, as somebody who may act on it."""
        self.sensor = get_sensor(self.actor, sensor_id, at=self.at)

    def check(self) -> None:
        permissions.demand(self.actor, self.verb, self.sensor, at=self.at)

    def seen(self) -> int | None:
        return self.sensor.last_entry_id

    def crumbs(self) -> list[Crumb]:
        return crumbs(self.sensor, str(self.heading))

    def context(self) -> dict[str, Any]:
        return {"back_url": self.after(None)}

    def after(self, result: Any) -> str:
        return reverse("sensing:sensor", args=[self.sensor.id])


class ChangeSensor(OnSensor):
    """Name, place and words of a sensor."""

    verb = "sensor.changed"
    form_class = forms.SensorForm
    heading = _("Change what is said of it")
    submit = _("Keep")
    done = _("Changed.")

    def form_arguments(self) -> dict[str, Any]:
        return {"district": self.sensor.district}

    def initial(self) -> dict[str, Any]:
        told = self.sensor
        return {
            "name": told.name,
            "formality": told.formality,
            "municipality": told.municipality_id,
            "about": told.about,
        }

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.change_sensor(actor=self.actor, sensor_id=self.sensor.id, at=self.at, **told)


class PauseSensor(OnSensor):
    """A sensor rests: its page says so and takes nothing."""

    verb = "sensor.paused"
    form_class = forms.PauseForm
    heading = _("Let it rest")
    lead = _("Its page will say that it is resting, and whom to turn to meanwhile.")
    submit = _("Let it rest")
    done = _("It is resting.")

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.pause_sensor(actor=self.actor, sensor_id=self.sensor.id, at=self.at, **told)


class ResumeSensor(OnSensor):
    """A sensor starts again."""

    verb = "sensor.resumed"
    form_class = ActForm
    heading = _("Start again")
    submit = _("Start again")
    done = _("It takes notices again.")

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.resume_sensor(actor=self.actor, sensor_id=self.sensor.id, at=self.at, **told)


class CloseSensor(OnSensor):
    """A sensor leaves the network."""

    verb = "sensor.closed"
    form_class = forms.CloseSensorForm
    heading = _("Close the sensor")
    lead = _("Its page stays and says that nobody listens here any more. Its notices stay.")
    submit = _("Close it")
    done = _("The sensor is closed.")

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.close_sensor(actor=self.actor, sensor_id=self.sensor.id, at=self.at, **told)


class RenewCode(OnSensor):
    """The page of a sensor gets another address: the printed one stops working."""

    verb = "sensor.coded"
    form_class = ActForm
    heading = _("Another address")
    lead = _("The address and the QR code printed so far stop working. Print the new poster.")
    submit = _("Make another address")
    done = _("The page has another address. Print the new poster.")

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.renew_sensor_code(
            actor=self.actor, sensor_id=self.sensor.id, at=self.at, **told
        )


class AddVoice(OnSensor):
    """Somebody speaks for a sensor."""

    verb = "sensor_voice.added"
    form_class = forms.VoiceForm
    heading = _("Who speaks for it")
    lead = _("They see what followed the notices sent here, and nothing of anybody’s file.")
    submit = _("Add")
    done = _("Added.")

    def form_arguments(self) -> dict[str, Any]:
        held = {
            account.id: account.name
            for role in _VOICES
            for account in accounts_by_role(self.sensor.district, role, at=self.at)
        }
        return {"accounts": held}

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.add_voice(
            actor=self.actor,
            sensor_id=self.sensor.id,
            account=told["account_id"],
            at=self.at,
        )


class TieSensors(OnSensor):
    """Two sensors know of each other."""

    verb = "sensor_tie.tied"
    form_class = forms.TieForm
    heading = _("Tie it to another sensor")
    lead = _("Who knows whom, who covers which street or hour: a network, not a list.")
    submit = _("Tie them")
    done = _("They are tied.")

    def form_arguments(self) -> dict[str, Any]:
        others = sensors_of(self.actor, state=SensorState.ACTIVE).exclude(pk=self.sensor.id)
        return {"others": {one.id: f"{one.name} ({one.municipality.name})" for one in others}}

    def perform(self, told: dict[str, Any]) -> Any:
        told = {name: value for name, value in told.items() if name != "seen"}
        return actions.tie_sensors(actor=self.actor, sensor_id=self.sensor.id, at=self.at, **told)


@require_POST
def remove_voice(request: HttpRequest, voice_id: UUID) -> HttpResponse:
    """Somebody no longer speaks for a sensor."""
    voice = _row(SensorVoice, voice_id)
    actions.remove_voice(actor=request_actor(request), voice_id=voice_id, at=now())
    return redirect("sensing:sensor", sensor_id=voice.sensor_id)


@require_POST
def untie(request: HttpRequest, tie_id: UUID) -> HttpResponse:
    """Two sensors are no longer tied."""
    tie = _row(SensorTie, tie_id)
    actions.untie_sensors(actor=request_actor(request), tie_id=tie_id, at=now())
    return redirect("sensing:sensor", sensor_id=tie.sensor_id)


def _row(model: type[_R], row_id: UUID) -> _R:
    """Return a row of a sensor, or say that there is none."""
    row = model._default_manager.filter(pk=row_id).first()
    if row is None:
        raise Http404
    return row
