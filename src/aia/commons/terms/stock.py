"""The words of a stock of goods."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StockUnit(models.TextChoices):
    """In what a stock is counted; always whole ones."""

    PIECES = "pieces", pgettext_lazy("stock", "pieces")
    PARCELS = "parcels", pgettext_lazy("stock", "parcels")
    KILOS = "kilos", pgettext_lazy("stock", "kilos")
    LITRES = "litres", pgettext_lazy("stock", "litres")


class StockMoveKind(models.TextChoices):
    """Why a stock became more or less."""

    CAME_IN = "came_in", _("It came in")
    GIVEN = "given", _("It was given out")
    SPOILT = "spoilt", _("It spoilt or was thrown away")
    COUNTED = "counted", _("It was counted anew")
