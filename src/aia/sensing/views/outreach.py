"""Needs without a voice: the list, what was tried for one, and the acts of who tries."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Forbidden, Role
from aia.kit.clock import now
from aia.pathways.queries import colleagues, taxonomy
from aia.pathways.terms import UnvoicedReason, Whose
from aia.sensing import actions
from aia.sensing.forms import numbers as forms
from aia.sensing.models import Outreach
from aia.sensing.queries import (
    OutreachDetail,
    OutreachItem,
    outreach_list,
    outreach_named,
    outreach_of,
    sensors_of,
)
from aia.sensing.terms import AttemptResult, OutreachState, SensorState, TriedHow
from aia.web.acts import ActPage
from aia.web.lists import keyset_urls
from aia.web.terms import Crumb


@require_safe
def outreach_page(request: HttpRequest) -> HttpResponse:
    """Show the needs that nobody has voiced, with who tries next and how."""
    actor, at = request_actor(request), now()
    if not (actor.has(Role.SOCIAL_WORKER) or actor.has(Role.COORDINATOR)):
        raise Forbidden(gettext("This list is the social workers’."))
    whose = request.GET.get("whose") or None
    page = outreach_list(actor, at=at, whose=whose, cursor=request.GET.get("after"))
    context = {
        "rows": [_row(one) for one in page.items],
        "whose": whose or (Whose.DISTRICT if actor.has(Role.COORDINATOR) else Whose.MINE),
        "coordinates": actor.has(Role.COORDINATOR),
        "leads": actor.has(Role.SOCIAL_WORKER),
        **keyset_urls(request, page.next_cursor),
    }
    return render(request, "sensing/outreach.html", context)


@require_safe
def need_page(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Show what was tried for one need."""
    try:
        found = outreach_of(request_actor(request), need_id, at=now())
    except ObjectDoesNotExist as error:
        raise Http404(gettext("There is no such need.")) from error
    need = found.need.file.need
    context = {
        "found": found,
        "need": need,
        "name": found.need.name,
        "category": taxonomy().label(need.category),
        "reason": UnvoicedReason(need.unvoiced).label if need.unvoiced else "",
        "how": TriedHow(found.outreach.next_how).label if found.outreach else "",
        "attempts": [
            {
                "one": one,
                "how": TriedHow(one.attempt.how).label,
                "result": AttemptResult(one.attempt.result).label,
            }
            for one in found.attempts
        ],
        "past": [
            {
                "one": one,
                "state": OutreachState(one.state).label,
                "reason": UnvoicedReason(one.reason).label if one.reason else "",
            }
            for one in found.past
        ],
        "crumbs": [
            Crumb(gettext("Without a voice"), reverse("sensing:outreach")),
            Crumb(found.need.name),
        ],
    }
    return render(request, "sensing/outreach_need.html", context)


class Reaching(ActPage):
    """Base of the acts of who tries to reach somebody about a need."""

    template_name = "sensing/outreach_act.html"
    found: OutreachDetail

    def check(self) -> None:
        if not self.found.may_try:
            raise Forbidden(gettext("Only the team that follows this pathway may do this."))

    def after(self, result: Any) -> str:
        return reverse("sensing:outreach_need", args=[self.found.need.file.need.id])

    def crumbs(self) -> list[Crumb]:
        return [
            Crumb(gettext("Without a voice"), reverse("sensing:outreach")),
            Crumb(self.found.need.name, self.after(None)),
            Crumb(str(self.heading)),
        ]

    def context(self) -> dict[str, Any]:
        need = self.found.need.file.need
        return {
            "back_url": self.after(None),
            "name": self.found.need.name,
            "category": taxonomy().label(need.category),
        }


class _Planning(Reaching):
    """Who tries next, how, by when."""

    form_class = forms.PlanForm

    def form_arguments(self) -> dict[str, Any]:
        district = self.found.need.pathway.district
        names = colleagues(self.actor, district, at=self.at)
        sensors = sensors_of(self.actor, state=SensorState.ACTIVE).filter(district=district)
        return {
            "colleagues": {one: name for one, name in names.items() if one != self.actor.id},
            "sensors": dict(sensors.values_list("id", "name")),
        }


class BeginOutreach(_Planning):
    """Begin to reach who has not voiced a need."""

    heading = _("Begin to reach them")
    lead = _("One step at a time, in the way that is easiest for the person.")
    submit = _("Begin")
    done = _("Somebody is trying now.")

    def load(self, need_id: UUID, **_ids: Any) -> None:
        """Read the need and what was tried for it."""
        self.found = outreach_of(self.actor, need_id, at=self.at)

    def perform(self, told: dict[str, Any]) -> Outreach:
        told.pop("seen")
        need_id = self.found.need.file.need.id
        return actions.open_outreach(actor=self.actor, need_id=need_id, **told, at=self.at)


class GoingOn(Reaching):
    """Base of the acts on an outreach that is going on."""

    action: ClassVar[str]
    going_on: Outreach

    def load(self, outreach_id: UUID, **_ids: Any) -> None:
        """Read what is going on and its need; what has ended is not gone on with."""
        self.found = outreach_named(self.actor, outreach_id, at=self.at)
        if self.found.outreach is None:
            raise Outreach.DoesNotExist
        self.going_on = self.found.outreach

    def seen(self) -> int | None:
        return self.going_on.last_entry_id

    def perform(self, told: dict[str, Any]) -> Any:
        act = getattr(actions, self.action)
        return act(actor=self.actor, outreach_id=self.going_on.id, **told, at=self.at)


class PlanOutreach(GoingOn, _Planning):
    """Say who tries next."""

    action = "plan_outreach"
    heading = _("Who tries next")
    submit = _("Keep")
    done = _("Who tries next is on record.")

    def initial(self) -> dict[str, Any]:
        plan = self.going_on
        mine = plan.next_by == self.actor.id
        return {
            "next_how": plan.next_how,
            "next_by": None if mine else plan.next_by,
            "through": plan.through_id,
            "next_on": plan.next_on,
        }


class NoteAttempt(GoingOn):
    """Put an attempt on record."""

    action = "note_attempt"
    form_class = forms.AttemptForm
    heading = _("An attempt")
    lead = _("Also when nobody was found: it tells the next colleague where to begin.")
    submit = _("Put it on record")
    done = _("The attempt is on record.")

    def initial(self) -> dict[str, Any]:
        return {"how": self.going_on.next_how}


class EndOutreach(GoingOn):
    """Stop trying."""

    action = "end_outreach"
    form_class = forms.EndOutreachForm
    heading = _("Stop trying")
    lead = _("For now: a need that stays without voice is looked at again after a while.")
    submit = _("Stop")
    done = _("It is on record why.")


def _row(one: OutreachItem) -> dict[str, object]:
    """Return a need with the words of its row."""
    item = one.item
    return {
        "item": item,
        "days": one.days,
        "category": taxonomy().label(item.category),
        "reason": UnvoicedReason(item.unvoiced).label if item.unvoiced else "",
        "outreach": one.outreach,
        "how": TriedHow(one.outreach.next_how).label if one.outreach else "",
        "next_by": one.next_by,
        "url": reverse("sensing:outreach_need", args=[item.row]),
    }
