"""The way back for whoever sent a notice without a name: sixteen digits open the answers.

Nothing is remembered between two requests: a sealed pass in the page, good for half an hour,
stands for the code. Guesses are limited, and a wrong one takes as long as a right one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from aia.kit.clock import now
from aia.kit.refusals import Refusal
from aia.sensing import actions, danger, limits, passes
from aia.sensing.models import Notice
from aia.sensing.queries import notice_for_receipt
from aia.sensing.queries.followed import what_followed
from aia.sensing.queries.notices import WordText
from aia.sensing.rules import receipts
from aia.sensing.rules.values import LONGEST_TEXT
from aia.sensing.speech import Speech
from aia.sensing.terms import WordSide
from aia.sensing.views.spoken import acting, day_of, parts_said, say_page, source_of, spoken

_LONGEST_CODE = 100


@method_decorator([csrf_exempt, login_not_required], name="dispatch")
class Receipt(View):
    """Open a notice by its code, add words to it, say that it is not solved."""

    at: datetime
    told: Speech

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the moment and the language."""
        super().setup(request, *args, **kwargs)
        self.at, self.told = now(), spoken(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the code."""
        return self._ask()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open the code, or act on the notice that the pass stands for."""
        if "pass" in request.POST:
            return self._act(request.POST)
        return self._open(request.POST.get("code", ""))

    def _open(self, code: str) -> HttpResponse:
        over = self._guessed()
        if over is not None:
            problem = self.told.say("receipt.busy", minutes=over.minutes)
            answer = self._ask(problem, status=HTTPStatus.TOO_MANY_REQUESTS)
            answer.headers["Retry-After"] = str(over.seconds)
            return answer
        notice = notice_for_receipt(code[:_LONGEST_CODE])
        if notice is None:
            problem = self.told.say("receipt.unknown")
            return self._ask(problem, status=HTTPStatus.BAD_REQUEST)
        return self._show(notice, receipts.read(code) or "")

    def _guessed(self) -> limits.Wait | None:
        """Count one more attempt, right or wrong."""
        source = source_of(self.request, self.at)
        return limits.admit(limits.GUESSES_OF_SOURCE, source, self.at) or limits.admit(
            limits.GUESSES_OF_ALL, "all", self.at
        )

    def _act(self, post: Mapping[str, str]) -> HttpResponse:
        code = passes.opened(post["pass"], self.at)
        words = post.get("words", "").strip()[:LONGEST_TEXT]
        notice = notice_for_receipt(code) if code else None
        if code is None or notice is None:
            # The words stay: they are sent again with the code.
            return self._ask(self.told.say("receipt.expired"), words=words)
        if "unsolved" not in post and not words:
            return self._show(notice, code, problem=self.told.say("errors.empty"))
        over = limits.admit(limits.WORDS_OF_NOTICE, notice.id.hex, self.at)
        if over is not None:
            problem = self.told.say("receipt.busy", minutes=over.minutes)
            return self._show(notice, code, words=words, problem=problem)
        try:
            done = self._write(notice, code, words, unsolved="unsolved" in post)
        except Refusal:
            return self._show(notice, code, words=words, problem=self.told.say("errors.again"))
        fresh = Notice.objects.get(pk=notice.pk)
        return self._show(fresh, code, done=done, numbers=danger.found(words))

    def _write(self, notice: Notice, code: str, words: str, *, unsolved: bool) -> str:
        """Add the words, or reopen; return what to say. Raises Refusal."""
        act = actions.reopen_notice if unsolved else actions.add_words
        act(
            actor=acting("reporter"),
            notice_id=notice.id,
            words=words,
            receipt=code,
            language=self.told.code,
            at=self.at,
        )
        return self.told.say("receipt.reopened" if unsolved else "receipt.added")

    def _ask(
        self, problem: str = "", *, words: str = "", status: int = HTTPStatus.OK
    ) -> HttpResponse:
        context = {"problem": problem, "words": words}
        return self._say("sensing/public/receipt.html", context, status)

    def _show(
        self,
        notice: Notice,
        code: str,
        *,
        done: str = "",
        problem: str = "",
        words: str = "",
        numbers: tuple[str, ...] = (),
    ) -> HttpResponse:
        followed = what_followed(notice)
        words = words or self.request.POST.get("kept", "")
        context = {
            "done": done,
            "problem": problem,
            "words": words,
            "numbers": numbers,
            "pass": passes.made(code, self.at),
            "arrived": self.told.say("receipt.arrived", day=day_of(self.told, notice.received_at)),
            "standing": self.told.say(f"follows.{followed.code}"),
            "parts": parts_said(self.told, followed.parts),
            "ended": followed.ended,
            "said": [self._line(one) for one in followed.words],
        }
        return self._say("sensing/public/answers.html", context, HTTPStatus.OK)

    def _line(self, one: WordText) -> dict[str, Any]:
        office = one.word.side == WordSide.OFFICE
        return {
            "office": office,
            "who": self.told.say("common.office" if office else "receipt.from_you"),
            "day": day_of(self.told, one.word.said_at),
            "words": one.words,
            "language": one.word.language,
        }

    def _say(self, template: str, context: Mapping[str, Any], status: int) -> HttpResponse:
        answer = say_page(self.request, template, context, status=status, told=self.told)
        answer.headers["Cache-Control"] = "no-store"
        return answer
