"""How much of a stock is left."""

from django.utils.translation import gettext as _

from aia.commons.terms import Refused, StockMoveKind

MOST = 1_000_000


def after(kind: str, there: int, quantity: int) -> int:
    """Return how much is there after a movement. Raises Refused when it would be below none."""
    if kind == StockMoveKind.COUNTED:
        return quantity
    left = there + quantity if kind == StockMoveKind.CAME_IN else there - quantity
    if left < 0:
        raise Refused(
            _("There are only %(there)s: write less, or count the stock anew first.")
            % {"there": there},
            field="quantity",
        )
    if left > MOST:
        raise Refused(_("That is more than can be kept here."), field="quantity")
    return left
