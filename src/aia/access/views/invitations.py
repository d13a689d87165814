"""Inviting colleagues and partners, and accepting an invitation."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aia.access import actions, ports, queries
from aia.access.forms import InvitationForm, PasswordForm
from aia.access.models import Account, Invitation
from aia.access.permissions import MANAGER_ROLES
from aia.access.rules import LinkUnusable, Refused
from aia.access.terms import Actor, Forbidden, Role
from aia.access.views.shared import actor_with, attempted, seen_in
from aia.kit.clock import now

_SECRET = "invitation_secret"  # noqa: S105 - where the session keeps it, not the secret
_SHOWN = 100


@require_safe
@never_cache
@login_not_required
def open_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Keep the link's secret in the session and go on: addresses end up in logs and histories."""
    request.session[_SECRET] = secret
    return redirect("access:accept_invitation")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password", "again")
@login_not_required
def accept(request: HttpRequest) -> HttpResponse:
    """Accept an invitation: choose a password, or add the role to the account signed in."""
    if not _within_limit(request):
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    secret = str(request.session.get(_SECRET, ""))
    try:
        invitation = queries.usable_invitation(secret, at=now())
    except LinkUnusable as error:
        told = {"reason": str(error)}
        return render(request, "access/invitation_unusable.html", told, status=HTTPStatus.GONE)
    if queries.account_called(invitation.email) is not None:
        return _accept_as_known(request, invitation, secret)
    return _accept_as_new(request, invitation, secret)


def _accept_as_known(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    """Add the role to the account that the invited person already has, once signed in to it."""
    own = request.user if isinstance(request.user, Account) else None
    if request.method == "POST" and own is not None and own.email == invitation.email:
        actions.accept_invitation(secret=secret, account=own, at=now())
        del request.session[_SECRET]
        messages.success(request, _("The role is yours."))
        return redirect("web:home")
    return render(
        request,
        "access/invitation_known.html",
        {"invitation": invitation, "is_own": own is not None and own.email == invitation.email},
    )


def _accept_as_new(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    """Make the account with the password that the invited person chooses."""
    form = PasswordForm(
        request.POST or None, email=invitation.email, initial={"name": invitation.name}
    )
    if request.method == "POST" and form.is_valid():
        made = attempted(
            form,
            lambda: actions.accept_invitation(
                secret=secret,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                language=get_language() or "it",
                at=now(),
            ),
        )
        if made is not None:
            del request.session[_SECRET]
            messages.success(request, _("Your account is ready: sign in with your password."))
            return redirect("account_login")
    return render(
        request, "access/invitation_accept.html", {"form": form, "invitation": invitation}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """List the invitations of one's districts, and invite somebody."""
    actor, at = actor_with(request, MANAGER_ROLES), now()
    person = _person_asked(request, actor)
    initial = {"role": Role.CITIZEN, "person": person} if person else {}
    form = InvitationForm(request.POST or None, actor=actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if attempted(form, lambda: actions.invite(actor=actor, **told, at=at)) is not None:
            messages.success(
                request, _("The invitation is on its way to %(email)s.") % {"email": told["email"]}
            )
            return redirect("access:invitations")
    rows = list(queries.invitations_managed_by(actor)[:_SHOWN])
    return render(
        request,
        "access/invitations.html",
        {
            "form": form,
            "waiting": [row for row in rows if queries.is_waiting(row, at=at)],
            "past": [row for row in rows if not queries.is_waiting(row, at=at)],
            "organisations": ports.organisation_names(actor),
            "at": at,
        },
    )


@require_POST
def withdraw(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Make an invitation's link useless."""
    actor = actor_with(request, MANAGER_ROLES)
    row = get_object_or_404(queries.invitations_managed_by(actor), id=invitation_id)
    try:
        actions.withdraw_invitation(actor=actor, invitation=row, at=now(), seen=seen_in(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The invitation has been withdrawn: its link works no more."))
    return redirect("access:invitations")


def _within_limit(request: HttpRequest) -> bool:
    """Count the attempt, reading included, since reading is how a link would be guessed."""
    counted = ratelimit.consume(request, app="allauth.account", action="invitation", limit_get=True)
    return counted is not None


def _person_asked(request: HttpRequest, actor: Actor) -> UUID | None:
    """Return the person whom the invitation is about, when a person's page led here.

    Raises Forbidden (hidden) when the actor may not know of them.
    """
    text = request.POST.get("person") or request.GET.get("person")
    if not text:
        return None
    try:
        person = UUID(text)
    except ValueError:
        raise Forbidden(_("There is no such person."), hidden=True) from None
    if person not in ports.subject_names(actor, [person], at=now()):
        raise Forbidden(_("There is no such person."), hidden=True)
    return person
