"""An alliance meets: bodies and persons with their own voices, and what they undertake."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.community import actions, queries
from aia.community.models import Seat, Table
from aia.community.terms import Refused
from aia.community.tests.conftest import TODAY, undertaken
from aia.people.actions import erase_person
from aia.people.models import Person
from aia.people.queries import export_of

pytestmark = pytest.mark.django_db


def test_who_opens_a_table_sits_there_and_nobody_else_reads_it(
    table: Table, gelsa: Persona, sara: Persona, mary: Persona, dino: Persona
) -> None:
    [seat] = queries.table_seen(gelsa.actor, table.id, at=MOMENT).seats
    assert (seat.who, seat.row.voice, seat.row.state) == ("Cooperativa Il Gelso", "body", "taken")
    assert queries.table_seen(sara.actor, table.id, at=MOMENT).acts
    with pytest.raises(Forbidden, match="ask to be invited"):
        queries.table_seen(mary.actor, table.id, at=MOMENT)
    with pytest.raises(Table.DoesNotExist):
        queries.table_seen(dino.actor, table.id, at=MOMENT)
    assert queries.tables_of(dino.actor, state="open", at=MOMENT) == []


def test_a_person_sits_there_when_she_has_said_yes(
    table: Table, sara: Persona, mary: Persona, maria: Person, gelsa: Persona
) -> None:
    body = table.seats.get()
    seat = actions.offer_seat(
        actor=sara.actor,
        table_id=table.id,
        person_id=maria.id,
        mandate="Per sé, dopo due anni di pomeriggi soli.",
        until=TODAY + timedelta(days=365),
        at=MOMENT,
    )
    act: dict[str, Any] = {"actor": mary.actor, "table_id": table.id, "at": MOMENT}
    with pytest.raises(Forbidden):
        actions.call_meeting(starts_at=MOMENT, length=60, place="x", agenda="x", **act)
    with pytest.raises(Forbidden):
        actions.end_seat(actor=mary.actor, seat_id=body.id, at=MOMENT)
    actions.take_seat(actor=mary.actor, seat_id=seat.id, at=MOMENT)
    [own] = [one for one in queries.tables_of(mary.actor, state="open", at=MOMENT) if one.own]
    assert (own.bodies, own.persons) == (1, 1)
    [told] = [
        one.who
        for one in queries.table_seen(gelsa.actor, table.id, at=MOMENT).seats
        if one.row.voice == "person"
    ]
    assert told == "Maria Rossi"
    with pytest.raises(Refused, match="already answered"):
        actions.decline_seat(actor=mary.actor, seat_id=seat.id, at=MOMENT)
    with pytest.raises(Refused, match="already at this table"):
        actions.offer_seat(actor=sara.actor, table_id=table.id, person_id=maria.id, at=MOMENT)
    later = MOMENT + timedelta(days=366)
    with pytest.raises(Forbidden):
        queries.table_seen(mary.actor_at(later), table.id, at=later)


def test_when_she_is_erased_her_seat_ends_and_her_words_are_gone(
    table: Table, sara: Persona, maria: Person, carla: Persona
) -> None:
    seat = actions.offer_seat(
        actor=sara.actor, table_id=table.id, person_id=maria.id, mandate="Per sé.", at=MOMENT
    )
    actions.take_seat(actor=sara.actor, seat_id=seat.id, at=MOMENT)
    [told] = export_of(maria.id, at=MOMENT)["community"]["seats"]
    assert (told["table"], told["mandate"]) == (table.title, "Per sé.")
    erase_person(actor=carla.actor, person=maria, at=MOMENT)
    seat.refresh_from_db()
    assert (seat.state, seat.mandate, seat.until) == ("ended", "", TODAY)


def test_what_is_undertaken_is_followed_to_its_end(
    table: Table, seat: Seat, gelsa: Persona, paola: Persona
) -> None:
    with pytest.raises(Forbidden):
        actions.undertake(**undertaken(paola, table, seat.id))
    with pytest.raises(Refused, match="from 02/03/2026"):
        actions.undertake(**undertaken(gelsa, table, seat.id, due_on=TODAY - timedelta(days=1)))
    with pytest.raises(Refused, match="who is at the table"):
        actions.undertake(**undertaken(gelsa, table, UUID(int=1)))
    taken = actions.undertake(**undertaken(gelsa, table, seat.id))
    late = MOMENT + timedelta(days=12)
    [seen] = queries.table_seen(gelsa.actor_at(late), table.id, at=late).undertakings
    assert (seen.who, seen.late) == ("Cooperativa Il Gelso", 2)
    with pytest.raises(Refused, match="still to be done"):
        actions.end_seat(actor=gelsa.actor, seat_id=seat.id, at=MOMENT)
    with pytest.raises(Refused, match="still to be done"):
        actions.close_table(actor=gelsa.actor, table_id=table.id, at=MOMENT)
    who: dict[str, Any] = {"actor": gelsa.actor, "undertaking_id": taken.id}
    moved = actions.move_undertaking(
        due_on=late.date(), words="La sala era presa.", at=MOMENT, **who
    )
    assert (moved.moved, moved.said) == (1, "La sala era presa.")
    with pytest.raises(Refused) as refusal:
        actions.settle_undertaking(state="missed", at=late, **who)
    assert refusal.value.field == "words"
    assert actions.settle_undertaking(state="kept", at=late, **who).settled_at == late
    with pytest.raises(Refused, match="already came to its end"):
        actions.settle_undertaking(state="kept", at=late, **who)
    assert actions.close_table(actor=gelsa.actor, table_id=table.id, at=late).state == "closed"
    with pytest.raises(Refused, match="closed"):
        actions.undertake(**undertaken(gelsa, table, seat.id))


def test_a_meeting_has_its_minutes_and_who_was_there(
    table: Table, seat: Seat, gelsa: Persona
) -> None:
    meeting = actions.call_meeting(
        actor=gelsa.actor,
        table_id=table.id,
        starts_at=MOMENT + timedelta(days=7),
        length=90,
        place="Sala dell’oratorio",
        agenda="Chi apre il cortile?",
        at=MOMENT,
    )
    said: dict[str, Any] = {
        "actor": gelsa.actor,
        "meeting_id": meeting.id,
        "minutes": "Apre la cooperativa.",
    }
    with pytest.raises(Refused, match="still to come"):
        actions.hold_meeting(present=[seat.id], at=MOMENT, **said)
    after = MOMENT + timedelta(days=8)
    with pytest.raises(Refused) as refusal:
        actions.hold_meeting(present=[UUID(int=1)], at=after, **said)
    assert refusal.value.field == "present"
    actions.hold_meeting(present=[seat.id], at=after, **said)
    [seen] = queries.table_seen(gelsa.actor_at(after), table.id, at=after).meetings
    assert (seen.row.state, seen.present) == ("held", ["Cooperativa Il Gelso"])
    with pytest.raises(Refused, match="already held"):
        actions.cancel_meeting(actor=gelsa.actor, meeting_id=meeting.id, at=after)


def test_bodies_and_persons_are_counted_apart(table: Table, gelsa: Persona) -> None:
    votes: dict[str, Any] = {
        "bodies_for": 1,
        "bodies_against": 0,
        "persons_for": 0,
        "persons_against": 0,
    }
    told: dict[str, Any] = {
        "actor": gelsa.actor,
        "table_id": table.id,
        "words": "Si apre.",
        "at": MOMENT,
    }
    decision = actions.take_decision(**told, **votes)
    assert (decision.bodies_for, decision.persons_for) == (1, 0)
    with pytest.raises(Refused, match="There are 0 such voices"):
        actions.take_decision(**told, **(votes | {"persons_for": 1}))
    with pytest.raises(Refused, match="fewer than you counted"):
        actions.take_decision(**told, **(votes | {"bodies_against": 1}))


def test_what_one_knows_is_used_by_all(table: Table, seat: Seat, gelsa: Persona) -> None:
    known = actions.bring_knowledge(
        actor=gelsa.actor,
        table_id=table.id,
        seat_id=seat.id,
        kind="method",
        title="Il giro delle sedie",
        words="Ognuno parla una volta prima che qualcuno parli due volte.",
        at=MOMENT,
    )
    actions.use_knowledge(
        actor=gelsa.actor,
        knowledge_id=known.id,
        seat_id=seat.id,
        words="Al cortile, ha parlato chi taceva.",
        at=MOMENT,
    )
    [seen] = queries.table_seen(gelsa.actor, table.id, at=MOMENT).knowledge
    assert (seen.who, len(seen.uses)) == ("Cooperativa Il Gelso", 1)


def test_the_office_opens_a_table_without_sitting_there(sara: Persona, mary: Persona) -> None:
    told: dict[str, Any] = {"district": DISTRICT, "title": "Casa", "theme": "housing", "at": MOMENT}
    assert not actions.open_a_table(actor=sara.actor, **told).seats.exists()
    with pytest.raises(Forbidden):
        actions.open_a_table(actor=mary.actor, **told)
