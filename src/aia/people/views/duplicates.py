"""Likely duplicates, for coordinators: the list, two rows side by side, and back again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aia.access.queries import request_actor
from aia.access.terms import Role
from aia.kit.clock import now
from aia.people import actions, permissions, queries
from aia.people.forms import TermForm
from aia.people.terms import Unacceptable
from aia.people.views.shared import about, attempted, workplace

# A page waits for so many comparisons; the nightly command does the rest.
_COMPARED_AT_ONCE = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the pairs that may be one person, likeliest first, with the reasons."""
    actor, at = request_actor(request), now()
    workplace(actor, Role.COORDINATOR)
    return render(request, "people/duplicates.html", {"pairs": queries.likely_pairs(actor, at=at)})


@require_POST
def scan(request: HttpRequest) -> HttpResponse:
    """Compare the persons written since the last time with all the others."""
    actor, at = request_actor(request), now()
    district = workplace(actor, Role.COORDINATOR)
    done = actions.scan_duplicates(actor=actor, district=district, at=at, most=_COMPARED_AT_ONCE)
    if done.left:
        messages.info(request, _("Not everybody has been compared yet: go on once more."))
    else:
        messages.success(request, _("Everybody has been compared."))
    return redirect("people:duplicates")


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, first_id: UUID, second_id: UUID) -> HttpResponse:
    """Show two rows side by side; say that they are one person, or two."""
    actor, at = request_actor(request), now()
    first = queries.get_person(actor, first_id, at=at)
    second = queries.get_person(actor, second_id, at=at)
    for row in (first, second):
        permissions.demand(actor, "person.merged", row, at=at)
    answer = request.POST.get("answer", "")
    try:
        if answer == "two":
            actions.mark_not_duplicates(actor=actor, first=first, second=second, at=at)
            messages.success(request, _("Noted: they are two persons."))
            return redirect("people:duplicates")
        if answer in {str(first.id), str(second.id)}:
            kept, merged = (first, second) if answer == str(first.id) else (second, first)
            actions.merge_persons(actor=actor, kept=kept, merged=merged, at=at)
            messages.success(
                request, _("They are now one person. Nothing is lost: it can go back.")
            )
            return redirect("people:identity", kept.id)
    except Unacceptable as error:
        messages.error(request, str(error))
    sides = [about(row) | {"codes": _codes(row.id)} for row in (first, second)]
    pair = queries.compare(first, second, at=at)
    return render(request, "people/merge.html", {"pair": pair, "sides": sides})


@require_POST
def unmerge(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Say that two rows were two persons after all."""
    actor, at = request_actor(request), now()
    row = queries.get_person(actor, person_id, at=at)
    try:
        actions.unmerge_person(actor=actor, person=row, at=at)
        messages.success(request, _("They are two persons again, each with what was theirs."))
    except Unacceptable as error:
        messages.error(request, str(error))
    return redirect("people:identity", row.id)


@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """List whose data may no longer be needed. Nothing is deleted here."""
    actor, at = request_actor(request), now()
    workplace(actor, Role.COORDINATOR)
    found = [(one, queries.rule_label(one.rule)) for one in queries.past_term(actor, at=at)]
    return render(request, "people/retention.html", {"found": found})


@require_http_methods(["GET", "HEAD", "POST"])
def set_term(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Decide until when somebody's data are kept."""
    actor, at = request_actor(request), now()
    person = queries.get_person(actor, person_id, at=at)
    permissions.demand(actor, "person.term_set", person, at=at)
    form = TermForm(request.POST or None, initial={"keep_until": person.keep_until})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["keep_until"]
        if attempted(
            form, lambda: actions.set_term(actor=actor, person=person, keep_until=until, at=at)
        ):
            return redirect("people:retention")
    title = _("Until when the data are kept")
    return render(request, "people/act.html", {**about(person), "form": form, "title": title})


def _codes(person_id: UUID) -> list[str]:
    return [value for _row, value in queries.identifier_values([person_id])[person_id]]
