"""The words of the care of a thing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CareBy(models.TextChoices):
    """Who takes care of something on the floor."""

    KEEPER = "keeper", _("Whoever keeps it")
    USERS = "users", _("Whoever uses it")
    TOGETHER = "together", _("Keeper and users together")


class CareKind(models.TextChoices):
    """What was done for a thing."""

    REPAIR = "repair", _("Repair")
    CLEANING = "cleaning", _("Cleaning")
    CHECK = "check", _("Check or service")
    SUPPLIES = "supplies", _("Parts, fuel, materials")
    COVER = "cover", _("Insurance or tax")
