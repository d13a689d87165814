"""Searching, meeting, and who somebody is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aia.access.queries import request_actor
from aia.access.terms import Actor
from aia.kit.clock import now
from aia.people import actions, permissions, queries
from aia.people.forms import IdentityForm, NewPersonForm
from aia.people.identifiers import recognised
from aia.people.models import Person
from aia.people.terms import IdentifierKind, Identity, Unacceptable
from aia.people.views.shared import (
    WORKERS,
    about,
    allowed,
    attempted,
    conflict_of,
    newer,
    opened,
    workplace,
)
from aia.trace.actions import RowChanged

_SHOWN = 20
_BUTTONS = (
    "person.changed",
    "person.protected",
    "person.unprotected",
    "person.exported",
    "person.erased",
    "person.unmerged",
    "identifier.added",
    "membership.begun",
)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find people as their name is typed; the same page works without a script."""
    actor, at = request_actor(request), now()
    asked = request.GET.get("q", "")
    found = queries.search_people(actor, asked, at=at, limit=_SHOWN + 1)
    context = {
        "asked": asked.strip(),
        "found": found[:_SHOWN],
        "more": len(found) > _SHOWN,
        "may_register": bool(actor.districts(*WORKERS)),
    }
    whole = request.headers.get("HX-Request") != "true"
    return render(request, "people/search.html" if whole else "people/_found.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down somebody met today; whoever may already be here is shown first."""
    actor, at = request_actor(request), now()
    district = workplace(actor)
    form = NewPersonForm(
        request.POST or None, district=district, initial={"given_name": request.GET.get("q", "")}
    )
    likely: list[queries.LikelyPerson] = []
    if request.method == "POST" and form.is_valid():
        likely = _already_here(actor, form, at=at)
        if not likely or request.POST.get("anyway"):
            person = attempted(form, lambda: _register(actor, district, form, at=at))
            if person is not None:
                messages.success(request, _("Written down. Now you can say more, or go on."))
                return redirect("people:identity", person.id)
    context = {"form": form, "likely": likely, "asked_again": bool(likely)}
    return render(request, "people/new.html", context)


@require_POST
def likely(request: HttpRequest) -> HttpResponse:
    """Answer, while a new person is typed, who may already be here."""
    actor, at = request_actor(request), now()
    form = NewPersonForm(request.POST, district=workplace(actor))
    form.is_valid()
    return render(request, "people/_likely.html", {"likely": _already_here(actor, form, at=at)})


@require_safe
def identity(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show who somebody is, with what stands around them. Opening it is recorded."""
    actor, at = request_actor(request), now()
    person = opened(actor, person_id, at=at)
    if person.id != person_id:
        return redirect("people:identity", person.id)
    same = queries.same_person_ids(person.id)
    merged = queries.merged_into(person.id)
    day = localdate(at)
    if not permissions.may(actor, "person.known_whole", person, at=at):
        return render(request, "people/identity_asked.html", about(person))
    places = list(queries.households_of(same))
    return render(
        request,
        "people/identity.html",
        {
            **about(person),
            "codes": [one for each in queries.identifier_values(same).values() for one in each],
            "places": places,
            "household_names": queries.names_of(household_ids=[p.household_id for p in places]),
            "memberships": queries.memberships_of(person_ids=same),
            "merged": [(row, queries.identity_of(row).full_name) for row in merged],
            "team": queries.team_names(same, at=at).get(person.id, ()),
            "today": day,
            "may": allowed(actor, person, *_BUTTONS, at=at),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Change who somebody is; nothing typed is lost when somebody else came first."""
    actor, at = request_actor(request), now()
    person = opened(actor, person_id, at=at)
    permissions.demand(actor, "person.changed", person, at=at)
    form = IdentityForm(
        request.POST or None,
        district=person.district,
        kept_town=person.municipality_id,
        initial=_initial(person),
    )
    context: dict[str, Any] = {**about(person), "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            done = attempted(form, lambda: _change(actor, person, form, at=at))
        except RowChanged as error:
            context["conflict"] = conflict_of(error, form)
            context["form"] = newer(form, error.row.last_entry_id)
            return render(request, "people/edit.html", context, status=409)
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("people:identity", person.id)
    return render(request, "people/edit.html", context)


@require_POST
def protect(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Make somebody invisible outside their team."""
    actor, at = request_actor(request), now()
    person = queries.get_person(actor, person_id, at=at)
    actions.protect_person(actor=actor, person=person, at=at)
    messages.success(request, _("From now on only the people who follow them can see them."))
    return redirect("people:identity", person.id)


@require_POST
def unprotect(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """End somebody's protection."""
    actor, at = request_actor(request), now()
    person = queries.get_person(actor, person_id, at=at)
    actions.unprotect_person(actor=actor, person=person, at=at)
    messages.success(request, _("The district’s social workers can see this person again."))
    return redirect("people:identity", person.id)


def _register(actor: Actor, district: str, form: NewPersonForm, *, at: datetime) -> Person:
    """Register the person and, with them or not at all, their code."""
    code = form.cleaned_data["tax_code"]
    with transaction.atomic():
        person = actions.register_person(
            actor=actor,
            district=district,
            identity=form.identity(),
            protected=form.cleaned_data["protected"],
            at=at,
            **form.codes(),
        )
        if code:
            kind = recognised(code) or IdentifierKind.TAX_CODE
            try:
                actions.add_identifier(actor=actor, person=person, kind=kind, value=code, at=at)
            except Unacceptable as error:
                raise Unacceptable({"tax_code": str(error)}) from error
    return person


def _already_here(actor: Actor, form: NewPersonForm, *, at: datetime) -> list[queries.LikelyPerson]:
    """Return who may be the person being typed: never somebody the actor may not see."""
    told = form.cleaned_data
    known = replace(form.identity(), given_name=told.get("given_name", ""))
    code = told.get("tax_code", "")
    if not (known.given_name and known.family_name) and not code and not known.phone:
        return []
    towns = dict(form.fields["municipality"].choices)  # type: ignore[attr-defined]
    town = told.get("municipality") or ""
    return queries.likely_same(
        actor,
        known,
        sex=told.get("sex") or "U",
        town=str(towns[town]) if town else "",
        identifiers=[code] if code else [],
        at=at,
    )


def _change(actor: Actor, person: Person, form: IdentityForm, *, at: datetime) -> Person:
    return actions.change_identity(
        actor=actor,
        person=person,
        identity=form.identity(),
        seen=form.cleaned_data["seen"],
        at=at,
        **form.codes(),
    )


def _initial(person: Person) -> dict[str, Any]:
    known: Identity = queries.identity_of(person)
    return {
        **known.__dict__,
        "sex": person.sex,
        "municipality": person.municipality_id or "",
        "seen": person.last_entry_id,
    }
