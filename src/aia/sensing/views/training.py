"""The short training of who speaks for a sensor: five cards, four questions, an end date."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

from aia.sensing import actions
from aia.sensing.training import Marked, marked, training
from aia.sensing.views.sensor_own import OfSensor
from aia.sensing.views.spoken import day_of


class Training(OfSensor):
    """Read, answer, look again at what was not right."""

    verb = "sensor_training.taken"

    def get(self, request: HttpRequest, **_parts: str) -> HttpResponse:
        """Show the cards and the questions."""
        return self._page(None)

    def post(self, request: HttpRequest, **_parts: str) -> HttpResponse:
        """Mark the answers; when there is one to every question, put it on record."""
        answers = marked(request.POST.dict())
        if not answers.complete:
            return self._page(answers, status=HTTPStatus.BAD_REQUEST)
        taken = actions.record_training(
            actor=self.actor,
            sensor_id=self.sensor.id,
            edition=training().edition,
            score=answers.score,
            account=None if self.actor.service else self.actor.id,
            at=self.at,
        )
        done = ""
        if taken.passed and taken.valid_until is not None:
            done = self.told.say("training.passed", day=day_of(self.told, taken.valid_until))
        return self._page(answers, done=done)

    def _page(
        self, answers: Marked | None, *, done: str = "", status: int = HTTPStatus.OK
    ) -> HttpResponse:
        words = self.told.words["training"]
        asked = [
            self._question(place, one, answers) for place, one in enumerate(words["questions"])
        ]
        context = {"cards": words["cards"], "questions": asked, "done": done, "marked": answers}
        return self.say("sensing/public/training.html", context, status)

    def _question(self, place: int, one: dict[str, Any], answers: Marked | None) -> dict[str, Any]:
        given = answers.given[place] if answers else None
        verdict = ""
        if answers is not None:
            right = answers.right[place]
            verdict = "missing" if given is None else "right" if right else "wrong"
        return {
            "name": f"answer{place}",
            "ask": one["ask"],
            "options": list(enumerate(one["options"])),
            "given": given,
            "verdict": self.told.say(f"training.{verdict}") if verdict else "",
            "right": verdict == "right",
        }
