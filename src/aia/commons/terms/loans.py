"""The words of loans."""

from django.db import models
from django.utils.translation import pgettext_lazy

from aia.commons.terms.resources import ResourceKind


class LoanState(models.TextChoices):
    """Where a lent thing is."""

    OUT = "out", pgettext_lazy("loan", "Out")
    BACK = "back", pgettext_lazy("loan", "Back")
    LOST = "lost", pgettext_lazy("loan", "Lost")


class Condition(models.TextChoices):
    """In what state a thing goes out and comes back."""

    GOOD = "good", pgettext_lazy("condition", "In good order")
    WORN = "worn", pgettext_lazy("condition", "Worn, and usable")
    BROKEN = "broken", pgettext_lazy("condition", "To be repaired")


LENDABLE = (ResourceKind.TOOL, ResourceKind.VEHICLE)
"""Kinds of things that leave and come back."""
