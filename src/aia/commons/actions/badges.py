"""Badges are signed, and revoked."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from secrets import randbelow
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.commons.badges import credentials, issuing, jws, permissions
from aia.commons.models import Badge, Competence, Endorsement
from aia.commons.rules import competences as rules
from aia.commons.rules import values
from aia.commons.terms import Refused
from aia.commons.terms.competences import BadgeState, CompetenceState, LearntFrom, RevokeReason
from aia.commons.verbs import competences as verbs
from aia.people import queries as people
from aia.trace.actions import lock, record
from aia.trace.terms import Origin

if TYPE_CHECKING:
    from aia.people.sealing import Keyring


@transaction.atomic
def issue_badge(
    *,
    actor: Actor,
    competence_id: UUID,
    valid_until: datetime | None = None,
    seen: int | None = None,
    at: datetime,
) -> Badge:
    """Sign a competence that others vouch for, with their signed words inside.

    The badge that held until now is revoked. Raises Forbidden, RowChanged, Refused.
    """
    competence = lock(Competence.objects.all(), competence_id, seen=seen)
    badge = Badge(district=competence.district, competence=competence)
    permissions.demand(actor, "badge.issued", badge, at=at)
    if competence.state == CompetenceState.WITHDRAWN:
        raise Refused(_("This is not told any more: tell it anew to go on with it."))
    rules.check_until(valid_until, at)
    keyring = people.keyring(competence.who)
    voices = _voices(competence, keyring)
    rules.check_vouched(len(voices))
    revoke_held(competence, RevokeReason.REPLACED, actor=actor, at=at)
    index = status_index_for(Badge, competence.district)
    simulated = Origin.SIMULATED in (actor.origin, competence.last_entry.origin)
    told = credentials.badge(
        row_id=badge.id,
        issuer=issuing.issuer_of(competence.district, simulated=simulated),
        holder=issuing.pseudonym(competence.who) if competence.person_id else competence.who,
        holder_name=holder_name(competence),
        achieved=_achieved(competence, keyring, len(voices)),
        endorsements=voices,
        status_index=index,
        issued_at=at,
        valid_until=valid_until,
    )
    token = jws.signed(told, issuing.private_key())
    badge.sealed_token = keyring.seal(competence.who, badge, "sealed_token", token)
    facts = verbs.BadgeIssued(
        competence=competence.id,
        digest=sha256(token.encode()).hexdigest(),
        key=jws.thumbprint(issuing.public_key()),
        status_index=index,
        voices=len(voices),
        issued_at=at,
        valid_until=valid_until,
    )
    return record(badge, facts, actor=actor, at=at, caused_by=competence)


@transaction.atomic
def revoke_badge(
    *, actor: Actor, badge_id: UUID, reason: str, seen: int | None = None, at: datetime
) -> Badge:
    """Revoke a badge: the public list says so from now on. Raises Forbidden, Refused."""
    about = Badge.objects.values_list("competence", flat=True).get(pk=badge_id)
    competence = lock(Competence.objects.all(), about)
    badge = lock(Badge.objects.all(), badge_id, seen=seen)
    badge.competence = competence
    permissions.demand(actor, "badge.revoked", badge, at=at)
    if badge.state == BadgeState.REVOKED:
        raise Refused(_("This badge was revoked already."))
    facts = verbs.BadgeRevoked(revoked_at=at, reason=values.code(reason, RevokeReason, "reason"))
    return record(badge, facts, actor=actor, at=at)


def revoke_held(
    competence: Competence, reason: RevokeReason, *, actor: Actor, at: datetime
) -> None:
    """Revoke the badge of a competence that holds now, if there is one: the caller holds it."""
    for badge in competence.badges.filter(state=BadgeState.ISSUED):
        record(badge, verbs.BadgeRevoked(revoked_at=at, reason=reason), actor=actor, at=at)


def status_index_for(model: type[Badge] | type[Endorsement], district: str) -> int:
    """Return a place in the list of what was revoked, drawn so that it tells nothing of its age."""
    rows = model._default_manager.filter(district=district)
    room = credentials.LEAST_BITS * (1 + 2 * rows.count() // credentials.LEAST_BITS)
    while rows.filter(status_index=(drawn := randbelow(room))).exists():
        pass
    return drawn


def holder_name(competence: Competence) -> str:
    """Return the name of the person or the body that can do it."""
    person, body = competence.person_id, competence.organisation_id
    names = people.names_of(
        person_ids=[person] if person else [], organisation_ids=[body] if body else []
    )
    return names[competence.who]


def _voices(competence: Competence, keyring: Keyring) -> list[str]:
    rows = competence.endorsements.filter(withdrawn_at=None).order_by("given_at", "id")
    return [keyring.open(competence.who, one, "sealed_token") for one in rows]


def _achieved(competence: Competence, keyring: Keyring, voices: int) -> credentials.Achieved:
    told = ngettext(
        "%(source)s. %(voices)s voice vouches for it.",
        "%(source)s. %(voices)s voices vouch for it.",
        voices,
    )
    return credentials.Achieved(
        id=competence.id,
        title=keyring.open(competence.who, competence, "sealed_title"),
        about=keyring.open(competence.who, competence, "sealed_about"),
        narrative=told % {"source": LearntFrom(competence.learnt_from).label, "voices": voices},
        language=get_language() or "it",
        esco=competence.esco,
        isco=competence.isco,
    )
