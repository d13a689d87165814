"""Bodies of the district: list, page, new, change, close, table."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from aia.access.queries import request_actor
from aia.kit.clock import now
from aia.people import actions, permissions, queries
from aia.people.forms import CloseOrganisationForm, OrganisationForm
from aia.people.models import Organisation
from aia.people.readable import csv_text
from aia.people.views.shared import allowed, attempted, conflict_of, newer, workplace
from aia.trace.actions import RowChanged

_A_PAGE = 50
_COLUMNS = ("name", "kind", "register_section", "tax_code", "ateco", "municipality", "email")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the bodies of one's districts by name, a page at a time."""
    actor = request_actor(request)
    asked, after = request.GET.get("q", "").strip(), request.GET.get("after", "")
    rows = queries.organisations_page(actor, text=asked, after=after, limit=_A_PAGE + 1)
    page = list(rows)
    following = request.GET.copy()
    following["after"] = str(page[_A_PAGE - 1].id) if len(page) > _A_PAGE else ""
    district = next(iter(sorted(actor.districts())), "")
    blank = Organisation(district=district)
    return render(
        request,
        "people/organisations.html",
        {
            "organisations": page[:_A_PAGE],
            "asked": asked,
            "next_url": f"?{following.urlencode()}" if following["after"] else "",
            "may_register": permissions.may(actor, "organisation.registered", blank, at=now()),
        },
    )


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Give the list of bodies as CSV; no cell can be taken for a formula."""
    rows = queries.organisations_visible_to(request_actor(request)).order_by("name", "id")
    cells = (
        [
            row.name,
            row.get_kind_display(),
            row.get_register_section_display(),
            row.tax_code,
            row.ateco,
            row.municipality.name if row.municipality else "",
            row.email,
        ]
        for row in rows.select_related("municipality")
    )
    answer = HttpResponse(csv_text(_COLUMNS, cells), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="organisations.csv"'
    return answer


@require_safe
def organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show a body, and who of it the reader may see."""
    actor, at = request_actor(request), now()
    row = queries.get_organisation(actor, organisation_id)
    visible = queries.person_visible(actor, at=at)
    members = list(queries.memberships_of(organisation_id=row.id).filter(visible))
    names = queries.names_of(person_ids=[member.person_id for member in members])
    return render(
        request,
        "people/organisation.html",
        {
            "organisation": row,
            "members": [(member, names.get(member.person_id, "")) for member in members],
            "may": allowed(actor, row, "organisation.changed", "organisation.closed", at=at),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down a body of the district."""
    actor, at = request_actor(request), now()
    district = workplace(actor, *permissions.KEEP_BODIES)
    form = OrganisationForm(request.POST or None, district=district)
    if request.method == "POST" and form.is_valid():
        made = attempted(
            form,
            lambda: actions.register_organisation(
                actor=actor, district=district, at=at, **form.facts()
            ),
        )
        if made is not None:
            messages.success(request, _("The organisation is written down."))
            return redirect("people:organisation", made.id)
    return render(request, "people/organisation_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Change what is known of a body; nothing typed is lost when somebody else came first."""
    actor, at = request_actor(request), now()
    row = queries.get_organisation(actor, organisation_id)
    permissions.demand(actor, "organisation.changed", row, at=at)
    initial = {name: getattr(row, name) for name in OrganisationForm.base_fields if name != "seen"}
    initial |= {"municipality": row.municipality_id or "", "seen": row.last_entry_id}
    form = OrganisationForm(
        request.POST or None, district=row.district, kept_town=row.municipality_id, initial=initial
    )
    context: dict[str, Any] = {"form": form, "organisation": row}
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            done = attempted(
                form,
                lambda: actions.change_organisation(
                    actor=actor, organisation=row, seen=seen, at=at, **form.facts()
                ),
            )
        except RowChanged as error:
            context["conflict"] = conflict_of(error, form)
            context["form"] = newer(form, error.row.last_entry_id)
            return render(request, "people/organisation_form.html", context, status=409)
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("people:organisation", row.id)
    return render(request, "people/organisation_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Say that a body is no longer active."""
    actor, at = request_actor(request), now()
    row = queries.get_organisation(actor, organisation_id)
    permissions.demand(actor, "organisation.closed", row, at=at)
    initial = {"closed_on": localdate(at), "seen": row.last_entry_id}
    form = CloseOrganisationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if attempted(
            form,
            lambda: actions.close_organisation(actor=actor, organisation=row, at=at, **told),
        ):
            return redirect("people:organisation", row.id)
    context = {"form": form, "organisation": row, "closing": True}
    return render(request, "people/organisation_form.html", context)
