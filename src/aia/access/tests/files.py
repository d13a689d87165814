"""Opening files to the people of a story, and asking which are open to them."""

from datetime import datetime, timedelta
from uuid import UUID

from aia.access import actions, queries
from aia.access.models import Scope
from aia.access.terms import ScopeKind
from aia.access.tests.personas import (
    DISTRICT,
    MOMENT,
    ORGANISATION,
    Persona,
)

LATER = MOMENT + timedelta(hours=1)


def team_up(
    persona: Persona, subject: UUID, *, source: UUID | None = None, at: datetime = MOMENT
) -> Scope:
    return actions.open_scope(
        actor=persona.actor,
        subject=subject,
        district=DISTRICT,
        kind=ScopeKind.TEAM,
        account=persona.account,
        source=source,
        at=at,
    )


def refer(persona: Persona, subject: UUID, organisation: UUID = ORGANISATION) -> Scope:
    return actions.open_scope(
        actor=persona.actor,
        subject=subject,
        district=DISTRICT,
        kind=ScopeKind.REFERRAL,
        organisation=organisation,
        at=MOMENT,
    )


def subjects(persona: Persona, at: datetime = MOMENT) -> set[UUID]:
    return {row["subject"] for row in queries.subjects_in_scope(persona.actor_at(at), at=at)}
