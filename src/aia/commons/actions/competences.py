"""People and bodies tell what they can do, and open it to who may vouch for it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.commons.actions.badges import revoke_held
from aia.commons.badges import permissions
from aia.commons.models import Competence, Endorsement
from aia.commons.rules import competences as rules
from aia.commons.rules import values
from aia.commons.terms import Refused
from aia.commons.terms.competences import CompetenceState, LearntFrom, RevokeReason
from aia.commons.verbs import competences as verbs
from aia.people import queries as people
from aia.people.actions import ensure_key
from aia.trace.actions import lock, record


@transaction.atomic
def claim_competence(
    *,
    actor: Actor,
    district: str,
    title: str,
    learnt_from: str,
    about: str = "",
    esco: str = "",
    isco: str = "",
    person_id: UUID | None = None,
    organisation_id: UUID | None = None,
    at: datetime,
) -> Competence:
    """Tell what a person or a body can do, in their own words. Raises Forbidden, Refused."""
    if (organisation_id is None) == (person_id is None):
        raise Refused(_("Say who can do it: a person or a body."), field="keeper")
    competence = Competence(district=district, person_id=person_id, organisation_id=organisation_id)
    permissions.demand(actor, "competence.claimed", competence, at=at)
    if person_id is not None:
        people.get_person(actor, person_id, at=at)
    if organisation_id is not None:
        body = people.get_organisation(actor, organisation_id)
        if body.district != district or body.closed_on is not None:
            raise Refused(_("Choose a body of the district that is still open."), field="keeper")
    facts = verbs.CompetenceClaimed(
        person=person_id,
        organisation=organisation_id,
        learnt_from=values.code(learnt_from, LearntFrom, "learnt_from"),
        esco=rules.esco(esco),
        isco=rules.isco(isco),
        claimed_at=at,
    )
    title = values.text(title, "title", required=True, longest=rules.LONGEST_TITLE)
    about = values.text(about, "about", longest=rules.LONGEST_ABOUT)
    ensure_key(competence.who)
    keyring = people.keyring(competence.who)
    competence.sealed_title = keyring.seal(competence.who, competence, "sealed_title", title)
    competence.sealed_about = keyring.seal(competence.who, competence, "sealed_about", about)
    return record(competence, facts, actor=actor, at=at)


@transaction.atomic
def open_asking(
    *, actor: Actor, competence_id: UUID, seen: int | None = None, at: datetime
) -> Competence:
    """Open the competence to whoever has its link; a new link each time it was shut.

    Raises Forbidden, RowChanged, Refused.
    """
    competence = _locked(actor, competence_id, "competence.opened", seen, at)
    if competence.asking_since is not None:
        return competence
    return record(competence, verbs.CompetenceOpened(asking_since=at), actor=actor, at=at)


@transaction.atomic
def shut_asking(
    *, actor: Actor, competence_id: UUID, seen: int | None = None, at: datetime
) -> Competence:
    """Let the link open nothing any more. Raises Forbidden, RowChanged, Refused."""
    competence = _locked(actor, competence_id, "competence.shut", seen, at)
    if competence.asking_since is None:
        return competence
    return record(competence, verbs.CompetenceShut(), actor=actor, at=at)


@transaction.atomic
def withdraw_competence(
    *, actor: Actor, competence_id: UUID, seen: int | None = None, at: datetime
) -> Competence:
    """Tell it no more; its badge is revoked. Raises Forbidden, RowChanged, Refused."""
    competence = _locked(actor, competence_id, "competence.withdrawn", seen, at)
    competence = record(competence, verbs.CompetenceWithdrawn(withdrawn_at=at), actor=actor, at=at)
    revoke_held(competence, RevokeReason.WISH, actor=actor, at=at)
    return competence


def clear_competences(actor: Actor, person_ids: tuple[UUID, ...], at: datetime) -> None:
    """Take away what erased persons told they can do, and their words about others."""
    for row in Competence.objects.filter(person__in=person_ids).order_by("id"):
        competence = lock(Competence.objects.all(), row.id)
        competence.sealed_title = competence.sealed_about = b""
        facts = verbs.CompetenceWithdrawn(withdrawn_at=competence.withdrawn_at or at)
        record(competence, facts, actor=actor, at=at)
        for endorsement in competence.endorsements.order_by("id"):
            _blank(endorsement, actor, at)
        for badge in competence.badges.order_by("id"):
            badge.sealed_token = b""
            facts_ = verbs.BadgeRevoked(
                revoked_at=badge.revoked_at or at, reason=badge.reason or RevokeReason.LEFT
            )
            record(badge, facts_, actor=actor, at=at)
    for endorsement in Endorsement.objects.filter(person__in=person_ids).order_by("id"):
        competence = lock(Competence.objects.all(), endorsement.competence_id)
        _blank(endorsement, actor, at)
        if not competence.endorsements.filter(withdrawn_at=None).exists():
            revoke_held(competence, RevokeReason.UNVOUCHED, actor=actor, at=at)


def _blank(endorsement: Endorsement, actor: Actor, at: datetime) -> None:
    endorsement.sealed_words = endorsement.sealed_token = b""
    facts = verbs.EndorsementWithdrawn(withdrawn_at=endorsement.withdrawn_at or at)
    record(endorsement, facts, actor=actor, at=at)


def _locked(
    actor: Actor, competence_id: UUID, verb: str, seen: int | None, at: datetime
) -> Competence:
    competence = lock(Competence.objects.all(), competence_id, seen=seen)
    permissions.demand(actor, verb, competence, at=at)
    if competence.state == CompetenceState.WITHDRAWN:
        raise Refused(_("This is not told any more: tell it anew to go on with it."))
    return competence
