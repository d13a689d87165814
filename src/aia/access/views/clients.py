"""Programs that work through the API in somebody's name."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from aia.access import actions, queries
from aia.access.forms import ClientForm
from aia.access.models import Client
from aia.access.terms import Role
from aia.access.views.shared import actor_with, attempted, seen_in, signed_in
from aia.kit.clock import now


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def clients(request: HttpRequest) -> HttpResponse:
    """List the districts' programs and create one; its token is shown on the answer alone."""
    actor, at = actor_with(request, (Role.ADMINISTRATOR,)), now()
    form, token = ClientForm(request.POST or None, actor=actor, at=at), ""
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        last = told.pop("expires_on")
        end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
        made = attempted(
            form, lambda: actions.create_client(actor=actor, **told, expires_at=end, at=at)
        )
        if made is not None:
            _client, token = made
            form = ClientForm(actor=actor, at=at)
    return render(
        request,
        "access/clients.html",
        {"form": form, "token": token, "clients": queries.clients_managed_by(actor), "at": at},
    )


@require_POST
def revoke(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Make a program's token useless at once: its administrator, or in whose name it works."""
    actor, own = queries.request_actor(request), signed_in(request)
    reachable = Q(account=own) | Q(district__in=actor.districts(Role.ADMINISTRATOR))
    client = get_object_or_404(Client.objects.filter(reachable), id=client_id)
    actions.revoke_client(actor=actor, client=client, at=now(), seen=seen_in(request))
    messages.success(request, _("The program can no longer come in."))
    here = "access:account" if client.account_id == own.id else "access:clients"
    return redirect(here)
