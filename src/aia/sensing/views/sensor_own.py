"""The sensor's own page: what followed its notices, its training, its pauses.

For who speaks for the sensor: signed in, or holding the sensor's own link. Nothing of what was
written is shown here, and nothing about a person's case.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any, ClassVar

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Actor
from aia.kit.clock import now
from aia.kit.refusals import Refusal
from aia.sensing import actions, own_links, permissions
from aia.sensing.models import Sensor
from aia.sensing.queries import sensor_by_code, sensors_spoken_for
from aia.sensing.queries.followed import followed_of_sensor
from aia.sensing.speech import Speech
from aia.sensing.terms import SensorState
from aia.sensing.views.spoken import acting, day_of, parts_said, say_page, spoken


@method_decorator(login_not_required, name="dispatch")
class OfSensor(View):
    """Base of the pages of one sensor for who speaks for it."""

    verb: ClassVar[str] = "sensor.known"
    sensor: Sensor
    actor: Actor
    at: datetime
    told: Speech
    key: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in who holds the link, or is signed in and speaks for the sensor.

        Without either, a sign-in is asked for. Raises Http404, Forbidden.
        """
        found = sensor_by_code(kwargs["sensor_code"])
        self.at, self.told, self.key = now(), spoken(request), kwargs.get("own_key", "")
        if found is None or (self.key and not own_links.opens(found, self.key)):
            raise Http404("no such sensor")
        self.sensor = found
        if self.key:
            self.actor = acting("voice")
        elif getattr(request, "actor", None) is None:
            return redirect_to_login(request.get_full_path())
        else:
            self.actor = request_actor(request)
        permissions.demand(self.actor, self.verb, found, at=self.at)
        return super().dispatch(request, *args, **kwargs)

    def address(self, name: str) -> str:
        """Return another of the sensor's own pages, by the way that this one was opened."""
        if self.key:
            return reverse(f"doors:{name}", args=[self.sensor.code, self.key])
        return reverse(f"doors:{name}_signed", args=[self.sensor.code])

    def say(
        self, template: str, context: Mapping[str, Any], status: int = HTTPStatus.OK
    ) -> HttpResponse:
        """Return a page in the reader's language, kept by nobody."""
        shown = {"sensor": self.sensor, "ours_url": self.address("ours"), **context}
        answer = say_page(self.request, template, shown, status=status, told=self.told)
        answer.headers["Cache-Control"] = "no-store"
        return answer


class Ours(OfSensor):
    """What followed, the training's last day, a pause and its end."""

    def get(self, request: HttpRequest, **_parts: str) -> HttpResponse:
        """Show the sensor's own page."""
        return self._page()

    def post(self, request: HttpRequest, **_parts: str) -> HttpResponse:
        """Pause until a day, or start again. Raises Forbidden."""
        verb = "sensor.resumed" if "resume" in request.POST else "sensor.paused"
        permissions.demand(self.actor, verb, self.sensor, at=self.at)
        try:
            if "resume" in request.POST:
                actions.resume_sensor(actor=self.actor, sensor_id=self.sensor.id, at=self.at)
            else:
                until = _day(request.POST.get("until", ""))
                if until is None or until <= timezone.localdate(self.at):
                    return self._page(problem=self.told.say("own.day_wrong"))
                actions.pause_sensor(
                    actor=self.actor, sensor_id=self.sensor.id, until=until, at=self.at
                )
        except Refusal:
            return self._page(problem=self.told.say("own.day_wrong"))
        return redirect(f"{request.path}?lang={self.told.code}")

    def _page(self, problem: str = "") -> HttpResponse:
        followed = followed_of_sensor(self.sensor)
        context = {
            "followed": followed,
            "latest": [
                {
                    "day": self.told.say("own.arrived", day=day_of(self.told, moment)),
                    "standing": self.told.say(f"follows.{code}"),
                    "parts": parts_said(self.told, parts),
                }
                for moment, code, parts in followed.latest
            ],
            "training": self._training(),
            "training_url": self.address("training"),
            "poster_url": self.address("poster"),
            "card_url": self.address("card"),
            "paused": self._paused(),
            "tomorrow": timezone.localdate(self.at) + timedelta(days=1),
            "may_pause": permissions.may(self.actor, "sensor.paused", self.sensor, at=self.at),
            "problem": problem,
        }
        status = HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK
        return self.say("sensing/public/ours.html", context, status)

    def _training(self) -> str:
        until = self.sensor.trained_until
        if until is None:
            return self.told.say("own.training_none")
        over = until < timezone.localdate(self.at)
        key = "own.training_over" if over else "own.training_until"
        return self.told.say(key, day=day_of(self.told, until))

    def _paused(self) -> str:
        if self.sensor.state != SensorState.PAUSED:
            return ""
        if self.sensor.paused_until is None:
            return self.told.say("own.paused_open")
        return self.told.say("own.paused", day=day_of(self.told, self.sensor.paused_until))


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Lead who speaks for a sensor to its page; for several, list them. Raises Http404."""
    sensors = sensors_spoken_for(request_actor(request), at=now())
    if not sensors:
        raise Http404("speaks for no sensor")
    if len(sensors) == 1:
        return redirect("doors:ours_signed", sensors[0].code)
    return say_page(request, "sensing/public/several.html", {"sensors": sensors})


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None
