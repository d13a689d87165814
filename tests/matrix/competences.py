"""What each of the three can do: told by who follows them, vouched for by a body, with a badge."""

from __future__ import annotations

from typing import Any

from aia.access.terms import service_actor
from aia.access.tests.personas import MOMENT, Persona
from aia.commons import actions
from aia.commons.badges.permissions import link_key
from aia.people.models import Organisation
from tests.matrix.people import Subject


def skilled(subject: Subject, lead: Persona, body: Organisation) -> None:
    """Let the lead tell what the person can do, and the body vouch for it."""
    who: dict[str, Any] = {"actor": lead.actor, "at": MOMENT}
    told = actions.claim_competence(
        district=lead.district,
        person_id=subject.rows["person"],
        title="Cucire",
        about=subject.words,
        learnt_from="lived",
        **who,
    )
    asked = actions.open_asking(competence_id=told.id, **who)
    voice = actions.endorse_competence(
        actor=service_actor("installation"),
        competence_id=told.id,
        link=link_key(asked),
        relation="recipient",
        words="Ha cucito per tutti.",
        organisation_id=body.id,
        at=MOMENT,
    )
    badge = actions.issue_badge(competence_id=told.id, **who)
    subject.keep(competence=told, endorsement=voice, badge=badge)
