"""Households: who lives together, and since when."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from aia.access.queries import request_actor
from aia.kit.clock import now
from aia.people import actions, permissions, queries
from aia.people.forms import FormHouseholdForm, JoinHouseholdForm, LeaveHouseholdForm
from aia.people.models import HouseholdMember
from aia.people.views.shared import about, allowed, attempted

_MOST_FOUND = 10


@require_safe
def household(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Show a household and those of its members whom the reader may see."""
    actor, at = request_actor(request), now()
    row = queries.get_household(actor, household_id, at=at)
    permissions.demand(actor, "household.known_whole", row, at=at)
    visible = queries.person_visible(actor, at=at)
    members = list(queries.members_of(row.id).filter(visible))
    names = queries.names_of(
        person_ids=[member.person_id for member in members], household_ids=[row.id]
    )
    seen_reference = any(member.role == "reference" for member in members)
    return render(
        request,
        "people/household.html",
        {
            "household": row,
            "title": names[row.id] if seen_reference and row.id in names else _("Household"),
            "members": [(member, names.get(member.person_id, "")) for member in members],
            "today": localdate(at),
            "may": allowed(actor, row, "household.joined", "household.closed", at=at),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write down a household that begins with this person."""
    actor, at = request_actor(request), now()
    person = queries.get_person(actor, person_id, at=at)
    permissions.demand(actor, "household.formed", person, at=at)
    form = FormHouseholdForm(
        request.POST or None,
        district=person.district,
        initial={"since": localdate(at), "municipality": person.municipality_id or ""},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = attempted(
            form,
            lambda: actions.form_household(
                actor=actor,
                district=person.district,
                since=told["since"],
                municipality=told["municipality"] or None,
                members=[(person, told["role"])],
                at=at,
            ),
        )
        if made is not None:
            return redirect("people:household", made.id)
    title = _("New household")
    return render(request, "people/act.html", {**about(person), "form": form, "title": title})


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Find somebody and add them to the household."""
    actor, at = request_actor(request), now()
    row = queries.get_household(actor, household_id, at=at)
    permissions.demand(actor, "household.joined", row, at=at)
    asked = request.GET.get("q", "")
    lines = queries.search_people(actor, asked, at=at, limit=_MOST_FOUND)
    found = [
        (one.id, " · ".join(filter(None, (one.name, str(one.birth_year or ""), one.municipality))))
        for one in lines
    ]
    form = JoinHouseholdForm(request.POST or None, found=found, initial={"since": localdate(at)})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if attempted(
            form, lambda: actions.join_household(actor=actor, household=row, at=at, **told)
        ):
            messages.success(request, _("Added to the household."))
            return redirect("people:household", row.id)
    context = {"household": row, "form": form, "asked": asked, "found": found}
    return render(request, "people/household_join.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Say that somebody left the household."""
    actor, at = request_actor(request), now()
    member = get_object_or_404(HouseholdMember, pk=member_id)
    person = queries.get_person(actor, member.person_id, at=at)
    permissions.demand(actor, "household.left", member.household, at=at)
    form = LeaveHouseholdForm(request.POST or None, initial={"until": localdate(at)})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        if attempted(
            form, lambda: actions.leave_household(actor=actor, member=member, until=until, at=at)
        ):
            return redirect("people:identity", person.id)
    title = _("Leaving the household")
    return render(request, "people/act.html", {**about(person), "form": form, "title": title})


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Say that the household is no more."""
    actor, at = request_actor(request), now()
    row = queries.get_household(actor, household_id, at=at)
    permissions.demand(actor, "household.closed", row, at=at)
    form = LeaveHouseholdForm(request.POST or None, initial={"until": localdate(at)})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        if attempted(
            form, lambda: actions.close_household(actor=actor, household=row, until=until, at=at)
        ):
            return redirect("people:household", row.id)
    context = {"household": row, "form": form, "title": _("The household is no more")}
    return render(request, "people/household_close.html", context)
