"""Who may change what is publicly known of a district."""

from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from aia.trace.actions import Recorder

ADMINISTRATOR = "administrator"
"""The code of `access.terms.Role.ADMINISTRATOR`; `access` is a sibling, so it is not imported."""


class Keeper(Recorder, Protocol):
    """Who keeps reference data: an administrator or a service (`access.terms.Actor`)."""

    @property
    def service(self) -> str: ...
    def has(self, role: str, district: str | None = None) -> bool: ...


def may(actor: Keeper, verb: str, district: str | None = None) -> bool:
    """Say whether the actor may do `verb` in the district (None: for the whole country)."""
    return bool(actor.service) or actor.has(ADMINISTRATOR, district)


def demand(actor: Keeper, verb: str, district: str | None = None) -> None:
    """Raise PermissionDenied unless the actor may."""
    if not may(actor, verb, district):
        raise PermissionDenied(
            _("Only an administrator changes the district's reference data (%(verb)s).")
            % {"verb": verb}
        )
