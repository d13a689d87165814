"""What a person agrees to, and takes back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from aia.access.actions import close_scopes
from aia.access.terms import Actor, ScopeKind
from aia.people import permissions, rules, verbs
from aia.people.actions.rows import PersonRef, body, locked, standing
from aia.people.models import Consent, HouseholdMember, Organisation
from aia.people.queries.naming import same_person_ids
from aia.people.terms import ConsentChannel, ConsentPurpose
from aia.trace.actions import record


@transaction.atomic
def give_consent(
    *,
    actor: Actor,
    person: PersonRef,
    purpose: str,
    organisation: Organisation | UUID | None = None,
    channel: str = ConsentChannel.SPOKEN,
    at: datetime,
) -> Consent:
    """Record that the person agreed; the consent already in force is returned as it is.

    Raises Forbidden; Unacceptable for a consent to share that does not say with whom.
    """
    who = standing(person)
    permissions.demand(actor, "consent.given", who, at=at)
    rules.check_code("purpose", purpose, ConsentPurpose.values)
    rules.check_code("channel", channel, ConsentChannel.values)
    rules.check_consent(purpose, organisation)
    towards = body(organisation, who.district) if organisation is not None else None
    in_force = Consent.objects.filter(
        person__in=same_person_ids(who.id), purpose=purpose, organisation=towards, withdrawn_at=None
    ).first()
    if in_force is not None:
        return in_force
    facts = verbs.ConsentGiven(
        person=who.id, purpose=purpose, organisation=towards, channel=channel, given_at=at
    )
    return record(Consent(district=who.district, person=who), facts, actor=actor, at=at)


@transaction.atomic
def withdraw_consent(
    *,
    actor: Actor,
    consent: Consent | UUID,
    channel: str = ConsentChannel.SPOKEN,
    at: datetime,
    seen: int | None = None,
) -> Consent:
    """Record that the person changed their mind; nobody has to say why.

    Withdrawing a consent to share closes at once what the organisation could open.
    Raises Forbidden, RowChanged.
    """
    row = locked(Consent, consent, seen=seen)
    permissions.demand(actor, "consent.withdrawn", row.person, at=at)
    if row.withdrawn_at is not None:
        return row
    facts = verbs.ConsentWithdrawn(withdrawn_at=at, withdrawn_by=channel)
    record(row, facts, actor=actor, at=at)
    if row.purpose == ConsentPurpose.SHARING and row.organisation_id:
        _stop_sharing(row, actor=actor, at=at)
    return row


def _stop_sharing(consent: Consent, *, actor: Actor, at: datetime) -> None:
    """Close the organisation's referral scopes on the person and on the households they are in."""
    same = same_person_ids(consent.person_id)
    day = localdate(at)
    places = HouseholdMember.objects.filter(person__in=same, since__lte=day)
    for subject in (*same, *places.values_list("household", flat=True).distinct()):
        close_scopes(
            actor=actor,
            subject=subject,
            kind=ScopeKind.REFERRAL,
            organisation=consent.organisation_id,
            at=at,
        )
