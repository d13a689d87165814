"""The words of the exchange of hours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TransferReason(models.TextChoices):
    """Why hours passed from one account to another."""

    GIVEN = "given", _("Hours of somebody’s time")
    USE = "use", _("Use of something on the floor")
    GIFT = "gift", _("A gift of hours")
    REVERSAL = "reversal", _("An earlier one is undone")
