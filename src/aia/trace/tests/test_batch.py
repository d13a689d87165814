import pytest
from django.db import transaction

from aia.trace.actions import Batch, LedgerRefused
from aia.trace.models import Entry
from aia.trace.replay import differences
from aia.trace.tests.toy import verbs
from aia.trace.tests.toy.actions import DISTRICT, HAND, MOMENT, lay_egg, lay_many, weave_basket
from aia.trace.tests.toy.models import Basket, Egg
from aia.trace.verification import verify


def test_a_batch_writes_the_ledger_that_single_records_would(db: None) -> None:
    before = weave_basket()
    lay_many(baskets=20, eggs=3)
    lay_egg(before, 7)
    report = verify()
    assert report.ok, report.problems
    assert (report.entries, report.streams) == (82, 21)
    for row in (*Basket.objects.all(), *Egg.objects.all()):
        assert differences(row) == []
    caused = Entry.objects.filter(verb="egg.laid").exclude(caused_by__verb="basket.woven")
    assert not caused.exists()


def test_a_row_may_have_several_entries_in_its_batch(db: None) -> None:
    with transaction.atomic(), Batch() as batch:
        basket = batch.record(Basket(district=DISTRICT), verbs.BasketWoven(), actor=HAND, at=MOMENT)
        laid = verbs.EggLaid(basket=basket.id, size=1)
        egg = batch.record(Egg(district=DISTRICT), laid, actor=HAND, at=MOMENT, caused_by=basket)
        batch.record(egg, verbs.EggMeasured(size=5), actor=HAND, at=MOMENT)
    assert Egg.objects.get().size == 5
    assert verify().ok
    lay_egg(Basket.objects.get(), 2)
    assert verify().entries == 4


def test_a_failed_batch_leaves_nothing(db: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), Batch() as batch:
        batch.record(Basket(district=DISTRICT), verbs.BasketWoven(), actor=HAND, at=MOMENT)
        raise ZeroDivisionError
    assert not Entry.objects.exists()
    assert not Basket.objects.exists()


def test_a_saved_row_is_not_for_a_batch(basket: Basket) -> None:
    with (
        pytest.raises(LedgerRefused, match="already saved"),
        transaction.atomic(),
        Batch() as batch,
    ):
        batch.record(basket, verbs.BasketWoven(colour="blue"), actor=HAND, at=MOMENT)
