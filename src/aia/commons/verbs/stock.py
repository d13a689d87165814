"""The verbs of a stock of goods. A movement causes an entry on the stock."""

from datetime import datetime
from uuid import UUID

from aia.trace.terms import Facts, verb


@verb("stock.moved", of="commons.StockMove")
class StockMoved(Facts):
    """It became more or less."""

    resource: UUID
    kind: str
    change: int
    left: int
    organisation: UUID | None
    moved_at: datetime


@verb("resource.stocked", of="commons.Resource", cause="commons.StockMove")
class ResourceStocked(Facts):
    """How much there is now."""

    in_stock: int
    unit: str
