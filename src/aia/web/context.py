"""What every page knows: the menu, the district's name, whether the data are simulated."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from aia.access.terms import Actor
from aia.web.navigation import menu
from aia.web.simulation import is_simulated


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the layout's variables. Makes no query: roles were read with the session."""
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "actor": actor,
        "menu": menu(actor, request.path),
        "simulation": is_simulated(),
        "district_name": settings.DISTRICT_NAME,
    }
