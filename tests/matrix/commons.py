"""What is on the floor of the two districts: a hall of each body that the matrix knows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from aia.access.tests.personas import MOMENT, Persona
from aia.commons import actions
from aia.people.models import Organisation
from tests.matrix.competences import skilled
from tests.matrix.people import Subject


def floor(subject: Subject, lead: Persona, body: Organisation, town: str) -> None:
    """Let the lead put a hall of the body on the floor, for who has no account there."""
    said = actions.Said(name=f"Sala {subject.key}", sharing="free", municipality=town)
    hall = actions.offer_resource(
        actor=lead.actor,
        district=lead.district,
        kind="space",
        said=said,
        organisation_id=body.id,
        at=MOMENT,
    )
    who: dict[str, Any] = {"actor": lead.actor, "resource_id": hall.id, "at": MOMENT}
    actions.set_booking_rules(bookable=True, approval=True, **who)
    booked = actions.book_resource(
        starts_at=MOMENT + timedelta(days=1),
        ends_at=MOMENT + timedelta(days=1, hours=2),
        organisation_id=body.id,
        **who,
    )
    skilled(subject, lead, body)
    subject.around |= {"resource": hall.id, "booking": booked.id} | _hours(subject, lead, body)
    subject.around |= _loan(lead, body, town)


def _hours(subject: Subject, lead: Persona, body: Organisation) -> dict[str, UUID]:
    """Let an hour pass from the person to the body."""
    who: dict[str, Any] = {"actor": lead.actor, "at": MOMENT}
    given = actions.open_hour_account(person_id=subject.rows["person"], **who)
    kept = actions.open_hour_account(organisation_id=body.id, **who)
    passed = actions.transfer_hours(payer_id=given.id, payee_id=kept.id, minutes=60, **who)
    return {"hours": kept.id, "transfer": passed.id}


def _loan(lead: Persona, body: Organisation, town: str) -> dict[str, UUID]:
    """Let the body lend itself a drill."""
    drill = actions.offer_resource(
        actor=lead.actor,
        district=lead.district,
        kind="tool",
        said=actions.Said(name="Trapano", sharing="free", municipality=town),
        organisation_id=body.id,
        at=MOMENT,
    )
    loan = actions.lend_resource(
        actor=lead.actor,
        resource_id=drill.id,
        organisation_id=body.id,
        due_at=MOMENT + timedelta(days=7),
        at=MOMENT,
    )
    return {"loan": loan.id}
