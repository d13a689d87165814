"""The pages that belong to no module: the door, the health of the server, the legal notes."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.i18n import set_language

from aia.web import samples
from aia.web.navigation import home_of
from aia.web.simulation import demonstration_accounts, is_simulated
from aia.web.terms import StepKind

language = login_not_required(set_language)


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Welcome whoever comes in; lead whoever is signed in to the first page of their role."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return render(request, "web/home.html", {"accounts": demonstration_accounts()})
    address = home_of(actor)
    return redirect(address) if address else render(request, "web/no_role.html")


@require_safe
@never_cache
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Say whether the server can read its database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return JsonResponse({"status": "ok"})


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what has been checked for accessibility, what has not, and whom to tell."""
    return render(request, "web/accessibility.html")


@require_safe
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what Aia keeps about people, why, and what they may ask."""
    return render(request, "web/privacy.html")


@require_safe
@login_not_required
def line(request: HttpRequest) -> HttpResponse:
    """Explain the line that everything follows, step by step."""
    return render(request, "web/line.html", {"steps": StepKind.values})


@require_safe
@login_not_required
def style(request: HttpRequest) -> HttpResponse:
    """Show every component with invented content, in demonstrations only."""
    if not is_simulated():
        raise Http404
    return render(request, "web/style.html", samples.everything())
