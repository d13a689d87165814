"""A need face to face with the floor: what may meet it, what must be asked first, what cannot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Forbidden
from aia.commons import actions
from aia.commons.forms.meeting import ProposalForm, WishForm
from aia.commons.models import Proposal
from aia.commons.queries.meeting import Meeting, Met, behind_option, meeting_of
from aia.commons.rules.meeting import Wish
from aia.commons.views import reasons
from aia.commons.views.shown import keeper_words
from aia.kit.clock import now
from aia.territory.queries import municipalities_of
from aia.web.acts import ActPage
from aia.web.terms import Crumb

_MOST_SHOWN = 24
_POSSIBLE, _NOT_KNOWN = "possible", "fact_unknown"


@dataclass(frozen=True)
class Line:
    """A thing as the page tells it: why it may suit, what to ask first, or why it does not."""

    met: Met
    keeper: str
    words: list[str]
    chosen: bool = False


@require_safe
def of_option(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Lead from an option to the thing of the floor behind it, or to the floor."""
    try:
        found = behind_option(request_actor(request), option_id, at=now())
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    if found is None:
        return redirect("commons:catalogue")
    return redirect("commons:resource", found.resource_id)


class Meet(ActPage):
    """Look on the floor for a need, and put before the person what may suit."""

    template_name = "commons/meeting.html"
    form_class = ProposalForm
    heading = _("What the floor has")
    lead = _("What bodies and people of the district put in common, beside what is asked for.")
    submit = _("Put these before the person")
    done = _("The options are on the path: who has the need chooses.")
    meeting: Meeting
    wish: Wish

    def load(self, need_id: UUID, **_ids: Any) -> None:
        """Look for what the floor has, with what the address tells of what is wanted."""
        self.wishes = WishForm(self.request.GET)
        self.wish = self.wishes.wish()
        self.meeting = meeting_of(self.actor, need_id, self.wish, at=self.at)

    def check(self) -> None:
        if not self.meeting.detail.may("option.offered"):
            raise Forbidden(gettext("Only the team that follows this pathway may do this."))

    def form_arguments(self) -> dict[str, Any]:
        return {"among": [(str(one.resource.id), one.resource.name) for one in self.possible]}

    def perform_form(self, form: ProposalForm) -> list[Proposal]:
        return actions.propose_resources(
            actor=self.actor,
            need_id=self.meeting.detail.file.need.id,
            resource_ids=form.ids(),
            at=self.at,
        )

    def after(self, result: Any) -> str:
        return f"{self._file_url()}#row-{self.meeting.detail.file.need.id}"

    def crumbs(self) -> list[Crumb]:
        return [Crumb(self.meeting.detail.name, self._file_url()), Crumb(str(self.heading))]

    def context(self) -> dict[str, Any]:
        declined = [
            (one.resource, reasons.reason_words(one.option.declined_for))
            for one in self.meeting.declined
        ]
        chosen = set(self.request.POST.getlist("resources"))
        return {
            "detail": self.meeting.detail,
            "wishes": self.wishes,
            "asked": self.request.GET.urlencode(),
            "declined": declined,
            "possible": [
                Line(
                    one,
                    keeper_words(one.resource),
                    reasons.why(one, self.towns),
                    str(one.resource.id) in chosen,
                )
                for one in self.possible[:_MOST_SHOWN]
            ],
            "to_ask": [
                Line(one, keeper_words(one.resource), [reasons.what_to_ask(one)])
                for one in self._with(_NOT_KNOWN)[:_MOST_SHOWN]
            ],
            "others": [
                Line(one, keeper_words(one.resource), [self._why_not(one)])
                for one in self._others()[:_MOST_SHOWN]
            ],
            "standing": [one for one in self.meeting.met if one.standing],
            "back_url": self.after(None),
        }

    @cached_property
    def possible(self) -> list[Met]:
        """Return what may be put before the person now."""
        return self._with(_POSSIBLE)

    @cached_property
    def towns(self) -> dict[str, str]:
        """Return the names of the district's municipalities."""
        rows = municipalities_of(self.meeting.detail.pathway.district)
        return dict(rows.values_list("istat", "name"))

    def _with(self, why: str) -> list[Met]:
        return [one for one in self.meeting.met if one.how.why == why and not one.standing]

    def _others(self) -> list[Met]:
        known = (_POSSIBLE, _NOT_KNOWN)
        return [one for one in self.meeting.met if one.how.why not in known and not one.standing]

    def _why_not(self, one: Met) -> str:
        return reasons.why_not(one, self.meeting, self.wish, self.towns)

    def _file_url(self) -> str:
        return reverse("pathways:person", args=[self.meeting.detail.pathway.subject])
