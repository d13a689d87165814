"""The words of what is put on the floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ResourceKind(models.TextChoices):
    """What somebody puts on the floor."""

    SERVICE = "service", _("A service")
    SPACE = "space", _("A space")
    VEHICLE = "vehicle", _("A vehicle")
    TOOL = "tool", _("A tool or a thing")
    HOURS = "hours", _("Hours of a competence")
    STOCK = "stock", _("A stock of goods")
    PLACE = "place", _("A place in a group")


class Intensity(models.TextChoices):
    """How close to everyday life a service is."""

    HIGH = "high", _("High intensity: professionals, a structure")
    MEDIUM = "medium", _("Medium intensity: regular support")
    LIGHT = "light", _("Light proximity: neighbours, volunteers, small favours")


class Sharing(models.TextChoices):
    """On what terms something is shared."""

    FREE = "free", _("Free of charge")
    SHARED_COST = "shared_cost", _("The cost is shared")
    RECIPROCITY = "reciprocity", _("Hours for hours: who takes gives back to the floor")


class ResourceState(models.TextChoices):
    """Whether something can be used now."""

    OFFERED = "offered", pgettext_lazy("resource", "On the floor")
    PAUSED = "paused", pgettext_lazy("resource", "Resting")
    WITHDRAWN = "withdrawn", pgettext_lazy("resource", "Withdrawn")


class WithdrawReason(models.TextChoices):
    """Why something is not on the floor any more."""

    WISH = "wish", _("The keeper wishes so")
    BROKEN = "broken", _("It broke or wore out")
    OVER = "over", _("It is used up or finished")
    CLOSED = "closed", _("The body that kept it closed")
    LEFT = "left", _("The person who offered it left")


class Audience(models.TextChoices):
    """For whom something is meant. Without any, it is for everybody."""

    FAMILIES = "families", _("families with children")
    YOUNG = "young", _("young people")
    OLDER = "older", _("older people and who cares for them")
    DISABILITY = "disability", _("people with a disability and their families")
    NEWCOMERS = "newcomers", _("who has come from another country")
    ALONE = "alone", _("who lives alone")
    BODIES = "bodies", _("associations, schools and other bodies")
