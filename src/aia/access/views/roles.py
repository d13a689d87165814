"""Who has access to the district: people, their roles by dates, their capacity."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aia.access import actions, permissions, ports, queries
from aia.access.forms import CapacityForm, EndForm, GrantForm
from aia.access.models import RoleGrant
from aia.access.permissions import MANAGER_ROLES
from aia.access.rules import Refused
from aia.access.terms import Actor, Role
from aia.access.views.shared import actor_with, attempted
from aia.background.queries import failed_tasks
from aia.kit.clock import now

_MOST_TASKS = 3  # on the page: `aia work --failed` lists them all


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List who has, had or will have a role in one's districts, a page at a time."""
    actor, at = actor_with(request, MANAGER_ROLES), now()
    asked, role = request.GET.get("q", "").strip(), request.GET.get("role", "")
    page = queries.colleagues(
        actor, text=asked, role=role, after=request.GET.get("after", ""), at=at
    )
    following = request.GET.copy()
    following["after"] = page.next
    return render(
        request,
        "access/colleagues.html",
        {
            "page": page,
            "asked": asked,
            "role": role,
            "roles": Role.choices,
            "next_url": f"?{following.urlencode()}" if page.next else "",
            "districts": ports.district_names(),
            "organisations": ports.organisation_names(actor),
            "competences": dict(ports.competences()),
            "today": queries.day_of(at),
            "coordinates": actor.districts(Role.COORDINATOR),
            **_given_up(actor),
        },
    )


def _given_up(actor: Actor) -> dict[str, Any]:
    """Return, for an administrator, the first background tasks that were given up."""
    if not actor.has(Role.ADMINISTRATOR):
        return {}
    found = list(failed_tasks()[: _MOST_TASKS + 1])
    return {"failed_tasks": found[:_MOST_TASKS], "more_failed": len(found) > _MOST_TASKS}


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Give a further role to somebody who has an account."""
    actor, at = actor_with(request, MANAGER_ROLES), now()
    initial = {"account": request.GET.get("account", "")}
    form = GrantForm(request.POST or None, actor=actor, at=at, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if attempted(form, lambda: actions.grant_role(actor=actor, **told, at=at)) is not None:
            messages.success(request, _("%(name)s has the role.") % {"name": told["account"].name})
            return redirect("access:colleagues")
    return render(request, "access/role_give.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """End a role, today or on a day to come."""
    actor, at = actor_with(request, MANAGER_ROLES), now()
    grant = _grant(request, grant_id)
    permissions.demand(actor, "role.ended", grant, at=at)
    initial = {"on": queries.day_of(at), "seen": grant.last_entry_id}
    form = EndForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if attempted(form, lambda: actions.end_role(actor=actor, grant=grant, **told, at=at)):
            messages.success(
                request, _("The role of %(name)s ends.") % {"name": grant.account.name}
            )
            return redirect("access:colleagues")
    files = queries.files_followed(grant.account, grant.district, at=at)
    return render(request, "access/role_end.html", {"form": form, "grant": grant, "files": files})


@require_http_methods(["GET", "HEAD", "POST"])
def capacity(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Say what a social worker is good at and how many families they can follow."""
    actor, at = actor_with(request, (Role.COORDINATOR,)), now()
    grant = _grant(request, grant_id)
    permissions.demand(actor, "role.capacity_declared", grant, at=at)
    form = CapacityForm(request.POST or None, grant=grant)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        done = attempted(
            form, lambda: actions.declare_capacity(actor=actor, grant=grant, **told, at=at)
        )
        if done is not None:
            messages.success(request, _("Saved: it helps to share the work fairly."))
            return redirect("access:colleagues")
    return render(request, "access/role_capacity.html", {"form": form, "grant": grant})


@require_POST
def close(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """End every role of somebody and shut their sign-in."""
    actor = actor_with(request, MANAGER_ROLES)
    account = get_object_or_404(queries.accounts_managed_by(actor), id=account_id)
    try:
        actions.close_account(actor=actor, account=account, at=now())
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(name)s can no longer sign in.") % {"name": account.name})
    return redirect("access:colleagues")


def _grant(request: HttpRequest, grant_id: UUID) -> RoleGrant:
    actor = actor_with(request, MANAGER_ROLES)
    return get_object_or_404(queries.grants_managed_by(actor), id=grant_id)
