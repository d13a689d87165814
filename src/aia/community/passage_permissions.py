"""Who may do what about a passage. It lies on somebody's file: the file's policy holds first.

The team proposes it, starts it and ends it. The two sides say yes for themselves as long as a
referral opens the file to their body; who passes does on their own page. The team may write down
what either of them said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from aia.access.queries import scopes_of
from aia.access.terms import Actor, Forbidden, ReadingWhy, Role, ScopeKind
from aia.community.terms import PassageVoice
from aia.pathways.queries import Stood, stood

if TYPE_CHECKING:
    from aia.community.models import Passage


ROLES = (Role.SOCIAL_WORKER, Role.COORDINATOR, Role.PARTNER_OPERATOR)
"""Roles that may have passages under way before them."""


class Place(Enum):
    """How somebody stands towards a passage."""

    READER = "reader"
    TEAM = "team"
    GIVING = "giving"
    RECEIVING = "receiving"
    PERSON = "person"


_P = Place
_TEAM = frozenset({_P.TEAM})
_ALL = frozenset({_P.TEAM, _P.GIVING, _P.RECEIVING, _P.PERSON})
_POLICY: Mapping[str, frozenset[Place]] = {
    "passage.read": _ALL | {_P.READER},
    "passages.read": frozenset({_P.READER, _P.TEAM, _P.PERSON}),
    "passage_word.given": _ALL,
    "trial_look.taken": _ALL,
    "passage.called_off": _ALL,
}
_OWN = {
    _P.GIVING: PassageVoice.GIVING,
    _P.RECEIVING: PassageVoice.RECEIVING,
    _P.PERSON: PassageVoice.PERSON,
}


@dataclass(frozen=True)
class Around:
    """Somebody around a passage, or around a file that may hold some."""

    stood: Stood
    places: frozenset[Place]
    own: frozenset[PassageVoice]

    def may(self, verb: str) -> bool:
        """Say whether they may do it, as far as the file still goes on."""
        reading = verb.endswith(".read")
        return (reading or self.stood.going) and bool(allowing(verb) & self.places)

    @property
    def team(self) -> bool:
        """Say whether they may write down what others said."""
        return Place.TEAM in self.places

    @property
    def why(self) -> str:
        """Return the ground on which they read (`ReadingWhy`)."""
        return self.stood.why if self.stood.reads or self.stood.own else ReadingWhy.REFERRAL


def allowing(verb: str) -> frozenset[Place]:
    """Return the places that allow a verb: the team's unless told otherwise."""
    return _POLICY.get(verb, _TEAM)


def demand(
    actor: Actor, verb: str, pathway_id: UUID, passage: Passage | None = None, *, at: datetime
) -> Around:
    """Return how the actor stands, when it allows the verb.

    Raises Forbidden, hidden when they may not know of the file; Pathway.DoesNotExist.
    """
    found = around(actor, pathway_id, passage, at=at)
    if allowing(verb) & found.places:
        return found
    hidden = not (found.places or found.stood.known)
    raise Forbidden(_("Only the team that follows this pathway may do this."), hidden=hidden)


def around(
    actor: Actor, pathway_id: UUID, passage: Passage | None = None, *, at: datetime
) -> Around:
    """Return how the actor stands towards a passage of a file. Raises Pathway.DoesNotExist."""
    one = stood(actor, pathway_id, at=at)
    places = {
        place
        for place, held in (
            (Place.READER, one.reads),
            (Place.TEAM, one.works),
            (Place.PERSON, one.own),
        )
        if held
    }
    own = {_OWN[place] for place in places if place in _OWN}
    if passage is not None:
        sides = _sides(actor, one, passage, at)
        places |= {side for side in sides if not actor.service}
        own |= {_OWN[side] for side in sides}
        own |= _of_team(passage) if one.works else set()
    return Around(one, frozenset(places), frozenset(own))


def _sides(actor: Actor, one: Stood, passage: Passage, at: datetime) -> set[Place]:
    """Return the sides for whose body the actor works, while a referral opens it the file."""
    sides = {Place.GIVING: passage.giving_id, Place.RECEIVING: passage.receiving_id}
    held = {place: body for place, body in sides.items() if body in actor.organisations()}
    if not held:
        return set()
    scopes = scopes_of(actor, at=at).filter(
        kind=ScopeKind.REFERRAL,
        subject=one.pathway.subject_id,
        organisation__in=held.values(),
    )
    opened = set(scopes.values_list("organisation", flat=True))
    return {place for place, body in held.items() if body in opened}


def _of_team(passage: Passage) -> set[PassageVoice]:
    """Return the voices with which the team speaks for itself."""
    sides = {
        PassageVoice.GIVING: passage.giving_id,
        PassageVoice.RECEIVING: passage.receiving_id,
    }
    return {PassageVoice.TEAM, *(side for side, body in sides.items() if body is None)}
