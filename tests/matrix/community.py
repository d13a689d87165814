"""What is collective in the two districts: a table, a project and a need in common for each."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from aia.access.tests.personas import MOMENT, Persona
from aia.community import actions
from aia.people.models import Organisation
from tests.matrix.people import Subject

_TODAY = MOMENT.date()


def together(subject: Subject, lead: Persona, body: Organisation) -> None:
    """Let the lead open a table for the body, and all that may lie on it."""
    who: dict[str, Any] = {"actor": lead.actor, "at": MOMENT}
    table = actions.open_a_table(
        district=lead.district,
        title=f"Tavolo {subject.key}",
        theme="ties",
        organisation_id=body.id,
        **who,
    )
    seat = table.seats.get()
    at_table: dict[str, Any] = {**who, "table_id": table.id}
    meeting = actions.call_meeting(
        starts_at=MOMENT + timedelta(days=1), length=60, place="Sala", agenda="Noi", **at_table
    )
    known = actions.bring_knowledge(
        seat_id=seat.id, kind="method", title="Cerchio", words="In cerchio.", **at_table
    )
    taken = actions.undertake(seat_id=seat.id, words="Le chiavi.", due_on=_TODAY, **at_table)
    subject.around |= {
        "table": table.id,
        "seat": seat.id,
        "meeting": meeting.id,
        "knowledge": known.id,
        "undertaking": taken.id,
        "collective": actions.gather_with(
            need_id=subject.rows["need"], title=f"In comune {subject.key}", **who
        ).id,
    }
    _project(subject, body, at_table, who)
    subject.around["passage"] = actions.propose_passage(
        pathway_id=subject.rows["pathway"],
        told=actions.Handover(
            from_intensity="high",
            to_intensity="light",
            reason="hospital",
            planned_on=_TODAY,
            words="A casa.",
            giving=body.id,
            back_to=body.id,
            back_days=1,
            back_voice="giving",
            back_words="Il letto resta.",
        ),
        **who,
    ).id


def _project(
    subject: Subject, body: Organisation, at_table: dict[str, Any], who: dict[str, Any]
) -> None:
    project = actions.start_project(
        title=f"Cortile {subject.key}",
        aim="Aprirlo.",
        sign="È aperto.",
        starts_on=_TODAY,
        ends_on=_TODAY + timedelta(days=90),
        **at_table,
    )
    on: dict[str, Any] = {**who, "project_id": project.id}
    role = actions.open_role(words="Le chiavi", places=9, for_recipients=True, **on)
    part = actions.take_role(role_id=role.id, organisation_id=body.id, **who)
    money = actions.promise_money(source="public", promised=Decimal(100), **on)
    subject.around |= {
        "project": project.id,
        "role": role.id,
        "part": part.id,
        "money": money.id,
        "joined": actions.join_plan(plan_id=subject.rows["plan"], **on).id,
    }
