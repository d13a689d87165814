"""What accompanies the person's own path: how it went, what I give, meetings, consents, my data."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aia.access.queries import Opening, openings_of
from aia.access.terms import Actor, EmergencyReason, ReadingKind, ReadingWhy, Role
from aia.kit.clock import now
from aia.pathways import actions
from aia.pathways.forms import mine as forms
from aia.pathways.forms.line import GiveBackForm
from aia.pathways.models import Review
from aia.pathways.queries import (
    PlanText,
    ReviewText,
    appointments_of,
    awaited_reviews,
    beside,
    get_review,
    goes_on,
    my_pathways,
    notes_of,
    shared_plans,
)
from aia.pathways.terms import AppointmentState
from aia.pathways.views.mine import OnMyPath, citizen
from aia.people import actions as people_actions
from aia.people import queries as people
from aia.people.terms import ConsentChannel, Unacceptable
from aia.web.lists import keyset_urls
from aia.web.terms import Crumb

_STILL_ON = (AppointmentState.REQUESTED, AppointmentState.FIXED)


class MyReview(OnMyPath):
    """Say how it went: first of all, the person."""

    form_class = forms.MyReviewForm
    heading = _("How is it going?")
    lead = _("You speak first. Say it as you see it: nothing is taken from you for what you say.")
    submit = _("This is how I see it")
    done = _("Thank you. At the meeting you start from what you said.")
    plan: PlanText
    text: ReviewText
    review: Review

    def find(self, review_id: UUID, **_ids: Any) -> None:
        """Find the review that awaits the person. Raises Review.DoesNotExist."""
        asked = {review.id for review in awaited_reviews(self.path.pathway, at=self.at)}
        if review_id not in asked:
            raise Review.DoesNotExist
        self.plan, self.text = get_review(self.actor, review_id, at=self.at)
        self.review = self.text.review

    def seen(self) -> int | None:
        return self.review.last_entry_id

    def form_arguments(self) -> dict[str, Any]:
        return {"goals": self.plan.goals}

    def initial(self) -> dict[str, Any]:
        told = {f"goal_{pair.goal}": pair.recipient for pair in self.text.ratings}
        return {"words": self.text.recipient_words, **told}

    def perform_form(self, form: Any) -> Any:
        return actions.give_recipient_view(
            actor=self.actor,
            review_id=self.review.id,
            ratings=form.ratings(),
            words=form.cleaned_data["words"],
            seen=form.cleaned_data["seen"],
            at=self.at,
        )


class MyGiveBack(OnMyPath):
    """Put something back on the floor, if one wants to."""

    form_class = GiveBackForm
    heading = _("Something you give back")
    lead = _(
        "Only if you want to. You owe nothing to anybody: what you receive does not depend on it, "
        "today or ever."
    )
    submit = _("Put it on the floor")
    done = _("Thank you: it is on the floor, for whoever needs it.")

    def initial(self) -> dict[str, Any]:
        return {"given_on": timezone.localdate(self.at)}

    def perform(self, told: dict[str, Any]) -> Any:
        told.pop("seen")
        return actions.give_back(
            actor=self.actor, pathway_id=self.path.pathway.id, **told, at=self.at
        )


class MyMeeting(OnMyPath):
    """Ask to meet whoever follows the path; see the meetings there are."""

    template_name = "pathways/mine_meetings.html"
    form_class = forms.MeetingForm
    heading = _("Your appointments")
    submit = _("Ask for this meeting")
    done = _("Asked. Whoever follows you confirms it, or proposes another moment.")

    def context(self) -> dict[str, Any]:
        rows = appointments_of(self.actor, self.path.pathway.id, at=self.at)
        return {
            **super().context(),
            "meetings": [(row, row.appointment.state in _STILL_ON) for row in rows],
            "path": self.path,
        }

    def perform_form(self, form: Any) -> Any:
        return actions.request_appointment(
            actor=self.actor,
            pathway_id=self.path.pathway.id,
            starts_at=form.starts_at(),
            words=form.cleaned_data["words"],
            at=self.at,
        )

    def after(self, result: Any) -> str:
        return reverse("pathways:my_meetings")


@require_POST
def cancel_meeting(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Say that one cannot come."""
    actor, at = citizen(request), now()
    mine = my_pathways(actor)
    rows = appointments_of(actor, mine[0].id, at=at) if mine else []
    if appointment_id not in {row.appointment.id for row in rows}:
        raise Http404(gettext("There is no such appointment."))
    actions.cancel_appointment(actor=actor, appointment_id=appointment_id, at=at)
    messages.success(request, gettext("Cancelled. Ask for another when you like."))
    return redirect("pathways:my_meetings")


