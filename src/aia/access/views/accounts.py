"""One's own page, and the page that asks for a second step."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from aia.access import actions, ports, queries, second_step
from aia.access.adapters import remember_language
from aia.access.forms import AccountForm
from aia.access.views.shared import attempted, signed_in
from aia.kit.clock import now


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show one's roles, sign-in, sessions and programs; change one's name and language."""
    own, actor = signed_in(request), queries.request_actor(request)
    form = AccountForm(request.POST or None, initial={"name": own.name, "language": own.language})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if attempted(form, lambda: actions.change_account(actor=actor, account=own, **told)):
            with override(own.language):
                messages.success(request, _("Your details have been saved."))
            return remember_language(redirect("access:account"), own.language)
    at = now()
    steps = list(second_step.steps_of(own))
    return render(
        request,
        "access/account.html",
        {
            "form": form,
            "grants": queries.grants_of(own),
            "districts": ports.district_names(),
            "today": queries.day_of(at),
            "steps": steps,
            "has_codes": Authenticator.objects.filter(
                user=own, type=Authenticator.Type.RECOVERY_CODES
            ).exists(),
            "second_step_asked": second_step.asked_of_actor(actor),
            "sessions": UserSession.objects.purge_and_list(own),
            "clients": queries.clients_of(own),
            "providers": get_adapter().list_apps(request),
            "at": at,
        },
    )


@require_safe
def second_step_page(request: HttpRequest) -> HttpResponse:
    """Ask whoever sees personal files to set up a second step, and explain how."""
    own, actor = signed_in(request), queries.request_actor(request)
    if second_step.steps_of(own).exists() or not second_step.asked_of_actor(actor):
        return redirect("access:account")
    return render(request, "access/second_step.html")
