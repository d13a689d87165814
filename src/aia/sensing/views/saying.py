"""Two more doors into the same channel: the citizen's own, and the operator's who writes down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Actor, Forbidden, Role
from aia.people.terms import AgeBand
from aia.sensing import actions, danger
from aia.sensing.actions import Received
from aia.sensing.forms.saying import MyNoticeForm, MyWordsForm, WrittenDownForm
from aia.sensing.models import Notice
from aia.sensing.queries import notices_of_reporter
from aia.sensing.queries.followed import Followed, code_of, what_followed
from aia.sensing.rules import receipts
from aia.sensing.speech import Speech, speech
from aia.sensing.terms import Awareness, NoticeDoor
from aia.sensing.views.spoken import parts_said
from aia.territory.queries import municipalities_of
from aia.web.acts import ActPage
from aia.web.terms import Crumb

WRITERS = (Role.SOCIAL_WORKER, Role.COORDINATOR, Role.PARTNER_OPERATOR)


def own_speech() -> Speech:
    """Return the plain words of where a notice stands, in the language of the pages."""
    return speech("en" if (get_language() or "it").startswith("en") else "it")


def citizen(request: HttpRequest) -> Actor:
    """Return the actor, who has the role of citizen. Raises Forbidden."""
    actor = request_actor(request)
    if not actor.has(Role.CITIZEN):
        raise Forbidden(gettext("This page belongs to who says something for themselves."))
    return actor


@require_safe
def mine_list(request: HttpRequest) -> HttpResponse:
    """List what the citizen said, with where it stands."""
    page = notices_of_reporter(citizen(request), after=request.GET.get("after"))
    told = own_speech()
    rows = [(notice, told.say(f"follows.{code_of(notice)}")) for notice in page.items]
    context = {"rows": rows, "next_cursor": page.next_cursor}
    return render(request, "sensing/said/list.html", context)


class SayForMyself(ActPage):
    """The citizen says something for themselves."""

    form_class = MyNoticeForm
    heading = _("Say something for yourself")
    lead = _("It goes to the social service of your area, by the same way as everybody’s.")
    submit = _("Send it")
    done = _("Thank you, it has arrived. The answer will be here.")

    def check(self) -> None:
        citizen(self.request)

    def perform(self, told: dict[str, Any]) -> Received:
        return actions.receive_notice(
            actor=self.actor,
            district=sorted(self.actor.districts(Role.CITIZEN))[0],
            door=NoticeDoor.CITIZEN,
            client_key=told["client_key"],
            text=told["text"],
            urgency=told["urgency"],
            awareness=Awareness.AGREES,
            contact=told["contact"],
            language=own_speech().code,
            at=self.at,
        )

    def after(self, result: Received) -> str:
        # Who may be in danger reads the numbers on the next page, whatever else it says.
        if danger.found(self.request.POST.get("text", "")):
            return f"{reverse('doors:my_notice', args=[result.notice.id])}?danger=1"
        return reverse("doors:my_notice", args=[result.notice.id])

    def crumbs(self) -> list[Crumb]:
        return [Crumb(gettext("What I said"), reverse("doors:mine")), Crumb(str(self.heading))]

    def context(self) -> dict[str, Any]:
        return {"back_url": reverse("doors:mine")}


class Mine(ActPage):
    """What the citizen said, what followed, and some more words; settled, it may be reopened."""

    template_name = "sensing/said/notice.html"
    form_class = MyWordsForm
    heading = _("What you said")
    submit = _("Send")
    done = _("Thank you, your words have arrived.")
    notice: Notice
    followed: Followed

    def load(self, notice_id: UUID, **_ids: Any) -> None:
        """Find the citizen's own notice. Raises Forbidden, Notice.DoesNotExist."""
        actor = citizen(self.request)
        self.notice = Notice.objects.get(pk=notice_id, reporter=actor.id)
        self.followed = what_followed(self.notice)

    def seen(self) -> int | None:
        return self.notice.last_entry_id

    def perform(self, told: dict[str, Any]) -> Any:
        act = actions.reopen_notice if self.followed.ended else actions.add_words
        return act(
            actor=self.actor,
            notice_id=self.notice.id,
            words=told["words"],
            language=own_speech().code,
            seen=told["seen"],
            at=self.at,
        )

    def after(self, result: Any) -> str:
        return reverse("doors:my_notice", args=[self.notice.id])

    def crumbs(self) -> list[Crumb]:
        return [Crumb(gettext("What I said"), reverse("doors:mine")), Crumb(str(self.heading))]

    def context(self) -> dict[str, Any]:
        told = own_speech()
        return {
            "notice": self.notice,
            "followed": self.followed,
            "standing": told.say(f"follows.{self.followed.code}"),
            "parts": parts_said(told, self.followed.parts),
            "danger": "danger" in self.request.GET,
            "t": told.words,
            "speech": told,
            "submit": gettext("It is not solved") if self.followed.ended else gettext("Send"),
        }


class WriteDown(ActPage):
    """An operator writes down a call or a visit."""

    form_class = WrittenDownForm
    heading = _("Write down a call or a visit")
    lead = _("It joins the same list as what comes from the sensors’ pages.")
    submit = _("Keep the notice")
    done = _("The notice is kept.")
    district: str

    def load(self, **_ids: Any) -> None:
        """Find the district that the operator works in. Raises Forbidden."""
        found = sorted(self.actor.districts(*WRITERS))
        if not found:
            raise Forbidden(gettext("Notices are written down by who works in the district."))
        self.district = found[0]

    def form_arguments(self) -> dict[str, Any]:
        return {"towns": list(municipalities_of(self.district).values_list("istat", "name"))}

    def initial(self) -> dict[str, Any]:
        return {"age_band": AgeBand.UNKNOWN, "awareness": Awareness.UNSAID}

    def perform(self, told: dict[str, Any]) -> Received:
        words = {name: told[name] for name in ("text", "place_words", "contact", "language")}
        codes = {name: told[name] for name in ("urgency", "awareness", "with_receipt")}
        return actions.receive_notice(
            actor=self.actor,
            district=self.district,
            door=NoticeDoor.OPERATOR,
            client_key=told["client_key"],
            municipality=told["municipality"] or None,
            age_band=told["age_band"] or AgeBand.UNKNOWN,
            **words,
            **codes,
            at=self.at,
        )

    def after(self, result: Received) -> str:
        if result.receipt_code:
            told = {"code": receipts.shown(result.receipt_code)}
            text = gettext("Receipt code, to be told now: %(code)s. It is not shown again.")
            messages.info(self.request, text % told)
        if self.actor.has(Role.SOCIAL_WORKER) or self.actor.has(Role.COORDINATOR):
            return reverse("sensing:notice", args=[result.notice.id])
        return reverse("doors:write_down")

    def context(self) -> dict[str, Any]:
        return {"back_url": reverse("web:home")}
