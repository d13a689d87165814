"""What happened to a need is a row of facts, with its days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from aia.observatory.facts.refreshing import closed_quarter, number
from aia.observatory.facts.tests.laid import Laid
from aia.pathways import actions
from aia.pathways.terms import CloseReason, GiveBackKind, Intensity, ProviderKind
from aia.pathways.tests.story import TODAY, Story
from aia.people.actions import protect_person, unprotect_person
from aia.people.models import Organisation

pytestmark = pytest.mark.django_db


def test_a_need_is_a_row_with_the_days_of_its_way(story: Story, laid: Laid) -> None:
    need = story.need()
    demand = story.later(3).demand(need)
    answer = story.later(10).answer(story.choice(demand))
    laid.build()
    row = laid.row("needs")
    assert row["need"] == number(need.id.hex)
    assert (row["category"], row["domain"], row["sex"]) == ("income.utilities", "income", "F")
    assert (row["step"], row["state"], row["severity"]) == ("answer", "open", 2)
    assert row["recognised_at"] == TODAY
    assert row["voiced_at"] == TODAY + timedelta(3)
    assert row["answered_at"] == TODAY + timedelta(13)
    assert row["reviewed_at"] is None
    assert row["sensed"] is False
    answered = laid.row("answers")
    assert answered["answer"] == number(answer.id.hex)
    assert (answered["need"], answered["domain"]) == (row["need"], "income")
    assert answered["severity"] == row["severity"]
    assert {one["state"] for one in laid.rows("options")} == {"taken", "declined"}


def test_what_changed_later_counts_and_what_was_at_first_stays(story: Story, laid: Laid) -> None:
    need = story.need()
    actor = story.later(5).actor
    actions.close_need(actor=actor, need_id=need.id, reason=CloseReason.MOVED, at=story.at)
    actions.reopen_need(actor=actor, need_id=need.id, at=story.later(1).at)
    actions.close_need(actor=actor, need_id=need.id, reason=CloseReason.SOLVED, at=story.at)
    laid.build()
    row = laid.row("needs")
    assert row["closed_at"] == TODAY + timedelta(5)
    assert row["close_reason"] == CloseReason.MOVED
    assert (row["state"], row["reopened"]) == ("closed", 1)


def test_a_row_stands_as_it_stood_on_the_day(story: Story, laid: Laid) -> None:
    need = story.need()
    story.later(30).demand(need)
    laid.as_of = TODAY + timedelta(29)
    laid.build()
    row = laid.row("needs")
    assert (row["step"], row["voiced_at"]) == ("need", None)
    assert laid.rows("demands") == []


def test_nothing_of_a_protected_person_is_there(story: Story, sheltered: Story, laid: Laid) -> None:
    story.need()
    sheltered.answer()
    laid.build()
    assert len(laid.rows("needs")) == len(laid.rows("pathways")) == 1
    assert laid.rows("answers") == []


def test_protection_that_begins_takes_rows_out_and_its_end_brings_them_back(
    story: Story, laid: Laid
) -> None:
    story.answer()
    laid.build()
    assert laid.rows("answers")
    person_id = story.pathway.person_id
    assert person_id is not None
    protect_person(actor=story.actor, person=person_id, at=story.at)
    laid.build()
    assert laid.rows("needs") == laid.rows("answers") == []
    unprotect_person(actor=story.actor, person=person_id, at=story.at)
    laid.build()
    assert len(laid.rows("answers")) == 1


def test_who_gives_back_had_received_before(story: Story, laid: Laid) -> None:
    told: dict[str, Any] = {"pathway_id": story.pathway.id, "kind": GiveBackKind.TIME}
    actions.give_back(actor=story.actor, given_on=TODAY, at=story.at, **told)
    story.later(2).answer()
    day = TODAY + timedelta(4)
    actions.give_back(actor=story.later(2).actor, given_on=day, at=story.at, **told)
    laid.build()
    found = {row["given_on"]: row["had_received"] for row in laid.rows("give_backs")}
    assert found == {TODAY: False, day: True}


def test_an_answer_knows_what_it_followed(story: Story, laid: Laid) -> None:
    answer = story.answer()
    passed = actions.pass_answer(
        actor=story.later(8).actor,
        answer_id=answer.id,
        intensity=Intensity.LIGHT,
        provider_kind=ProviderKind.INFORMAL,
        at=story.at,
    )
    laid.build()
    rows = {row["answer"]: row for row in laid.rows("answers")}
    first, second = rows[number(answer.id.hex)], rows[number(passed.id.hex)]
    assert (first["state"], first["end_reason"]) == ("ended", "passed")
    assert (first["followed_intensity"], second["followed_intensity"]) == (None, "high")
    assert second["started_at"] == TODAY + timedelta(8)


def test_a_referral_says_whether_it_was_answered_in_time(
    story: Story, sharing: Organisation, laid: Laid
) -> None:
    story.referral(sharing.id)
    laid.build()
    assert laid.row("referrals")["in_time"] is False


def test_the_last_closed_quarter() -> None:
    assert closed_quarter(datetime(2026, 11, 23, 12, tzinfo=UTC)) == date(2026, 9, 30)
    assert closed_quarter(datetime(2026, 1, 1, 12, tzinfo=UTC)) == date(2025, 12, 31)
    # Midnight is the installation's own.
    assert closed_quarter(datetime(2026, 3, 31, 23, tzinfo=UTC)) == date(2026, 3, 31)
