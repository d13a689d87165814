"""Somebody vouches for what somebody else can do: who, how they know, and why."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden
from aia.commons.actions.badges import revoke_held, status_index_for
from aia.commons.badges import credentials, issuing, jws, permissions
from aia.commons.models import Competence, Endorsement
from aia.commons.rules import competences as rules
from aia.commons.rules import values
from aia.commons.terms import Refused
from aia.commons.terms.competences import CompetenceState, Relation, RevokeReason
from aia.commons.verbs import competences as verbs
from aia.people import queries as people
from aia.trace.actions import lock, record
from aia.trace.terms import Origin


@transaction.atomic
def endorse_competence(
    *,
    actor: Actor,
    competence_id: UUID,
    link: str,
    relation: str,
    words: str,
    named: bool = False,
    person_id: UUID | None = None,
    organisation_id: UUID | None = None,
    at: datetime,
) -> Endorsement:
    """Vouch for a competence, as oneself or for a body, with the link that its holder gave.

    `named`: whoever reads the badge may read the endorser's name; a body is always named. The
    words are signed at once. Raises Forbidden, Refused.
    """
    competence = lock(Competence.objects.all(), competence_id)
    if not permissions.opens(competence, link):
        raise Forbidden(_("This link opens nothing any more: ask for a new one."), hidden=True)
    if (organisation_id is None) == (person_id is None):
        raise Refused(_("Say for whom you speak: yourself or a body."), field="voice")
    endorsement = Endorsement(district=competence.district, competence=competence)
    endorsement.person_id, endorsement.organisation_id = person_id, organisation_id
    permissions.demand(actor, "endorsement.given", endorsement, at=at)
    _check_voice(actor, competence, endorsement)
    words = values.text(words, "words", required=True, longest=rules.LONGEST_WORDS)
    facts = verbs.EndorsementGiven(
        competence=competence.id,
        person=person_id,
        organisation=organisation_id,
        account=actor.id,
        relation=values.code(relation, Relation, "relation"),
        named=named or organisation_id is not None,
        status_index=status_index_for(Endorsement, competence.district),
        given_at=at,
    )
    issuer = issuing.issuer_of(competence.district, simulated=actor.origin == Origin.SIMULATED)
    token = jws.signed(_told(endorsement, facts, words, issuer), issuing.private_key())
    keyring, who = people.keyring(competence.who), competence.who
    endorsement.sealed_words = keyring.seal(who, endorsement, "sealed_words", words)
    endorsement.sealed_token = keyring.seal(who, endorsement, "sealed_token", token)
    return record(endorsement, facts, actor=actor, at=at, caused_by=competence)


@transaction.atomic
def withdraw_endorsement(
    *, actor: Actor, endorsement_id: UUID, seen: int | None = None, at: datetime
) -> Endorsement:
    """Vouch for it no more; a badge that nobody vouches for is revoked.

    Raises Forbidden, RowChanged, Refused.
    """
    about = Endorsement.objects.values_list("competence", flat=True).get(pk=endorsement_id)
    competence = lock(Competence.objects.all(), about)
    endorsement = lock(Endorsement.objects.all(), endorsement_id, seen=seen)
    endorsement.competence = competence
    permissions.demand(actor, "endorsement.withdrawn", endorsement, at=at)
    if endorsement.withdrawn_at is not None:
        raise Refused(_("These words were taken back already."))
    facts = verbs.EndorsementWithdrawn(withdrawn_at=at)
    endorsement = record(endorsement, facts, actor=actor, at=at)
    if not competence.endorsements.filter(withdrawn_at=None).exists():
        revoke_held(competence, RevokeReason.UNVOUCHED, actor=actor, at=at)
    return endorsement


def _check_voice(actor: Actor, competence: Competence, endorsement: Endorsement) -> None:
    """Raise Refused for one's own word, for a second one, and for what is not told any more."""
    if competence.state == CompetenceState.WITHDRAWN:
        raise Refused(_("This is not told any more."))
    if permissions.is_one(actor, competence):
        raise Refused(_("Your own word is there already: somebody else has to vouch for it."))
    again = competence.endorsements.filter(
        person=endorsement.person_id, organisation=endorsement.organisation_id, withdrawn_at=None
    )
    if again.exists():
        raise Refused(_("You vouch for this already."))


def _told(
    endorsement: Endorsement,
    facts: verbs.EndorsementGiven,
    words: str,
    issuer: credentials.Issuer,
) -> credentials.Told:
    """Return the credential. Who does not want to be named cannot be told from anybody else."""
    person = facts.person
    if person is None:
        endorser = endorsement.who
    else:
        endorser = issuing.pseudonym(person) if facts.named else endorsement.id
    names = people.names_of(
        person_ids=[person] if person else [],
        organisation_ids=[facts.organisation] if facts.organisation else [],
    )
    unnamed = {
        Relation.RECIPIENT: _("Somebody for whom it was done"),
        Relation.PEER: _("Somebody who did it together with them"),
    }
    name = names[endorsement.who] if facts.named else ""
    return credentials.endorsement(
        row_id=endorsement.id,
        issuer=issuer,
        endorser=endorser,
        endorser_name=name or unnamed.get(Relation(facts.relation), _("Somebody who knows it")),
        about=facts.competence,
        words=words,
        status_index=facts.status_index,
        given_at=facts.given_at,
    )
