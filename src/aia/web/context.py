"""What every page knows: the menu, the search, whether the data are simulated."""

from typing import Any

from django.http import HttpRequest

from aia.access.terms import Actor
from aia.web.navigation import menu, search_of
from aia.web.queries import district_name
from aia.web.simulation import is_simulated


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the layout's variables. Makes no query: roles were read with the session, and the
    district's name is remembered."""
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "actor": actor,
        "menu": menu(actor, request.path),
        "district_name": district_name(actor),
        "search_url": search_of(actor),
        "simulation": is_simulated(),
    }
