"""The worklist: everything that waits, the most overdue first, and nobody else's."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aia.access.actions import break_glass
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.pathways import actions, queries
from aia.pathways.models import Need
from aia.pathways.rules import Refused
from aia.pathways.terms import Lane, UnvoicedReason, Whose
from aia.pathways.tests.story import Story
from aia.people.models import Organisation

LATER = MOMENT + timedelta(days=60)


def lanes(persona: Persona, **asked: object) -> list[str]:
    page = queries.worklist(persona.actor, at=LATER, **asked)  # type: ignore[arg-type]
    return [item.lane for item in page.items]


def test_each_need_waits_in_the_lane_of_its_step(story: Story, sara: Persona) -> None:
    story.need()
    story.demand()
    story.choice()
    story.answer()
    assert sorted(lanes(sara)) == [Lane.ANSWER, Lane.CHOICE, Lane.DEMAND, Lane.NEED]


def test_the_most_overdue_comes_first_and_says_by_how_much(story: Story, sara: Persona) -> None:
    late = story.need()
    story.later(10)
    story.need("housing.losing")
    first, second = queries.worklist(sara.actor, at=LATER).items
    assert first.row == late.id
    assert first.days_overdue > second.days_overdue > 0
    assert first.due_on == date(2026, 3, 23), "fifteen working days after 2 March"
    assert first.subject_name == "Maria Rossi"
    assert first.category == "income.utilities"


def test_what_is_not_awaited_is_not_there(story: Story, sara: Persona) -> None:
    closed = story.need()
    actions.close_need(actor=sara.actor, need_id=closed.id, reason="solved", at=MOMENT)
    assert lanes(sara) == []


def test_a_need_left_unvoiced_is_looked_at_again(story: Story, sara: Persona) -> None:
    need = story.need()
    actions.mark_unvoiced(actor=sara.actor, need_id=need.id, reason=UnvoicedReason.SHAME, at=MOMENT)
    (item,) = queries.worklist(sara.actor, at=LATER).items
    assert (item.unvoiced, item.due_on) == ("shame", date(2026, 5, 1))


def test_a_suspended_need_comes_back_on_its_day(story: Story, sara: Persona) -> None:
    need = story.need()
    actions.suspend_need(
        actor=sara.actor, need_id=need.id, reason="health", until=date(2026, 4, 1), at=MOMENT
    )
    (item,) = queries.worklist(sara.actor, at=LATER).items
    assert (item.lane, item.due_on) == (Lane.REST, date(2026, 4, 1))


def test_a_referral_without_reply_waits_on_both_sides(
    story: Story, sara: Persona, gelsomina: Persona, sharing: Organisation
) -> None:
    referral = story.referral(sharing.id)
    mine = [i for i in queries.worklist(sara.actor, at=LATER).items if i.lane == Lane.REFERRAL]
    theirs = queries.referrals_received(gelsomina.actor, at=LATER).items
    assert [i.row for i in mine] == [referral.id] == [i.referral.id for i in theirs]
    assert mine[0].days_overdue == theirs[0].days_overdue > 0


def test_a_colleague_outside_the_team_sees_nothing(story: Story, omar: Persona) -> None:
    story.need()
    assert lanes(omar) == []


def test_the_coordinator_sees_the_district_and_who_leads(story: Story, carla: Persona) -> None:
    story.need()
    (item,) = queries.worklist(carla.actor, at=LATER).items
    assert item.lead_name == "Sara Conti"
    assert lanes(carla, whose=Whose.MINE) == []


def test_a_protected_person_is_only_on_the_list_of_their_team(
    sheltered: Story, sara: Persona, carla: Persona
) -> None:
    sheltered.need()
    assert lanes(carla) == []
    assert queries.lane_counts(carla.actor, at=LATER)[Lane.NEED] == 0
    assert lanes(sara) == [Lane.NEED]


def test_planner_citizen_and_partner_have_no_worklist(
    story: Story, piero: Persona, maria_herself: Persona, gelsomina: Persona
) -> None:
    story.need()
    assert lanes(piero) == lanes(maria_herself) == lanes(gelsomina) == []


def test_another_district_is_another_list(story: Story, dino: Persona) -> None:
    story.need()
    assert lanes(dino) == []
    assert lanes(dino, whose=Whose.DISTRICT) == []


def test_an_emergency_opening_waits_for_the_coordinator(
    story: Story, omar: Persona, carla: Persona
) -> None:
    break_glass(
        actor=omar.actor,
        subject=story.pathway.subject,
        district=DISTRICT,
        reason="danger",
        at=MOMENT,
    )
    (item,) = queries.worklist(carla.actor, at=LATER, lane=Lane.EMERGENCY).items
    assert (item.subject_name, item.lead_name) == ("Maria Rossi", "Omar Haddad")
    assert lanes(omar, lane=Lane.EMERGENCY) == []


def test_pages_follow_each_other_without_loss(story: Story, sara: Persona) -> None:
    wanted = set()
    for days in (0, 0, 0, 1, 2, 2, 3):
        wanted.add(story.later(days).need().id)
    seen: list[object] = []
    cursor = None
    while True:
        page = queries.worklist(sara.actor, at=LATER, cursor=cursor, limit=2)
        seen += [item.row for item in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(seen) == len(wanted)
    assert set(seen) == wanted


def test_a_false_cursor_is_refused(sara: Persona) -> None:
    with pytest.raises(Refused, match="page of the list"):
        queries.worklist(sara.actor, at=LATER, cursor="yesterday")


def test_statements_do_not_grow_with_rows(
    story: Story, sara: Persona, carla: Persona, sharing: Organisation
) -> None:
    def statements(persona: Persona) -> int:
        actor = persona.actor
        with CaptureQueriesContext(connection) as few:
            queries.worklist(actor, at=LATER)
        return len(few)

    story.referral(sharing.id)
    before = statements(sara), statements(carla)
    for _ in range(5):
        story.need()
        story.referral(sharing.id)
    assert (statements(sara), statements(carla)) == before
    assert before[0] <= 9
    assert before[1] <= 11


def test_lane_counts_stop_at_a_hundred(story: Story, sara: Persona) -> None:
    story.need()
    story.demand()
    counts = queries.lane_counts(sara.actor, at=LATER)
    assert (counts[Lane.NEED], counts[Lane.DEMAND], counts[Lane.CHOICE]) == (1, 1, 0)
    assert Need.objects.count() == 2


def test_due_days_are_counted_in_the_district_s_own_time(story: Story, sara: Persona) -> None:
    story.at = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    story.need()
    (item,) = queries.worklist(sara.actor, at=LATER).items
    assert item.due_on == date(2026, 3, 24), "in Rome it is already 3 March"
