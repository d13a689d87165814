"""Two voices about one thing are joined; one voice about several things is divided."""

from __future__ import annotations

from datetime import timedelta

import pytest

from aia.access.terms import Actor
from aia.access.tests.personas import MOMENT
from aia.pathways.terms import Refused
from aia.sensing import actions, queries
from aia.sensing.actions import Part
from aia.sensing.models import Notice
from aia.sensing.tests.story import Noticing

pytestmark = pytest.mark.django_db

ONE = "La signora del terzo piano non esce da due settimane, le persiane sono sempre chiuse."
LIKE = "Da due settimane non vedo uscire la signora del terzo piano: persiane sempre chiuse."
OTHER = "In piazza mancano le panchine e gli anziani non sanno dove riposare."


def test_likely_the_same_stand_side_by_side_with_why(noticing: Noticing) -> None:
    notice, like = noticing.sent(text=ONE), noticing.sent(text=LIKE)
    noticing.sent(text=OTHER)
    noticing.sent(text=LIKE, seen_at=MOMENT - timedelta(days=60))
    found = queries.likely_duplicates(noticing.actor, notice, at=MOMENT)
    assert [one.notice for one in found] == [like]
    assert found[0].why[0] == "words"
    assert {"town", "time", "sensor"} <= set(found[0].why)
    assert found[0].beginning.startswith("Da due settimane")


def test_another_town_is_another_thing(noticing: Noticing, towns: tuple[str, str]) -> None:
    notice = noticing.sent(text=ONE)
    noticing.sent(text=ONE, municipality=towns[1])
    assert queries.likely_duplicates(noticing.actor, notice, at=MOMENT) == []


def test_joined_and_taken_apart_again(noticing: Noticing) -> None:
    kept, merged = noticing.sent(text=ONE), noticing.sent(text=LIKE)
    joined = actions.merge_notices(
        actor=noticing.actor, kept_id=kept.id, merged_id=merged.id, at=MOMENT
    )
    assert (joined.state, joined.merged_into, joined.due_on) == ("merged", kept, None)
    told = queries.notice_of(noticing.actor, kept.id, at=MOMENT)
    assert list(told.merged) == [merged]
    assert queries.likely_duplicates(noticing.actor, kept, at=MOMENT) == []
    apart = actions.unmerge_notice(actor=noticing.actor, notice_id=merged.id, at=MOMENT)
    assert (apart.state, apart.merged_into) == ("received", None)
    assert apart.due_on is not None


def test_no_notice_is_joined_to_itself_or_in_a_ring(noticing: Noticing) -> None:
    one, two = noticing.sent(), noticing.sent()
    with pytest.raises(Refused, match="to itself"):
        actions.merge_notices(actor=noticing.actor, kept_id=one.id, merged_id=one.id, at=MOMENT)
    actions.merge_notices(actor=noticing.actor, kept_id=one.id, merged_id=two.id, at=MOMENT)
    with pytest.raises(Refused):
        actions.merge_notices(actor=noticing.actor, kept_id=two.id, merged_id=one.id, at=MOMENT)


def test_a_joined_notice_that_is_not_solved_stands_by_itself(
    noticing: Noticing, reporter: Actor
) -> None:
    kept, sent = noticing.sent(), noticing.receive(with_receipt=True)
    actions.merge_notices(
        actor=noticing.actor, kept_id=kept.id, merged_id=sent.notice.id, at=MOMENT
    )
    again = actions.reopen_notice(
        actor=reporter, notice_id=sent.notice.id, receipt=sent.receipt_code, at=MOMENT
    )
    assert (again.state, again.merged_into_id) == ("received", None)


def test_one_notice_becomes_two_parts_each_on_its_way(noticing: Noticing) -> None:
    notice = noticing.sent(contact="la farmacista")
    parts = actions.split_notice(
        actor=noticing.actor,
        notice_id=notice.id,
        parts=[
            Part("Non ritira le medicine.", category="functioning.health", urgency="now"),
            Part("Non ha nessuno vicino."),
        ],
        at=noticing.later(1).at,
    )
    notice.refresh_from_db()
    assert (notice.state, notice.due_on) == ("split", None)
    assert [one.part_of for one in parts] == [notice, notice]
    assert {one.received_at for one in parts} == {MOMENT}
    told = queries.notice_of(noticing.actor, parts[0].id, at=noticing.at)
    assert (told.text, told.contact) == ("Non ritira le medicine.", "la farmacista")
    assert queries.notice_of(noticing.actor, notice.id, at=noticing.at).parts == parts
    actions.close_notice(
        actor=noticing.actor, notice_id=parts[1].id, reason="solved", at=noticing.at
    )
    assert Notice.objects.get(pk=parts[0].id).state == "received"


def test_one_part_is_no_division(noticing: Noticing) -> None:
    notice = noticing.sent()
    with pytest.raises(Refused, match="from 2 to 10"):
        actions.split_notice(
            actor=noticing.actor, notice_id=notice.id, parts=[Part("Solo questo.")], at=MOMENT
        )
    with pytest.raises(Refused, match="few words"):
        actions.split_notice(
            actor=noticing.actor, notice_id=notice.id, parts=[Part("a"), Part(" ")], at=MOMENT
        )
    notice.refresh_from_db()
    assert notice.state == "received"
