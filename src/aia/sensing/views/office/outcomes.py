"""What becomes of a notice: a need of somebody or of all, a word, another body, or its closing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.kit.clock import now
from aia.pathways.queries import PathwayGlimpse, glimpse
from aia.pathways.terms import Severity, Voice
from aia.people.queries import search_people
from aia.sensing import actions
from aia.sensing.forms import notices as forms
from aia.sensing.permissions import demand
from aia.sensing.queries import notice_of
from aia.sensing.terms import Awareness
from aia.sensing.views.office.handling import OnNotice
from aia.sensing.views.office.notice import crumbs


@require_safe
def whose_page(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Find the person whose need was recognised in a notice."""
    actor, at = request_actor(request), now()
    try:
        detail = notice_of(actor, notice_id, at=at)
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    demand(actor, "notice.became_need", detail.notice, at=at)
    text = request.GET.get("q", "").strip()
    context = {
        "detail": detail,
        "notice": detail.notice,
        "q": text,
        "found": search_people(actor, text, at=at, limit=10) if text else [],
        "crumbs": crumbs(detail, gettext("Whose need is it?")),
    }
    return render(request, "sensing/whose.html", context)


class PersonNeed(OnNotice):
    """It is a need of somebody: recognised on their pathway, because of this notice."""

    verb = "notice.became_need"
    form_class = forms.NeedForm
    heading = _("The need of somebody")
    lead = _("The words go into the person’s file; the list of notices no longer shows them.")
    submit = _("Recognise the need")
    done = _("The need is on the person’s path. Who sent the notice is told that it was heard.")
    subject: UUID | None
    known: PathwayGlimpse | None

    def load(self, notice_id: UUID, subject: UUID | None = None, **_ids: Any) -> None:
        """Read the notice and the pathway of whom it is about."""
        super().load(notice_id)
        self.subject = subject
        self.known = glimpse(self.actor, subject, at=self.at) if subject else None

    def get(self, request: HttpRequest, **ids: Any) -> HttpResponse:
        """Show the form; without a pathway, the way to open one comes first."""
        if self.known is None:
            messages.warning(
                request, gettext("Open the pathway first, then come back to this notice.")
            )
            return redirect("pathways:person", subject=self.subject)
        return super().get(request, **ids)

    def initial(self) -> dict[str, Any]:
        notice = self.detail.notice
        return {
            "category": notice.category or notice.suggested,
            "severity": Severity.MODERATE,
            "words_of": Voice.NEIGHBOUR,
            "expressed": notice.awareness == Awareness.AGREES,
            "words": self.detail.text,
        }

    def context(self) -> dict[str, Any]:
        return {**super().context(), "known": self.known}

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.link_to_need(
            actor=self.actor,
            notice_id=self.detail.notice.id,
            pathway_id=self.known.pathway.id if self.known else None,
            at=self.at,
            **told,
        )

    def after(self, result: Any) -> str:
        if result is None:
            return super().after(result)
        return reverse("pathways:person", args=[self.subject])


class CommunityNeed(OnNotice):
    """It is a need of the community: pooled, no person in it."""

    verb, action = "notice.became_need", "pool_for_community"
    form_class = forms.CommunityForm
    heading = _("A need of the community")
    lead = _("What several people meet in the same place, told without anybody’s name.")
    submit = _("Recognise it")
    done = _("The need of the community is recognised.")

    def initial(self) -> dict[str, Any]:
        notice = self.detail.notice
        return {
            "category": notice.category or notice.suggested,
            "severity": Severity.MODERATE,
        }


class Inform(OnNotice):
    """A word is enough."""

    verb, action = "notice.informed", "answer_with_information"
    form_class = forms.WordsForm
    heading = _("Answer with information")
    lead = _("Where to go, at what hours, whom to call. The notice is then concluded.")
    submit = _("Answer and conclude")
    done = _("Answered.")


class PassOn(OnNotice):
    """Another body should take it over; until it says yes the notice stays ours."""

    verb, action = "notice.passed_on", "pass_on"
    form_class = forms.PassOnForm
    heading = _("Pass it on")
    lead = _("The other body reads this notice and says yes or no. Until its yes, it stays ours.")
    submit = _("Ask them")
    done = _("Asked. Their answer is awaited by the day shown.")

    def form_arguments(self) -> dict[str, Any]:
        return {"district": self.detail.notice.district}


class CloseNotice(OnNotice):
    """It ends here, with a reason."""

    verb, action = "notice.closed", "close_notice"
    form_class = forms.CloseForm
    heading = _("Close it")
    submit = _("Close it")
    done = _("Closed. Who sent it reads why, and can say that it is not solved.")


class AcceptPassed(OnNotice):
    """The other body takes it over."""

    verb, action = "notice.taken_over", "accept_passed_on"
    form_class = forms.ReplyForm
    heading = _("Yes, we take it over")
    submit = _("We take it over")
    done = _("It is yours now. Who sent it is told.")


class DeclinePassed(OnNotice):
    """The other body says no."""

    verb, action = "notice.turned_down", "decline_passed_on"
    form_class = forms.DeclineForm
    heading = _("No, it is not for us")
    submit = _("Give it back")
    done = _("The office has it again.")

    def after(self, result: Any) -> str:
        return reverse("sensing:queue") if result is None else reverse("sensing:passed")
