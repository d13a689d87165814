"""How a machine client signs in to the API: a bearer token that stands for an account's roles."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from aia.access import queries
from aia.access.models import Client
from aia.access.terms import Actor, Forbidden
from aia.kit.clock import now
from aia.trace import horizon
from aia.web.simulation import is_simulated


class ClientToken(HttpBearer):
    """Authenticates a request by its client's token; unknown, expired or revoked answer 401.

    Sets `request.client` and `request.actor` (what the account may do in the client's district).
    """

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return the actor that the client acts as, None to answer 401."""
        at = now()
        with horizon.everywhere():
            client = queries.client_of(token, at=at)
            if client is None:
                return None
            actor = queries.client_actor(client, at=at)
        horizon.narrow(actor.districts())
        if is_simulated():
            actor = actor.simulated()
        request.client = client  # type: ignore[attr-defined]
        request.actor = actor  # type: ignore[attr-defined]
        return actor


def request_client(request: HttpRequest) -> Client:
    """Return the client of an authenticated API request."""
    client: Client = request.client  # type: ignore[attr-defined]
    return client


def demand_scope(request: HttpRequest, scope: str) -> None:
    """Raise Forbidden when the request's client may not use this part of the API."""
    if scope not in request_client(request).scopes:
        raise Forbidden(_("This client does not have the permission %(scope)s.") % {"scope": scope})
