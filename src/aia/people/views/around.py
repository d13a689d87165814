"""Codes, memberships, consents, export and erasure of a person."""

from __future__ import annotations

import json
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from aia.access.queries import request_actor
from aia.kit.clock import now
from aia.people import actions, permissions, queries
from aia.people.forms import ConsentForm, IdentifierForm, LeaveHouseholdForm, MembershipForm
from aia.people.models import Consent, Identifier, Membership
from aia.people.readable import readable
from aia.people.terms import ConsentChannel
from aia.people.views.shared import about, attempted


@require_http_methods(["GET", "HEAD", "POST"])
def add_identifier(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Add a code by which the person is known."""
    actor, at = request_actor(request), now()
    person = queries.get_person(actor, person_id, at=at)
    permissions.demand(actor, "identifier.added", person, at=at)
    form = IdentifierForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        done = attempted(
            form, lambda: actions.add_identifier(actor=actor, person=person, at=at, **told)
        )
        if done is not None:
            messages.success(request, _("The code is written down."))
            return redirect("people:identity", person.id)
    title = _("Add a code")
    return render(request, "people/act.html", {**about(person), "form": form, "title": title})


@require_http_methods(["GET", "HEAD", "POST"])
def end_identifier(request: HttpRequest, identifier_id: UUID) -> HttpResponse:
    """Say until when a code was in use."""
    actor, at = request_actor(request), now()
    row = get_object_or_404(Identifier, pk=identifier_id)
    person = queries.get_person(actor, row.person_id, at=at)
    permissions.demand(actor, "identifier.ended", person, at=at)
    form = LeaveHouseholdForm(request.POST or None, initial={"until": localdate(at)})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        if attempted(
            form,
            lambda: actions.end_identifier(actor=actor, identifier=row, until=until, at=at),
        ):
            return redirect("people:identity", person.id)
    title = _("This code is no longer in use")
    return render(request, "people/act.html", {**about(person), "form": form, "title": title})


@require_http_methods(["GET", "HEAD", "POST"])
def add_membership(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Say what the person is in an organisation."""
    actor, at = request_actor(request), now()
    person = queries.get_person(actor, person_id, at=at)
    permissions.demand(actor, "membership.begun", person, at=at)
    form = MembershipForm(
        request.POST or None, district=person.district, initial={"since": localdate(at)}
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if attempted(
            form, lambda: actions.add_membership(actor=actor, person=person, at=at, **told)
        ):
            return redirect("people:identity", person.id)
    title = _("Part in an organisation")
    return render(request, "people/act.html", {**about(person), "form": form, "title": title})


@require_http_methods(["GET", "HEAD", "POST"])
def end_membership(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Say that the person's part in an organisation ended."""
    actor, at = request_actor(request), now()
    row = get_object_or_404(Membership, pk=membership_id)
    person = queries.get_person(actor, row.person_id, at=at)
    permissions.demand(actor, "membership.ended", person, at=at)
    form = LeaveHouseholdForm(request.POST or None, initial={"until": localdate(at)})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        if attempted(
            form, lambda: actions.end_membership(actor=actor, membership=row, until=until, at=at)
        ):
            return redirect("people:identity", person.id)
    title = _("This part in the organisation has ended")
    return render(request, "people/act.html", {**about(person), "form": form, "title": title})


@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show what the person agreed to; write down a new consent."""
    actor, at = request_actor(request), now()
    person = queries.get_person(actor, person_id, at=at)
    permissions.demand(actor, "consent.given", person, at=at)
    own = person.id in actor.persons()
    form = ConsentForm(request.POST or None, district=person.district, own=own)
    if request.method == "POST" and form.is_valid():
        told = {"channel": ConsentChannel.ONLINE, **form.cleaned_data}
        done = attempted(
            form, lambda: actions.give_consent(actor=actor, person=person, at=at, **told)
        )
        if done is not None:
            messages.success(
                request, _("The consent is written down. It can be taken back any day.")
            )
            return redirect("people:consents", person.id)
    given = queries.consents_of(person.id)
    context = {**about(person), "form": form, "consents": given, "own": own}
    return render(request, "people/consents.html", context)


@require_POST
def withdraw_consent(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Take a consent back: at once, and without a reason."""
    actor, at = request_actor(request), now()
    consent = get_object_or_404(Consent, pk=consent_id)
    person = queries.get_person(actor, consent.person_id, at=at)
    channel = ConsentChannel.ONLINE if person.id in actor.persons() else ConsentChannel.SPOKEN
    actions.withdraw_consent(actor=actor, consent=consent, channel=channel, at=at)
    messages.success(request, _("The consent is withdrawn: nothing more happens on it."))
    return redirect("people:consents", person.id)


@require_POST
def export(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Give everything known about the person: to read, or as JSON for another program."""
    actor, at = request_actor(request), now()
    person = queries.get_person(actor, person_id, at=at)
    known = actions.export_person(actor=actor, person=person, at=at)
    if request.POST.get("as") == "html":
        return render(request, "people/export.html", {"known": readable(known)})
    text = json.dumps(known, ensure_ascii=False, indent=2)
    answer = HttpResponse(text, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{person.id}.json"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Erase somebody: what stays is said first, and the name must be written to go on."""
    actor, at = request_actor(request), now()
    person = queries.get_person(actor, queries.kept_person_id(person_id), at=at)
    permissions.demand(actor, "person.erased", person, at=at)
    context = about(person)
    form = EraseForm(request.POST or None, name=context["name"])
    if request.method == "POST" and form.is_valid():
        actions.erase_person(actor=actor, person=person, at=at)
        messages.success(request, _("Erased. Who the person was cannot be read any more."))
        return redirect("people:search")
    context |= {"form": form, "stays": queries.what_stays()}
    return render(request, "people/erase.html", context)


class EraseForm(forms.Form):
    """The name of the person, written again, so that nobody is erased by mistake."""

    name = forms.CharField(max_length=250)

    def __init__(self, data: object, *, name: str) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._name = name
        self.fields["name"].label = _("To go on, write the name: %(name)s") % {"name": name}

    def clean_name(self) -> str:
        """Return the name. Raises ValidationError when it is another one."""
        told: str = self.cleaned_data["name"]
        if told.strip().casefold() != self._name.casefold():
            raise forms.ValidationError(_("This is not the name of the person."))
        return told
