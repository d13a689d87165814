import itertools
import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from aia.trace import chain
from aia.trace.actions import LedgerRefused, RowChanged, lock, record
from aia.trace.models import Entry
from aia.trace.queries import entries_about, entries_of_stream, moment_of
from aia.trace.replay import differences
from aia.trace.tests.toy import verbs
from aia.trace.tests.toy.actions import DISTRICT, HAND, MOMENT, lay_egg, measure_egg, weave_basket
from aia.trace.tests.toy.models import Basket, Egg


def test_a_first_entry_makes_the_row_and_begins_its_stream(basket: Basket) -> None:
    entry = Entry.objects.get(sequence=basket.last_entry_id)
    assert (entry.verb, entry.subject, entry.stream) == ("basket.woven", basket.id, basket.id)
    assert (entry.actor, entry.origin, entry.district) == (HAND.id, "lived", DISTRICT)
    assert entry.happened_at == MOMENT
    assert entry.position == 1
    assert bytes(entry.previous) == chain.GENESIS
    assert json.loads(entry.facts) == {"colour": "red", "since": "2026-03-01T09:30:00+00:00"}
    assert Basket.objects.get().colour == "red"
    assert moment_of(entry.sequence) == MOMENT


def test_rows_on_one_stream_share_its_chain(basket: Basket) -> None:
    first, second = lay_egg(basket, 3), lay_egg(basket, 4)
    other = lay_egg(weave_basket("blue"), 5)
    chained = list(entries_of_stream(basket.id))
    assert [entry.subject for entry in chained] == [basket.id, first.id, second.id]
    assert [entry.position for entry in chained] == [1, 2, 3]
    for before, after in itertools.pairwise(chained):
        assert bytes(after.previous) == bytes(before.hash)
    assert other.last_entry.position == 2
    assert first.last_entry.caused_by_id == basket.last_entry_id


def test_an_update_is_one_newer_entry_and_the_row_as_it_says(egg: Egg) -> None:
    before = egg.last_entry_id
    measure_egg(egg, 9)
    egg = Egg.objects.get()
    assert egg.last_entry_id > before
    assert (egg.size, egg.note) == (9, "brown")
    assert [e.verb for e in entries_about(egg.id)] == ["egg.laid", "egg.measured"]


def test_every_kind_of_fact_comes_back_as_the_row_holds_it(basket: Basket) -> None:
    with transaction.atomic():
        weighed = verbs.BasketWeighed(weight=Decimal("1.50"), kinds=("big", "small"))
        record(basket, weighed, actor=HAND, at=MOMENT)
        record(basket, verbs.BasketClosed(until=date(2026, 4, 1)), actor=HAND, at=MOMENT)
    kept = Basket.objects.get()
    assert (kept.weight, kept.kinds) == (Decimal("1.5"), ["big", "small"])
    assert (kept.until, kept.open) == (date(2026, 4, 1), False)
    assert differences(kept) == []


def test_replay_tells_a_row_that_is_not_what_its_entries_say(basket: Basket) -> None:
    basket.colour = "black"
    (told,) = differences(basket)
    assert told == "toy.Basket.colour: the row has 'black', the ledger 'red'"


def test_a_field_that_no_entry_set_must_hold_its_default(egg: Egg) -> None:
    basket = Basket.objects.get()
    basket.open = False
    assert differences(basket) == ["toy.Basket.open: the row has False, the ledger True"]


def test_a_row_without_any_entry_is_told_too(db: None) -> None:
    assert differences(Basket(district=DISTRICT)) == ["toy.Basket: no entry is about this row"]


def test_nothing_is_recorded_outside_a_transaction() -> None:
    with pytest.raises(LedgerRefused, match="inside the action's transaction"):
        record(Basket(district=DISTRICT), verbs.BasketWoven(), actor=HAND, at=MOMENT)


def test_a_verb_is_refused_for_another_kind_of_row(basket: Basket) -> None:
    with pytest.raises(LedgerRefused, match=r"about toy\.Egg, not toy\.Basket"):
        record(basket, verbs.EggMeasured(size=2), actor=HAND, at=MOMENT)


def test_a_verb_that_asks_for_a_cause_is_refused_without_it(basket: Basket, egg: Egg) -> None:
    laid = verbs.EggLaid(basket=basket.id, size=2)
    for cause in (None, egg):
        with pytest.raises(LedgerRefused, match=r"must be caused by toy\.Basket"):
            record(Egg(district=DISTRICT), laid, actor=HAND, at=MOMENT, caused_by=cause)
    assert Egg.objects.count() == 1


def test_free_text_never_reaches_the_ledger(db: None) -> None:
    woven = verbs.BasketWoven(colour="as red as the barn")
    with pytest.raises(ValueError, match="not a code"), transaction.atomic():
        record(Basket(district=DISTRICT), woven, actor=HAND, at=MOMENT)
    assert not Entry.objects.exists()


def test_when_the_action_fails_neither_entry_nor_row_stay(basket: Basket) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        lay_egg(basket)
        raise ZeroDivisionError
    assert not Egg.objects.exists()
    assert Entry.objects.count() == 1


def test_lock_tells_who_comes_second_what_changed(egg: Egg) -> None:
    seen = egg.last_entry_id
    assert lock(Egg.objects.all(), egg.id, seen=seen) == egg
    measure_egg(Egg.objects.get(), 7)
    with pytest.raises(RowChanged) as refused:
        lock(Egg.objects.all(), egg.id, seen=seen)
    assert isinstance(refused.value.row, Egg)
    assert refused.value.row.size == 7
