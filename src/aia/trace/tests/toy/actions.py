"""Stories told with baskets and eggs."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from aia.kit.ids import new_id
from aia.trace.actions import Batch, record
from aia.trace.tests.toy import verbs
from aia.trace.tests.toy.models import Basket, Egg

MOMENT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
DISTRICT = "toyland"


@dataclass(frozen=True)
class Hand:
    """Somebody who acts."""

    id: UUID = field(default_factory=new_id)
    origin: str = "lived"


HAND = Hand()


@transaction.atomic
def weave_basket(colour: str = "red") -> Basket:
    facts = verbs.BasketWoven(colour=colour, since=MOMENT)
    return record(Basket(district=DISTRICT), facts, actor=HAND, at=MOMENT)


@transaction.atomic
def lay_egg(basket: Basket, size: int = 3, note: str = "") -> Egg:
    facts = verbs.EggLaid(basket=basket.id, size=size)
    egg = Egg(district=DISTRICT, note=note)
    return record(egg, facts, actor=HAND, at=MOMENT, caused_by=basket)


@transaction.atomic
def measure_egg(egg: Egg, size: int) -> Egg:
    return record(egg, verbs.EggMeasured(size=size), actor=HAND, at=MOMENT)


def lay_many(baskets: int, eggs: int) -> None:
    """Weave baskets with eggs in one batch: `baskets * (1 + eggs)` entries on as many rows."""
    with transaction.atomic(), Batch() as batch:
        for number in range(baskets):
            woven = verbs.BasketWoven(colour=f"c{number % 7}", since=MOMENT)
            basket = batch.record(Basket(district=DISTRICT), woven, actor=HAND, at=MOMENT)
            for size in range(eggs):
                laid = verbs.EggLaid(basket=basket.id, size=size)
                egg = Egg(district=DISTRICT)
                batch.record(egg, laid, actor=HAND, at=MOMENT, caused_by=basket)
