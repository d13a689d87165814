from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from aia.trace.terms import Facts, verb


@verb("basket.woven", of="toy.Basket")
class BasketWoven(Facts):
    colour: str = "plain"
    since: datetime | None = None


@verb("basket.weighed", of="toy.Basket")
class BasketWeighed(Facts):
    weight: Decimal
    kinds: tuple[str, ...] = ()


@verb("basket.closed", of="toy.Basket")
class BasketClosed(Facts):
    until: date
    open: bool = False


@verb("egg.laid", of="toy.Egg", cause="toy.Basket")
class EggLaid(Facts):
    basket: UUID
    size: int


@verb("egg.measured", of="toy.Egg")
class EggMeasured(Facts):
    size: int
