"""The office at work: taking, moving, deciding, with the reason told and the rules kept."""

from __future__ import annotations

from datetime import date

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.pathways.terms import Refused
from aia.sensing import actions, queries
from aia.sensing.queries import QueueFilters
from aia.sensing.tests.story import Noticing
from aia.trace.actions import RowChanged

pytestmark = pytest.mark.django_db


def lane(noticing: Noticing, name: str = "waiting", **asked: object) -> list[object]:
    filters = QueueFilters(lane=name, **asked)  # type: ignore[arg-type]
    page = queries.triage_queue(noticing.actor, filters, at=noticing.at)
    return [row.notice.id for row in page.items]


def test_what_is_due_first_stands_first(noticing: Noticing) -> None:
    calm = noticing.sent(urgency="low")
    quick = noticing.sent(urgency="now")
    assert lane(noticing) == [quick.id, calm.id]


def test_who_takes_a_notice_owes_an_answer(noticing: Noticing) -> None:
    notice = noticing.sent()
    assert lane(noticing, "nobody") == [notice.id]
    taken = actions.take_notice(actor=noticing.actor, notice_id=notice.id, at=noticing.at)
    assert (taken.state, taken.assigned_to) == ("in_charge", noticing.worker.id)
    # Twenty working days after Monday 2 March 2026.
    assert (taken.due_on, taken.due_rule) == (date(2026, 3, 30), "answer.any")
    assert lane(noticing, "mine") == [notice.id]
    assert lane(noticing, "nobody") == []
    again = actions.take_notice(actor=noticing.actor, notice_id=notice.id, at=noticing.at)
    assert again.last_entry_id == taken.last_entry_id


def test_two_colleagues_take_it_and_the_second_is_told(noticing: Noticing, omar: Persona) -> None:
    notice = noticing.sent()
    seen = notice.last_entry_id
    actions.take_notice(actor=noticing.actor, notice_id=notice.id, seen=seen, at=MOMENT)
    with pytest.raises(RowChanged):
        actions.take_notice(actor=omar.actor, notice_id=notice.id, seen=seen, at=MOMENT)


def test_one_step_corrects_where_a_notice_went(noticing: Noticing, omar: Persona) -> None:
    notice = noticing.sent()
    moved = actions.reroute_notice(
        actor=noticing.actor, notice_id=notice.id, account=omar.id, reason="kind", at=MOMENT
    )
    why = queries.why_here(moved)
    assert moved.assigned_to == omar.id
    assert why.assignee == "Omar Haddad"
    assert why.sentence == "Moved here by a colleague: It is another kind of need."


def test_nobody_outside_the_office_is_given_a_notice(noticing: Noticing, piero: Persona) -> None:
    notice = noticing.sent()
    with pytest.raises(Refused, match="colleague") as refusal:
        actions.reroute_notice(
            actor=noticing.actor, notice_id=notice.id, account=piero.id, reason="kind", at=MOMENT
        )
    assert refusal.value.field == "account"


def test_a_category_that_is_decided_is_where_it_is_looked_for(noticing: Noticing) -> None:
    notice = noticing.sent()
    decided = actions.decide_category(
        actor=noticing.actor, notice_id=notice.id, category="income.food", at=MOMENT
    )
    assert (decided.category, decided.domain) == ("income.food", "income")
    assert lane(noticing, domain="income") == [notice.id]
    assert lane(noticing, category="income.food") == [notice.id]
    assert lane(noticing, domain="housing") == []


def test_a_notice_that_turns_out_urgent_is_due_sooner(noticing: Noticing) -> None:
    notice = noticing.sent(urgency="low")
    graded = actions.regrade_notice(
        actor=noticing.actor, notice_id=notice.id, urgency="now", at=MOMENT
    )
    assert (graded.due_on, graded.due_rule) == (date(2026, 3, 3), "look.now")


def test_where_it_is_about_can_be_put_right(noticing: Noticing, towns: tuple[str, str]) -> None:
    notice = noticing.sent()
    placed = actions.place_notice(
        actor=noticing.actor, notice_id=notice.id, municipality=towns[1], at=MOMENT
    )
    assert lane(noticing, municipality=towns[1]) == [placed.id]
    with pytest.raises(Refused, match="municipality"):
        actions.place_notice(
            actor=noticing.actor, notice_id=notice.id, municipality="999999", at=MOMENT
        )


def test_words_of_danger_are_seen_at_once(noticing: Noticing) -> None:
    notice = noticing.sent(text="Il marito la picchia, ho sentito gridare aiuto", urgency="low")
    assert notice.danger
    assert (notice.due_on, notice.due_rule) == (date(2026, 3, 3), "look.danger")
    assert lane(noticing, "danger") == [notice.id]


def test_pages_of_the_queue_follow_one_another_to_the_end(noticing: Noticing) -> None:
    sent = {noticing.sent(urgency=how).id for how in ("low", "soon", "now") * 3}
    found, cursor = [], None
    while True:
        page = queries.triage_queue(noticing.actor, after=cursor, limit=2, at=MOMENT)
        found += [row.notice.id for row in page.items]
        if (cursor := page.next_cursor) is None:
            break
    assert len(found) == len(sent)
    assert set(found) == sent
    with pytest.raises(Refused):
        queries.triage_queue(noticing.actor, after="nonsense", at=MOMENT)


def test_lanes_are_counted_in_one_statement(
    noticing: Noticing, django_assert_num_queries: object
) -> None:
    noticing.sent(urgency="now")
    noticing.sent()
    actor = noticing.later(3).actor
    with django_assert_num_queries(1):  # type: ignore[operator]
        counts = queries.queue_counts(actor, at=noticing.at)
    assert counts == {
        "waiting": 2,
        "mine": 0,
        "nobody": 2,
        "danger": 0,
        "answered": 0,
        "overdue": 1,
    }


def test_a_longer_queue_asks_no_more_of_the_database(
    noticing: Noticing, django_assert_max_num_queries: object
) -> None:
    for _one in range(12):
        noticing.sent()
    actor = noticing.actor
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        page = queries.triage_queue(actor, at=noticing.at)
    assert len(page.items) == 12


def test_the_queue_is_the_office_s_alone(
    noticing: Noticing, piero: Persona, dino: Persona, chiara: Persona
) -> None:
    noticing.sent()
    for nobody in (piero, chiara):
        with pytest.raises(Forbidden):
            queries.triage_queue(nobody.actor, at=MOMENT)
    assert queries.triage_queue(dino.actor, at=MOMENT).items == []
    assert dino.district != DISTRICT


def test_what_is_concluded_is_listed_apart(noticing: Noticing) -> None:
    notice, other = noticing.sent(), noticing.sent()
    for row in (notice, other):
        actions.close_notice(
            actor=noticing.actor, notice_id=row.id, reason="solved", at=noticing.later(1).at
        )
    assert lane(noticing) == []
    assert lane(noticing, "done") == [other.id, notice.id]
    first = queries.triage_queue(noticing.actor, QueueFilters(lane="done"), limit=1, at=noticing.at)
    rest = queries.triage_queue(
        noticing.actor, QueueFilters(lane="done"), after=first.next_cursor, at=noticing.at
    )
    assert [row.notice.id for row in rest.items] == [notice.id]
