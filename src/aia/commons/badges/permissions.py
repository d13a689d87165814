"""Who may do what with competences, with what vouches for them, and with badges.

What a person can do is theirs: others learn of it when they follow that person's file, or when
the person gives them the link to vouch for it. What a body can do is public.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from hmac import compare_digest

from django.conf import settings
from django.utils.translation import gettext as _

from aia.access.queries import scope_kind
from aia.access.terms import Actor, Forbidden, ScopeKind
from aia.commons.models import Badge, Competence, Endorsement
from aia.commons.models.competences import Held
from aia.commons.permissions import OFFICE_ROLES
from aia.kit.clock import to_micros
from aia.kit.crypto import keyed_token

Row = Competence | Endorsement | Badge


class Standing(Enum):
    """How an actor stands towards a competence, or towards what hangs from it."""

    HOLDER = "holder"
    OFFICE = "office"
    VOICE = "voice"


_HELD = frozenset({Standing.HOLDER, Standing.OFFICE})
_POLICY: Mapping[str, frozenset[Standing]] = {
    "endorsement.given": frozenset({Standing.VOICE}),
    "endorsement.withdrawn": frozenset({Standing.VOICE}),
    "endorsement.known": _HELD | {Standing.VOICE},
}


def may(actor: Actor, verb: str, row: Row, *, at: datetime) -> bool:
    """Say whether the actor may do `verb` to `row` (a new, unsaved row for what creates one)."""
    allowed = _POLICY.get(verb, _HELD)
    return bool(actor.service) or bool(allowed & standings(actor, row, at=at))


def demand(actor: Actor, verb: str, row: Row, *, at: datetime) -> None:
    """Raise Forbidden when the actor may not do `verb` to `row`; of a person's, it is hidden."""
    if not may(actor, verb, row, at=at):
        about = row if isinstance(row, Competence) else row.competence
        hidden = about.person_id is not None or about.district not in actor.districts()
        raise Forbidden(_("This is told by whoever can do it, or with them."), hidden=hidden)


def standings(actor: Actor, row: Row, *, at: datetime) -> frozenset[Standing]:
    """Return every way in which the actor stands towards the row."""
    about = row if isinstance(row, Competence) else row.competence
    found = set()
    if is_one(actor, about):
        found.add(Standing.HOLDER)
    if _follows(actor, about, at):
        found.add(Standing.OFFICE)
    if isinstance(row, Endorsement) and (
        is_one(actor, row) or (row.account is not None and row.account == actor.id)
    ):
        found.add(Standing.VOICE)
    return frozenset(found)


def is_one(actor: Actor, row: Held) -> bool:
    """Say whether the row speaks for the actor, or for a body of theirs."""
    body = row.organisation_id is not None and row.organisation_id in actor.organisations()
    return body or (row.person_id is not None and row.person_id in actor.persons())


def link_key(competence: Competence) -> str:
    """Return the secret part of the link that opens a competence to who may vouch for it."""
    since = competence.asking_since
    told = (competence.id.hex, str(to_micros(since)) if since else "")
    return keyed_token(settings.AIA_SEARCH_KEY(), "vouch for", *told).hex()


def opens(competence: Competence, key: str) -> bool:
    """Say whether that link opens it now."""
    asks = competence.asking_since is not None
    return asks and compare_digest(link_key(competence).encode(), key.encode())


def _follows(actor: Actor, about: Competence, at: datetime) -> bool:
    """Say whether the actor works for the office: with a body's, or in the person's team."""
    if about.district not in actor.districts(*OFFICE_ROLES):
        return False
    if about.person_id is None:
        return True
    return scope_kind(actor, about.person_id, at=at) == ScopeKind.TEAM
