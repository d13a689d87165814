"""What the pages of this module have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from aia.access.models import Account
from aia.access.queries import request_actor
from aia.access.rules import Refused
from aia.access.terms import Actor, Forbidden

_T = TypeVar("_T")


def signed_in(request: HttpRequest) -> Account:
    """Return the account signed in. Raises Forbidden when nobody is."""
    if not isinstance(request.user, Account):
        raise Forbidden(_("Sign in first."))
    return request.user


def actor_with(request: HttpRequest, roles: tuple[str, ...]) -> Actor:
    """Return the request's actor. Raises Forbidden when they have none of the roles anywhere."""
    actor = request_actor(request)
    if not actor.districts(*roles):
        raise Forbidden(_("Your role does not allow this."))
    return actor


def attempted(form: forms.Form, act: Callable[[], _T]) -> _T | None:
    """Do the act of a valid form; when a rule refuses it, say why on the form and return None."""
    try:
        return act()
    except Refused as error:
        form.add_error(None, str(error))
        return None


def seen_in(request: HttpRequest) -> int | None:
    """Return the entry that the reader had before their eyes, when the form told it."""
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() else None
