"""The record of who opened a file, and how the person reads it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from pytest_django import DjangoAssertNumQueries

from aia.access import actions, queries
from aia.access.models import Reading
from aia.access.terms import ReadingKind, ReadingWhy
from aia.access.tests.personas import DISTRICT, MOMENT, PERSON, Persona


def look(
    persona: Persona, minutes: int = 0, *, why: str = ReadingWhy.TEAM, kind: str = ReadingKind.FILE
) -> Reading:
    return actions.note_reading(
        actor=persona.actor,
        subject=PERSON,
        district=DISTRICT,
        kind=kind,
        why=why,
        at=MOMENT + timedelta(minutes=minutes),
    )


def test_every_opening_is_recorded(sara: Persona) -> None:
    look(sara, 0)
    look(sara, 1)
    assert queries.readings_of(PERSON).count() == 2


def test_close_openings_are_shown_as_one_with_their_number(sara: Persona, omar: Persona) -> None:
    for minutes in (0, 8, 16, 40):
        look(sara, minutes)
    look(omar, 9, why=ReadingWhy.BREAK_GLASS)
    shown = [(o.name, o.times, o.why) for o in queries.openings_of(PERSON)]
    assert shown == [
        ("Sara Conti", 1, "team"),
        ("Sara Conti", 3, "team"),
        ("Omar Haddad", 1, "break_glass"),
    ]
    middle = queries.openings_of(PERSON)[1]
    assert (middle.first_at, middle.last_at) == (MOMENT, MOMENT + timedelta(minutes=16))
    assert middle.roles == ("social_worker",)


def test_a_print_is_not_hidden_behind_an_opening(sara: Persona) -> None:
    look(sara, 0)
    look(sara, 1, kind=ReadingKind.PRINT)
    assert {o.kind for o in queries.openings_of(PERSON)} == {"file", "print"}


def test_who_opened_stays_known_after_they_leave(sara: Persona, ada: Persona) -> None:
    look(sara)
    actions.close_account(actor=ada.actor, account=sara.account, at=MOMENT)
    [opening] = queries.openings_of(PERSON)
    assert (opening.name, opening.roles) == ("Sara Conti", ("social_worker",))


def test_the_list_costs_the_same_for_one_and_for_many(
    sara: Persona, omar: Persona, carla: Persona, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for persona in (sara, omar, carla):
        for minutes in (0, 30, 60):
            look(persona, minutes)
    with django_assert_num_queries(3):
        assert len(queries.openings_of(PERSON)) == 9


def test_a_reading_cannot_be_changed_or_deleted(sara: Persona) -> None:
    reading = look(sara)
    for change in (
        lambda: Reading.objects.filter(id=reading.id).update(why="self"),
        lambda: Reading.objects.filter(id=reading.id).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert queries.readings_of(PERSON).get().why == "team"


def test_a_reading_needs_a_known_ground(sara: Persona) -> None:
    with pytest.raises(ValueError, match="curiosity"):
        look(sara, why="curiosity")
