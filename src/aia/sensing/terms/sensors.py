"""The words of sensors: who notices, how they are tied, what they learned."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SensorKind(models.TextChoices):
    """What a sensor is."""

    PLACE = "place", _("A place of daily life")
    ORGANISATION = "organisation", _("An organisation")
    PERSON = "person", _("Somebody with a role in daily life")


class Formality(models.TextChoices):
    """Whether the sensor belongs to a service or to everyday life."""

    FORMAL = "formal", _("Formal: a service or an institution")
    INFORMAL = "informal", _("Informal: everyday life")


class SensorState(models.TextChoices):
    """Whether the sensor's page takes notices."""

    ACTIVE = "active", pgettext_lazy("sensor", "Active")
    PAUSED = "paused", pgettext_lazy("sensor", "Resting")
    CLOSED = "closed", pgettext_lazy("sensor", "Closed")


class SensorCloseReason(models.TextChoices):
    """Why a sensor stopped."""

    WISH = "wish", _("They wish to stop")
    MOVED = "moved", _("They moved or shut down")
    REPLACED = "replaced", _("Another sensor takes its place")
    MISUSE = "misuse", _("The page was misused")


class TieKind(models.TextChoices):
    """How two sensors are tied in a network."""

    KNOWS = "knows", _("know each other")
    STREET = "street", _("cover the same streets")
    HOURS = "hours", _("take turns in the hours")
    TRUSTS = "trusts", _("one is the trusted person of the other")


class DayPart(models.TextChoices):
    """A part of the day that somebody covers."""

    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")
    NIGHT = "night", _("Night")
