"""What a bulk writes is what the acts write: entries chained alike, rows that follow from them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from aia.trace import policies
from aia.trace.actions import Bulk, LedgerRefused, Sheet, load, sequences_used, table
from aia.trace.models import Entry
from aia.trace.replay import differences
from aia.trace.terms import Origin
from aia.trace.tests.toy.actions import DISTRICT, MOMENT, lay_egg, measure_egg
from aia.trace.tests.toy.models import Basket, Egg
from aia.trace.verification import verify

BY: dict[str, Any] = {"actor": "1" * 32, "at": MOMENT}
LATER = datetime(2026, 3, 2, 8, 15, 0, 123456, tzinfo=UTC)


def empty() -> Bulk:
    return Bulk(DISTRICT, Origin.SIMULATED.value)


def woven(bulk: Bulk, **facts: Any) -> Sheet:
    return bulk.record(bulk.row("toy.Basket"), "basket.woven", **facts, **BY)


def save(bulk: Bulk) -> None:
    last = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    with policies.owner_free(connection):
        load([table(one) for one in bulk.numbered(last + 1, LATER)])
    sequences_used()


def test_rows_and_entries_of_every_kind_of_value_hold_together(db: None) -> None:
    bulk = empty()
    basket = woven(bulk, since=LATER)
    bulk.record(basket, "basket.weighed", weight=Decimal("1.50"), kinds=("hen", "duck"), **BY)
    bulk.record(basket, "basket.closed", until=date(2026, 4, 1), **BY)
    egg = bulk.row("toy.Egg")
    egg.put("note", "brown; \\ and\ttabs")
    bulk.record(egg, "egg.laid", cause=basket, basket=basket.id, size=4, **BY)
    save(bulk)

    kept, laid = Basket.objects.get(), Egg.objects.get()
    assert (kept.colour, kept.since, kept.weight) == ("plain", LATER, Decimal("1.50"))
    assert (kept.kinds, kept.until, kept.open) == (["hen", "duck"], date(2026, 4, 1), False)
    assert (laid.basket_id, laid.note) == (kept.id, "brown; \\ and\ttabs")
    assert differences(kept) == differences(laid) == []
    assert verify().ok
    assert Entry.objects.get(verb="egg.laid").caused_by == kept.last_entry


def test_acts_go_on_where_a_bulk_ended(db: None) -> None:
    bulk = empty()
    woven(bulk, colour="red")
    save(bulk)

    egg = lay_egg(Basket.objects.get(), 3)
    measure_egg(egg, 5)

    report = verify()
    assert report.ok, report.problems
    assert (report.entries, report.streams) == (3, 1)


def test_ids_are_time_ordered_and_of_version_seven(db: None) -> None:
    ids = [empty().new_id() for _ in range(3)]
    bulk = empty()
    woven(bulk)
    save(bulk)

    assert Basket.objects.get().id.version == 7
    assert len(set(ids)) == 3


def test_what_the_ledger_does_not_take_is_refused() -> None:
    bulk = empty()
    basket = woven(bulk)
    with pytest.raises(LedgerRefused, match="is about toy"):
        bulk.record(bulk.row("toy.Egg"), "egg.laid", basket=basket.id, size=1, **BY)
    with pytest.raises(LedgerRefused, match="is about toy"):
        bulk.record(basket, "egg.measured", size=1, **BY)
    with pytest.raises(TypeError, match="size is not told"):
        bulk.record(bulk.row("toy.Egg"), "egg.measured", **BY)
    with pytest.raises(TypeError, match="tells only"):
        bulk.record(bulk.row("toy.Egg"), "egg.measured", size=1, weight=2, **BY)
    with pytest.raises(ValueError, match="not a code"):
        woven(bulk, colour="the colour of a poppy")
