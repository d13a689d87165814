"""A category that a new taxonomy no longer has: old notices keep reading right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from aia.access.terms import service_actor
from aia.access.tests.personas import MOMENT
from aia.pathways.queries import taxonomy
from aia.pathways.taxonomy import Category, FormerName
from aia.pathways.terms import Refused
from aia.sensing import actions, queries
from aia.sensing.tests.story import Noticing
from aia.sensing.views.office.notice import title_of

pytestmark = pytest.mark.django_db


def retire(monkeypatch: pytest.MonkeyPatch, instead: str | None) -> None:
    """Let the taxonomy have dropped `income.parcels` at the end of 2025."""
    dropped = Category(
        code="income.parcels",
        domain="income",
        labels={"it": "Pacchi alimentari", "en": "Food parcels"},
        abouts={"it": "Pacchi", "en": "Parcels"},
        retired=date(2026, 1, 1),
        instead=instead,
    )
    monkeypatch.setitem(taxonomy().categories, dropped.code, dropped)


def test_who_still_uses_the_old_name_is_understood(
    noticing: Noticing, monkeypatch: pytest.MonkeyPatch
) -> None:
    retire(monkeypatch, "income.food")
    assert noticing.sent(category="income.parcels").category == "income.food"
    notice = noticing.sent()
    decided = actions.decide_category(
        actor=noticing.actor, notice_id=notice.id, category="income.parcels", at=MOMENT
    )
    assert decided.category == "income.food"


def test_what_was_decided_then_is_read_and_learnt_from_now(
    noticing: Noticing, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setitem(
            taxonomy().categories,
            "income.parcels",
            Category("income.parcels", "income", {"it": "Pacchi", "en": "Parcels"}, {}),
        )
        notice = noticing.sent(category="income.parcels")
    assert notice.category == "income.parcels"
    retire(monkeypatch, "income.food")
    with translation.override("it"):
        assert taxonomy().label(notice.category) == "Pacchi alimentari"
    page = queries.triage_queue(noticing.actor, at=MOMENT)
    assert page.items[0].notice.domain == "income"
    texts = queries.decided_texts(service_actor("nightly"), notice.district)
    assert [one.category for one in texts] == ["income.food"]


def test_one_that_nothing_replaced_is_asked_again(
    noticing: Noticing, monkeypatch: pytest.MonkeyPatch
) -> None:
    retire(monkeypatch, None)
    with pytest.raises(Refused, match="category"):
        noticing.receive(category="income.parcels")


def test_a_notice_decided_under_another_name_keeps_it(
    noticing: Noticing, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = noticing.sent(category="income.food")
    today = taxonomy().categories["income.food"]
    former = FormerName(date(2027, 1, 1), {"it": "Pacchi alimentari", "en": "Food parcels"})
    monkeypatch.setitem(taxonomy().categories, today.code, replace(today, formerly=(former,)))
    with translation.override("en"):
        assert title_of(queries.notice_of(noticing.actor, notice.id, at=MOMENT)) == (
            f"Food parcels (today “{today.label}”)"
        )
