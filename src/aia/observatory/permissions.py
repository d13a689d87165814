"""Who may publish, take back, and write what they read. Everybody may look at what is published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden, Role
from aia.observatory.models import Reading, Release

PLANNING = (Role.PLANNER, Role.COORDINATOR)
READERS = (Role.PLANNER, Role.COORDINATOR, Role.SOCIAL_WORKER, Role.PARTNER_OPERATOR)
_OFFICE = (Role.COORDINATOR, Role.SOCIAL_WORKER)
# The services that build: nightly, at setting up, and for a simulated district.
_BUILDERS = frozenset({"nightly", "installation", "demo"})

_POLICY: Mapping[str, tuple[Role, ...]] = {
    "release.made": PLANNING,
    "release.withdrawn": PLANNING,
    "reading.written": READERS,
    "reading.redacted": (Role.COORDINATOR,),
    "reading.became_need": _OFFICE,
}


def may(actor: Actor, verb: str, row: Release | Reading, *, at: datetime) -> bool:
    """Say whether the actor may do `verb` to the row (a new, unsaved row for what makes one).

    "reading.withdrawn" is for who wrote it alone.
    """
    if actor.service:
        return actor.service in _BUILDERS and verb.startswith("release.")
    if verb == "reading.withdrawn":
        return isinstance(row, Reading) and row.author == actor.id
    if not any(actor.has(role, row.district) for role in _POLICY[verb]):
        return False
    if verb == "reading.written" and isinstance(row, Reading):
        return _speaks_for(actor, row)
    return True


def demand(actor: Actor, verb: str, row: Release | Reading, *, at: datetime) -> None:
    """Raise Forbidden when the actor may not do `verb` to the row."""
    if not may(actor, verb, row, at=at):
        raise Forbidden(_("This is not yours to do: ask the planning office of the district."))


def _speaks_for(actor: Actor, reading: Reading) -> bool:
    """A partner signs for their organisation; the district's own people for nobody else."""
    if reading.organisation_id is not None:
        return reading.organisation_id in actor.organisations()
    own = (role for role in READERS if role != Role.PARTNER_OPERATOR)
    return any(actor.has(role, reading.district) for role in own)
