"""The page of a sensor: anybody says what they noticed, in a minute, without an account.

The form carries no authority (no account, no session), so it needs no protection against forged
requests; what protects it is in `limits` and in the signed moment of the form.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page

from aia.kit.clock import now
from aia.kit.refusals import Refusal
from aia.people.terms import AgeBand
from aia.sensing import actions, danger, limits, media, telling
from aia.sensing.actions import Media, Received
from aia.sensing.models import Sensor
from aia.sensing.queries import sensor_by_code
from aia.sensing.receiving_files import take_files
from aia.sensing.rules import receipts
from aia.sensing.rules.values import LONGEST_TEXT
from aia.sensing.speech import LANGUAGES, Speech, speech
from aia.sensing.telling import Told
from aia.sensing.terms import Awareness, NoticeDoor, SensorKind, SensorState, Urgency
from aia.sensing.views.spoken import acting, day_of, say_page, source_of, spoken
from aia.territory.queries import municipalities_of
from aia.web.headers import PERMISSIONS_POLICY

_log = logging.getLogger(__name__)
# A voice is recorded in the page; nothing else of the phone is asked for.
_POLICY = PERMISSIONS_POLICY.replace("microphone=()", "microphone=(self)")
# What the scripts of the page say.
_LINES = (
    *("form.record", "form.recording", "form.recorded", "form.take_away", "form.no_microphone"),
    *("form.sending", "errors.empty", "queue.waiting", "queue.written", "queue.delete"),
    *("queue.sure", "queue.retry", "queue.busy", "queue.mend", "queue.arrived", "queue.noted"),
    *("queue.full", "thanks.copied", "thanks.code_text", "thanks.due", "errors.photo_heic"),
)


@method_decorator([csrf_exempt, login_not_required, gzip_page], name="dispatch")
class Door(View):
    """The page of one sensor, and what is sent from it."""

    sensor: Sensor
    at: datetime
    told: Speech
    scripted: bool
    over: limits.Wait | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Count who sends before anything else is done; then find the sensor. Raises Http404."""
        self.at, self.told, self.over = now(), spoken(request), None
        self.scripted = request.headers.get("Accept", "").startswith("application/json")
        if request.method == "POST":
            source = source_of(request, self.at)
            self.over = limits.admit(limits.NOTICES_OF_SOURCE, source, self.at)
            if self.over is not None and (self.scripted or self.over.far):
                return self._busy(self.over)
        found = sensor_by_code(kwargs["sensor_code"])
        if found is None:
            raise Http404("no such sensor")
        self.sensor = found
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, sensor_code: str) -> HttpResponse:
        """Show the form; a closed sensor says where else to go."""
        if self.sensor.state == SensorState.CLOSED:
            return self._closed()
        answer = self._page(telling.blank(self.sensor.municipality_id, self.at))
        answer.headers["X-Aia-Keep"] = "yes"
        return answer

    def post(self, request: HttpRequest, sensor_code: str) -> HttpResponse:
        """Take in a notice: the same one twice is taken in once."""
        over = self.over or limits.admit(limits.NOTICES_OF_SENSOR, self.sensor.code, self.at)
        if over is not None and self.scripted:
            return self._busy(over)
        try:
            told = self._read()
        except RequestDataTooBig:
            return self._wrong(self._too_much())
        if over is not None:
            told.problems = {"token": ("errors.busy", {"minutes": over.minutes})}
            return self._page(told, status=HTTPStatus.TOO_MANY_REQUESTS, wait=over)
        if told.problems:
            return self._wrong(told)
        try:
            received = self._receive(told)
        except Refusal as refusal:
            return self._refused(told, refusal)
        return self._thanks(told, received)

    def _read(self) -> Told:
        """Read the form, in the language that it was written in. Raises RequestDataTooBig."""
        files = take_files(self.request)
        post = self.request.POST
        if post.get("lang", "") in LANGUAGES:
            self.told = speech(post["lang"])
        sent = self.request.FILES.items()
        return telling.read(
            post.dict(),
            {name: one for name, one in sent if isinstance(one, UploadedFile)},
            towns={istat for istat, _name in self._towns()},
            refused=files.refused,
            at=self.at,
        )

    def _receive(self, told: Told) -> Received:
        return actions.receive_notice(
            actor=acting("reporter"),
            district=self.sensor.district,
            door=NoticeDoor.SENSOR,
            sensor_id=self.sensor.id,
            client_key=told.key,
            text=told.text,
            urgency=told.urgency,
            awareness=told.awareness,
            age_band=told.age,
            municipality=told.municipality or None,
            place_words=told.somewhere,
            contact=told.contact,
            language=self.told.code,
            seen_at=told.seen_at,
            media=[Media(m.kind, m.media_type, m.content, m.seconds) for m in told.media],
            with_receipt=True,
            at=self.at,
        )

    def _thanks(self, told: Told, received: Received) -> HttpResponse:
        """Show the code, once; a browser that asks again with the same key is told it again."""
        due = received.notice.due_on
        shown: dict[str, Any] = {
            "code": receipts.shown(received.receipt_code) if received.receipt_code else "",
            "day": day_of(self.told, due) if due else "",
            "numbers": danger.found(told.text),
            "already": received.already_there,
        }
        status = HTTPStatus.OK if received.already_there else HTTPStatus.CREATED
        answer: HttpResponse
        if self.scripted:
            answer = JsonResponse(shown, status=status)
        else:
            answer = self._say("sensing/public/thanks.html", shown, status=status)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _wrong(self, told: Told) -> HttpResponse:
        """Say what is wrong, with all that was written still there and a new token."""
        if not self.scripted:
            return self._page(told, status=HTTPStatus.BAD_REQUEST)
        if set(told.problems) == {"token"}:
            fresh = {"token": telling.token(self.at)}
            return JsonResponse(fresh, status=HTTPStatus.BAD_REQUEST)
        problems = self._problems(told)
        return JsonResponse({"problems": problems}, status=HTTPStatus.BAD_REQUEST)

    def _refused(self, told: Told, refusal: Refusal) -> HttpResponse:
        """Tell a refusal of the action: a closed sensor, or what the form did not foresee."""
        if "sensor" in refusal.problems:
            if not self.scripted:
                return self._closed()
            line = self.told.say("closed.title")
            return JsonResponse({"problems": {"text": line}}, status=HTTPStatus.GONE)
        _log.warning("a notice was refused: %s", ", ".join(refusal.problems))
        told.problems = {"text": ("errors.again", {})}
        return self._wrong(told)

    def _busy(self, over: limits.Wait) -> HttpResponse:
        """Answer in a few bytes, without reading what was sent."""
        told = self.told.say("errors.busy", minutes=over.minutes)
        answer: HttpResponse = (
            JsonResponse({"wait": over.seconds}) if self.scripted else HttpResponse(told)
        )
        answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
        answer.headers["Retry-After"] = str(over.seconds)
        return answer

    def _too_much(self) -> Told:
        """Return an empty form that says that what came with it was far too large."""
        told = telling.blank(self.sensor.municipality_id, self.at)
        told.problems = {"photo": ("errors.photo_big", {"most": _megabytes("photo")})}
        return told

    def _closed(self) -> HttpResponse:
        heading, text = self.told.say("closed.title"), self.told.say("closed.text")
        context = {"heading": heading, "text": text}
        return self._say("sensing/public/message.html", context, status=HTTPStatus.GONE)

    def _page(
        self,
        told: Told,
        *,
        status: int = HTTPStatus.OK,
        wait: limits.Wait | None = None,
    ) -> HttpResponse:
        problems = self._problems(told)
        if "errors.token" in {key for key, _values in told.problems.values()}:
            told.token = telling.token(self.at)
        context = {
            **_asked(self.told),
            "sensor": self.sensor,
            "place": "" if self.sensor.kind == SensorKind.PERSON else self.sensor.name,
            "resting": self._resting(),
            "door": told,
            "problems": problems,
            "numbers": danger.found(told.text),
            "towns": self._towns(),
        }
        answer = self._say("sensing/public/door.html", context, status=status)
        if wait is not None:
            answer.headers["Retry-After"] = str(wait.seconds)
        return answer

    def _say(self, template: str, context: Mapping[str, Any], *, status: int) -> HttpResponse:
        answer = say_page(self.request, template, context, status=status, told=self.told)
        answer.headers["Permissions-Policy"] = _POLICY
        return answer

    def _problems(self, told: Told) -> dict[str, str]:
        found = told.problems.items()
        return {field: self.told.say(key, **values) for field, (key, values) in found}

    def _resting(self) -> str:
        """Return what a sensor that rests says; "" when it does not."""
        if self.sensor.state != SensorState.PAUSED:
            return ""
        until = self.sensor.paused_until
        if until is None:
            return self.told.say("closed.paused_open")
        return self.told.say("closed.paused", day=day_of(self.told, until))

    def _towns(self) -> list[tuple[str, str]]:
        """Return the district's towns by name; the sensor's own is always one of them."""
        found = dict(municipalities_of(self.sensor.district).values_list("istat", "name"))
        own = self.sensor.municipality
        return sorted({own.istat: own.name, **found}.items(), key=lambda town: town[1])


def _asked(told: Speech) -> dict[str, Any]:
    """Return the questions of the form in a language, with what its scripts say."""
    ages = [
        (code, told.say("form.age_unknown") if code == AgeBand.UNKNOWN else code.replace("-", "–"))
        for code in AgeBand.values
    ]
    lines = {key.partition(".")[2]: told.lines[key] for key in _LINES}
    for name in ("photo", "voice"):
        lines[f"{name}_big"] = told.say(f"errors.{name}_big", most=_megabytes(name))
    return {
        "ages": ages,
        "urgencies": [(code, told.say(f"form.urgency_{code}")) for code in Urgency.values],
        "awarenesses": [(code, told.say(f"form.awareness_{code}")) for code in Awareness.values],
        "lines": lines,
        "longest": LONGEST_TEXT,
        "most_photo": media.MOST_PHOTO_BYTES,
        "most_voice": media.MOST_VOICE_BYTES,
    }


def _megabytes(name: str) -> int:
    return media.too_big(name).most
