"""Meetings: asked for, fixed, moved, held, missed, cancelled; and the calendar file."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from icalendar import Calendar

from aia.access.terms import Forbidden
from aia.access.tests.personas import Persona
from aia.pathways import actions
from aia.pathways.appointments_ics import appointment_ics, coming_ics
from aia.pathways.models import Appointment
from aia.pathways.queries.appointments import appointments_of, coming_appointments
from aia.pathways.rules import Refused
from aia.pathways.terms import AppointmentState
from aia.pathways.tests.story import Story


def fix(story: Story, **told: Any) -> Appointment:
    facts: dict[str, Any] = {
        "starts_at": story.at + timedelta(days=7),
        "words": "Guardiamo le bollette.",
        "place": "Piazza del Comune 8, Cremona",
    }
    return actions.fix_appointment(
        actor=story.actor, pathway_id=story.pathway.id, at=story.at, **{**facts, **told}
    )


def events(ics: bytes) -> list[Any]:
    return list(Calendar.from_ical(ics).walk("VEVENT"))


def test_a_meeting_from_request_to_held(story: Story, maria_herself: Persona) -> None:
    asked = actions.request_appointment(
        actor=maria_herself.actor,
        pathway_id=story.pathway.id,
        starts_at=story.at + timedelta(days=3),
        words="Vorrei parlare del corso.",
        at=story.at,
    )
    assert (asked.state, asked.account) == (AppointmentState.REQUESTED, story.worker.id)
    fixed = actions.confirm_appointment(
        actor=story.actor, appointment_id=asked.id, place="Allo sportello", at=story.at
    )
    assert fixed.state == AppointmentState.FIXED
    story.later(3)
    held = actions.hold_appointment(actor=story.actor, appointment_id=asked.id, at=story.at)
    assert held.state == AppointmentState.HELD
    text = appointments_of(maria_herself.actor, story.pathway.id, at=story.at)[0]
    assert (text.words, text.place) == ("Vorrei parlare del corso.", "Allo sportello")


def test_moving_counts_and_keeps_the_place(story: Story) -> None:
    fixed = fix(story)
    rome = timezone(timedelta(hours=2))
    moved = actions.move_appointment(
        actor=story.actor,
        appointment_id=fixed.id,
        starts_at=datetime(2026, 4, 15, 10, 30, tzinfo=rome),
        at=story.at,
    )
    assert moved.starts_at == datetime(2026, 4, 15, 8, 30, tzinfo=UTC)
    assert moved.moves == 1
    assert appointments_of(story.actor, story.pathway.id, at=story.at)[0].place.startswith("Piazza")


@pytest.mark.parametrize("act", [actions.hold_appointment, actions.miss_appointment])
def test_what_is_still_to_come_is_neither_held_nor_missed(
    story: Story, act: Callable[..., Appointment]
) -> None:
    fixed = fix(story)
    with pytest.raises(Refused):
        act(actor=story.actor, appointment_id=fixed.id, at=story.at)
    story.later(7)
    assert act(actor=story.actor, appointment_id=fixed.id, at=story.at).state in {"held", "missed"}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1000}, "minutes"),
        ({"place": "x" * 300}, "place"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(
    story: Story, told: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        fix(story, **told)
    assert refused.value.field == field


def test_no_meeting_in_the_past_nor_with_somebody_outside_the_team(
    story: Story, omar: Persona
) -> None:
    with pytest.raises(Refused) as refused:
        fix(story, starts_at=story.at - timedelta(minutes=1))
    assert refused.value.field == "starts_at"
    with pytest.raises(Refused) as refused:
        fix(story, account_id=omar.id)
    assert refused.value.field == "account_id"
    actions.join_team(
        actor=story.actor, pathway_id=story.pathway.id, account=omar.account, at=story.at
    )
    assert fix(story, account_id=omar.id).account == omar.id


def test_the_person_cancels_and_nobody_moves_it_after(story: Story, maria_herself: Persona) -> None:
    fixed = fix(story)
    actions.cancel_appointment(actor=maria_herself.actor, appointment_id=fixed.id, at=story.at)
    with pytest.raises(Refused):
        actions.move_appointment(
            actor=story.actor,
            appointment_id=fixed.id,
            starts_at=story.at + timedelta(days=9),
            at=story.at,
        )


def test_the_calendar_file_tells_when_and_where_but_not_who_nor_why(story: Story) -> None:
    fixed = fix(story, minutes=30)
    ics = appointment_ics(story.actor, fixed.id, at=story.at)
    (event,) = events(ics)
    assert event["UID"] == f"{fixed.id}@aia"
    assert event.start == fixed.starts_at
    assert event.end - event.start == timedelta(minutes=30)
    assert event["STATUS"] == "CONFIRMED"
    assert event["LOCATION"].startswith("Piazza del Comune")
    for secret in (b"Maria", b"Rossi", b"bollette", str(story.pathway.subject_id).encode()):
        assert secret not in ics


def test_a_cancelled_meeting_replaces_itself_in_the_calendar(story: Story) -> None:
    fixed = fix(story)
    actions.cancel_appointment(actor=story.actor, appointment_id=fixed.id, at=story.at)
    (event,) = events(appointment_ics(story.actor, fixed.id, at=story.at))
    assert (event["STATUS"], int(event["SEQUENCE"])) == ("CANCELLED", 1)


def test_each_sees_their_own_coming_meetings(
    story: Story, sheltered: Story, maria_herself: Persona, omar: Persona
) -> None:
    fix(story)
    fix(sheltered, starts_at=story.at + timedelta(days=1))
    cancelled = fix(story, starts_at=story.at + timedelta(days=2))
    actions.cancel_appointment(actor=story.actor, appointment_id=cancelled.id, at=story.at)
    assert len(coming_appointments(story.actor, at=story.at)) == 2
    assert len(events(coming_ics(story.actor, at=story.at))) == 2
    assert len(events(coming_ics(maria_herself.actor, at=story.at))) == 1
    assert coming_appointments(omar.actor, at=story.at) == []
    assert coming_appointments(story.actor, at=story.at + timedelta(days=30)) == []


def test_strangers_get_no_calendar(
    story: Story, omar: Persona, dino: Persona, chiara: Persona
) -> None:
    fixed = fix(story)
    for stranger in (omar, dino, chiara):
        with pytest.raises(Forbidden):
            appointment_ics(stranger.actor, fixed.id, at=story.at)
        with pytest.raises(Forbidden):
            actions.request_appointment(
                actor=stranger.actor,
                pathway_id=story.pathway.id,
                starts_at=story.at + timedelta(days=1),
                at=story.at,
            )