@require_safe
def plan_page(request: HttpRequest) -> HttpResponse:
    """Show the plans put before the person, and the notes shared with them."""
    actor, at = citizen(request), now()
    mine = my_pathways(actor)
    if not mine:
        return redirect("pathways:mine")
    notes = notes_of(actor, mine[0].id, after=request.GET.get("after"), at=at)
    context = {
        "plans": [
            (one, beside("own", one.plan, works=goes_on(mine[0]), at=at))
            for one in shared_plans(actor, mine[0].id, at=at)
        ],
        "notes": [one for one in notes.items if one.note.shared],
        **keyset_urls(request, notes.next_cursor),
        "crumbs": _crumbs(gettext("Your plan")),
    }
    return render(request, "pathways/mine_plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def consents_page(request: HttpRequest) -> HttpResponse:
    """Show what the person agreed to; agree to something more."""
    actor, at = citizen(request), now()
    person = _person(actor)
    district = people.get_person(actor, person, at=at).district
    form = forms.MyConsentForm(request.POST or None, district=district)
    if request.method == "POST" and form.is_valid() and _consented(form, actor, person):
        messages.success(request, gettext("Written down. You can take it back any day."))
        return redirect("pathways:my_consents")
    rows = list(people.consents_of(person))
    context = {
        "form": form,
        "given": [row for row in rows if row.withdrawn_at is None],
        "withdrawn": [row for row in rows if row.withdrawn_at is not None],
        "crumbs": _crumbs(gettext("Your consents")),
    }
    return render(request, "pathways/mine_consents.html", context)


def _consented(form: forms.MyConsentForm, actor: Actor, person: UUID) -> bool:
    """Give the consent; say at its field what could not be kept."""
    told = form.cleaned_data
    try:
        people_actions.give_consent(
            actor=actor,
            person=person,
            purpose=told["purpose"],
            organisation=told["organisation"],
            channel=ConsentChannel.ONLINE,
            at=now(),
        )
    except Unacceptable as unacceptable:
        for field, problem in unacceptable.problems.items():
            form.add_error(field if field in form.fields else None, problem)
        return False
    return True


@require_POST
def withdraw_consent(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Take a consent back: at once, and nobody asks why."""
    actor, at = citizen(request), now()
    if consent_id not in {row.id for row in people.consents_of(_person(actor))}:
        raise Http404(gettext("There is no such consent."))
    people_actions.withdraw_consent(
        actor=actor, consent=consent_id, channel=ConsentChannel.ONLINE, at=at
    )
    messages.success(request, gettext("Taken back: from now on nothing happens on it."))
    return redirect("pathways:my_consents")


@require_safe
def openings_page(request: HttpRequest) -> HttpResponse:
    """Show who opened the person's file, in what role and why."""
    actor = citizen(request)
    found = [
        opening for row in people.same_person_ids(_person(actor)) for opening in openings_of(row)
    ]
    found.sort(key=lambda one: one.last_at, reverse=True)
    context = {
        "openings": [_opening(one, actor) for one in found],
        "crumbs": _crumbs(gettext("Who opened your file")),
    }
    return render(request, "pathways/mine_openings.html", context)


def _opening(one: Opening, actor: Actor) -> dict[str, Any]:
    return {
        "one": one,
        "own": one.account == actor.id,
        "roles": [Role(role).label for role in one.roles],
        "kind": ReadingKind(one.kind).label,
        "why": ReadingWhy(one.why).label,
        "reason": EmergencyReason(one.emergency).label if one.emergency else "",
        "emergency": one.why == ReadingWhy.BREAK_GLASS,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def data_page(request: HttpRequest) -> HttpResponse:
    """Say what the person may do with their data; hand them all over as one file."""
    actor, at = citizen(request), now()
    person = _person(actor)
    if request.method != "POST":
        context = {"person": person, "crumbs": _crumbs(gettext("Your data"))}
        return render(request, "pathways/mine_data.html", context)
    known = people_actions.export_person(actor=actor, person=person, at=at)
    text = json.dumps(known, ensure_ascii=False, indent=2)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    day = timezone.localdate(at).isoformat()
    answer["Content-Disposition"] = f'attachment; filename="aia-{day}.json"'
    return answer


def _person(actor: Actor) -> UUID:
    """Return the person that the actor is. Raises Http404 when the account is tied to none."""
    persons = sorted(actor.persons())
    if not persons:
        raise Http404(gettext("Your account is not tied to a person yet."))
    return people.kept_person_id(persons[0])


def _crumbs(here: str) -> list[Crumb]:
    return [Crumb(gettext("My path"), reverse("pathways:mine")), Crumb(here)]
