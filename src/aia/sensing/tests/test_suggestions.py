"""The machine says, a human decides: both are kept, side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from aia.access.terms import Actor, service_actor
from aia.access.tests.personas import MOMENT, Persona
from aia.sensing import actions, queries
from aia.sensing.models import Notice, Suggestion
from aia.sensing.tests.story import Noticing

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Named:
    category: str
    domain: str
    confidence: float
    why: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    suggestions: tuple[Named, ...] = (
        Named("functioning.health", "functioning", 0.8123, {"words": ["medicine"]}),
        Named("housing.none", "housing", 0.1),
    )
    abstained: bool = False
    urgent: bool = False
    urgent_words: tuple[str, ...] = ()
    municipality: str | None = None
    taxonomy_version: int = 1


@pytest.fixture
def machine() -> Actor:
    return service_actor("recogniser")


def suggest(machine: Actor, notice: Notice, read: Read | None = None) -> Suggestion:
    return actions.store_suggestion(
        actor=machine, notice_id=notice.id, reading=read or Read(), model="day-one", at=MOMENT
    )


def test_a_suggestion_shows_why_and_decides_nothing(noticing: Noticing, machine: Actor) -> None:
    notice = noticing.sent()
    suggest(machine, notice)
    told = queries.notice_of(noticing.actor, notice.id, at=MOMENT)
    assert (told.notice.category, told.notice.suggested) == (None, "functioning.health")
    assert told.notice.domain == "functioning"
    assert told.suggestion is not None
    first = told.suggestion.named[0]
    assert (str(first.confidence), first.why) == ("0.812", {"words": ["medicine"]})
    assert b"medicine" not in bytes(told.suggestion.suggestion.sealed_why)


def test_what_is_decided_stands_beside_what_was_said(noticing: Noticing, machine: Actor) -> None:
    for category, verdict in (
        ("functioning.health", "accepted"),
        ("housing.none", "listed"),
        ("income.food", "corrected"),
    ):
        notice = noticing.sent()
        suggestion = suggest(machine, notice)
        actions.decide_category(
            actor=noticing.actor, notice_id=notice.id, category=category, at=MOMENT
        )
        suggestion.refresh_from_db()
        assert (suggestion.verdict, suggestion.decided) == (verdict, category)


def test_one_that_abstained_suggests_nothing(noticing: Noticing, machine: Actor) -> None:
    notice = noticing.sent()
    suggestion = suggest(machine, notice, Read(abstained=True))
    notice.refresh_from_db()
    assert (notice.suggested, notice.domain) == (None, None)
    actions.decide_category(
        actor=noticing.actor, notice_id=notice.id, category="income.food", at=MOMENT
    )
    suggestion.refresh_from_db()
    assert suggestion.verdict == "unaided"


def test_words_of_danger_bring_the_day_forward_never_back(
    noticing: Noticing, machine: Actor
) -> None:
    calm, quick = noticing.sent(urgency="low"), noticing.sent(urgency="now")
    for notice in (calm, quick):
        suggest(machine, notice, Read(urgent=True, urgent_words=("cade",)))
        notice.refresh_from_db()
    assert (calm.danger, calm.due_on, calm.due_rule) == (True, date(2026, 3, 3), "look.danger")
    assert (quick.danger, quick.due_on, quick.due_rule) == (True, date(2026, 3, 3), "look.now")


def test_a_suggestion_routes_until_somebody_decides(
    noticing: Noticing, machine: Actor, omar: Persona
) -> None:
    actions.add_routing_rule(
        actor=noticing.carla,
        district=noticing.sensor.district,
        name="Salute",
        domains=["functioning"],
        to_account=omar.id,
        at=MOMENT,
    )
    notice = noticing.sent()
    suggest(machine, notice)
    notice.refresh_from_db()
    assert notice.assigned_to == omar.id
    assert queries.why_here(notice).guessed


def test_what_quoted_the_words_is_blanked_with_them(noticing: Noticing, machine: Actor) -> None:
    notice = noticing.sent()
    suggest(machine, notice)
    actions.redact_notice(
        actor=noticing.carla, notice_id=notice.id, reason="third_person", at=MOMENT
    )
    told = queries.notice_of(noticing.carla, notice.id, at=MOMENT)
    assert told.suggestion is not None
    assert [one.why for one in told.suggestion.named] == [{}, {}]
    assert told.suggestion.named[0].code == "functioning.health"


@pytest.mark.parametrize(("named", "kept"), [("019098", "019098"), ("999999", None)])
def test_a_place_that_the_text_names_is_kept_when_it_is_listed(
    noticing: Noticing, machine: Actor, named: str, kept: str | None
) -> None:
    suggestion = suggest(machine, noticing.sent(), Read(municipality=named))
    assert suggestion.municipality_id == kept


def test_the_same_words_are_read_once(noticing: Noticing, machine: Actor) -> None:
    notice = noticing.sent()
    first = suggest(machine, notice)
    assert suggest(machine, notice) == first
    assert Suggestion.objects.filter(notice=notice, model="day-one").count() == 1


def test_the_decided_texts_are_read_under_today_s_names(noticing: Noticing) -> None:
    notice, other = noticing.sent(), noticing.sent(text="Cerca casa")
    for row, category in ((notice, "functioning.health"), (other, "housing.none")):
        actions.decide_category(
            actor=noticing.actor, notice_id=row.id, category=category, at=MOMENT
        )
    texts = queries.decided_texts(service_actor("nightly"), noticing.sensor.district)
    assert [(one.category, one.language) for one in texts] == [
        ("functioning.health", "it"),
        ("housing.none", "it"),
    ]
