"""What every request passes on its way in: signed in, as whom, and with a second step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from aia.access import queries, second_step
from aia.access.models import Account
from aia.access.terms import Actor
from aia.trace import horizon
from aia.web.simulation import is_simulated

API_PREFIX = "/api/"
_DONE = "second_step_done"
# What somebody without their second step may still do: set it up, or leave.
_WITHOUT = frozenset(
    {
        "access:second_step",
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "web:language",
        "web:accessibility",
        "web:privacy",
    }
)


class SignInRequired(LoginRequiredMiddleware):
    """Every page asks to sign in unless it says that it does not; the API asks for its token."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Send whoever is not signed in to sign in."""
        if request.path.startswith(API_PREFIX):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class ActorOfRequest:
    """Puts `request.actor`: the signed-in account with its roles; None when nobody is.

    What follows sees rows of the actor's districts alone (`horizon`). Nobody's request sees none,
    except on the pages that say that they need no sign-in: those find one row by a secret code.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        # A browser's session opens nothing in the API, where only a client's token counts.
        with horizon.everywhere():
            if not request.path.startswith(API_PREFIX) and isinstance(request.user, Account):
                request.actor = _marked(queries.request_actor(request))  # type: ignore[attr-defined]
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        with horizon.within(actor.districts() if actor else ()):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], *_: Any
    ) -> None:
        """Open the horizon for a page that anybody may ask for."""
        if request.path.startswith(API_PREFIX):
            return
        if not getattr(view_func, "login_required", True):
            horizon.widen()


class SecondStepRequired:
    """Leads whoever sees personal files to set up a second step, until they have one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Redirect to the page that asks for a second step, unless it is done or being done."""
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if actor is None or not second_step.asked_of_actor(actor):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in _WITHOUT or name.startswith("mfa_") or _has_second_step(request):
            return None
        return redirect("access:second_step")


def _marked(actor: Actor) -> Actor:
    """In a demonstration everything that is done is marked as simulated."""
    return actor.simulated() if is_simulated() else actor


def _has_second_step(request: HttpRequest) -> bool:
    """Ask the database once a session: `MfaAdapter` lets nobody remove their last second step."""
    if not request.session.get(_DONE):
        assert isinstance(request.user, Account)  # noqa: S101 - an actor comes from an account
        if not second_step.steps_of(request.user).exists():
            return False
        request.session[_DONE] = True
    return True
