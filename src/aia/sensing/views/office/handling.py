"""The office works on a notice: who takes it, what it is, what goes with it."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from aia.access.queries import request_actor
from aia.kit.clock import now
from aia.kit.refusals import Refusal
from aia.pathways.queries import colleagues
from aia.sensing import actions
from aia.sensing.forms import notices as forms
from aia.sensing.permissions import demand
from aia.sensing.queries import NoticeDetail, notice_of
from aia.sensing.views.office.notice import crumbs, title_of
from aia.web.acts import ActPage
from aia.web.forms import ActForm
from aia.web.terms import Crumb


class OnNotice(ActPage):
    """Base of the acts on a notice. `verb` is what the policy is asked before the form is shown."""

    template_name = "sensing/act_on_notice.html"
    verb: ClassVar[str]
    action: ClassVar[str]
    detail: NoticeDetail

    def load(self, notice_id: UUID, **_ids: Any) -> None:
        """Read the notice, as somebody who may know of it."""
        self.detail = notice_of(self.actor, notice_id, at=self.at)

    def check(self) -> None:
        demand(self.actor, self.verb, self.detail.notice, at=self.at)

    def seen(self) -> int | None:
        return self.detail.notice.last_entry_id

    def crumbs(self) -> list[Crumb]:
        return crumbs(self.detail, str(self.heading))

    def context(self) -> dict[str, Any]:
        return {"detail": self.detail, "notice": self.detail.notice, "back_url": self.after(None)}

    def perform(self, told: dict[str, Any]) -> Any:
        act = getattr(actions, self.action)
        return act(actor=self.actor, notice_id=self.detail.notice.id, at=self.at, **told)

    def after(self, result: Any) -> str:
        return reverse("sensing:notice", args=[self.detail.notice.id])


class TakeNotice(OnNotice):
    """Somebody of the office looks into it."""

    verb, action = "notice.taken", "take_notice"
    form_class = ActForm
    heading = _("Take it in charge")
    lead = _("Who sent it will read that somebody is looking into it.")
    submit = _("I take it")
    done = _("It is yours now.")


class MoveNotice(OnNotice):
    """It goes to another colleague, in one step."""

    verb, action = "notice.moved", "reroute_notice"
    form_class = forms.MoveForm
    heading = _("It belongs elsewhere")
    submit = _("Send it there")
    done = _("Sent.")

    def form_arguments(self) -> dict[str, Any]:
        district = self.detail.notice.district
        return {"colleagues": colleagues(self.actor, district, at=self.at)}


class DecideKind(OnNotice):
    """A person says what kind of need it is, whatever was suggested."""

    verb, action = "notice.decided", "decide_category"
    form_class = forms.DecideForm
    heading = _("What kind of need is it?")
    submit = _("This is it")
    done = _("Decided. What was suggested stays beside it, so that Aia can learn.")

    def initial(self) -> dict[str, Any]:
        return {"category": self.detail.notice.category or self.detail.notice.suggested}


class SayWords(OnNotice):
    """The office writes to who sent the notice."""

    verb, action = "notice_word.said", "add_words"
    form_class = forms.WordsForm
    heading = _("Write to who sent it")
    submit = _("Send the words")
    done = _("Your words are there for who sent it.")


class SplitNotice(OnNotice):
    """It spoke of several things: each goes its own way."""

    verb, action = "notice.split", "split_notice"
    form_class = forms.SplitForm
    heading = _("It speaks of several things")
    lead = _("Each part becomes a notice of its own and goes where the rules send it.")
    submit = _("Divide it")
    done = _("Divided: each part goes its own way.")

    def initial(self) -> dict[str, Any]:
        return {"part_1": self.detail.text}

    def perform_form(self, form: forms.SplitForm) -> Any:
        return actions.split_notice(
            actor=self.actor,
            notice_id=self.detail.notice.id,
            parts=[actions.Part(text=text) for text in form.parts()],
            seen=form.cleaned_data["seen"],
            at=self.at,
        )


class ReopenNotice(OnNotice):
    """It is not solved after all."""

    verb, action = "notice.reopened", "reopen_notice"
    form_class = ActForm
    heading = _("It is not solved")
    submit = _("Reopen it")
    done = _("It waits again.")


class TakeApart(OnNotice):
    """It was about something else after all."""

    verb, action = "notice.unmerged", "unmerge_notice"
    form_class = ActForm
    heading = _("Take it apart again")
    lead = _("It goes back to the list with its own words and its own day.")
    submit = _("Take it apart")
    done = _("It stands by itself again.")


@require_http_methods(["GET", "POST"])
def compare_page(request: HttpRequest, notice_id: UUID, other_id: UUID) -> HttpResponse:
    """Show two notices side by side, and join the second to the first when asked to."""
    actor, at = request_actor(request), now()
    try:
        sides = [notice_of(actor, id_, at=at) for id_ in (notice_id, other_id)]
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    for side in sides:
        demand(actor, "notice.merged", side.notice, at=at)
    if request.method == "POST":
        try:
            actions.merge_notices(actor=actor, kept_id=notice_id, merged_id=other_id, at=at)
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, gettext("They are one now; both who sent them are told."))
            return redirect("sensing:notice", notice_id=notice_id)
    context = {
        "sides": [(side, title_of(side)) for side in sides],
        "kept": sides[0].notice,
        "crumbs": crumbs(sides[0], gettext("Side by side")),
    }
    return render(request, "sensing/compare.html", context)
