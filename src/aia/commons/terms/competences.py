"""The words of competences, of who vouches for them, and of badges."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LearntFrom(models.TextChoices):
    """Where a competence comes from. None stands above another."""

    WORK = "work", _("From work")
    STUDY = "study", _("From study or a course")
    CARE = "care", _("From caring for somebody")
    VOLUNTEERING = "volunteering", _("From volunteering")
    LIVED = "lived", _("From having lived it")


class Relation(models.TextChoices):
    """How whoever vouches for a competence knows of it."""

    RECIPIENT = "recipient", _("I received it: it was done for me")
    PEER = "peer", _("I did it together with them")
    TAUGHT = "taught", _("I taught it to them, or learnt it from them")
    TABLE = "table", _("I speak for a table or an alliance")


class CompetenceState(models.TextChoices):
    """Whether somebody still says that they can do it."""

    CLAIMED = "claimed", pgettext_lazy("competence", "Told")
    WITHDRAWN = "withdrawn", pgettext_lazy("competence", "Withdrawn")


class BadgeState(models.TextChoices):
    """Whether a badge still holds."""

    ISSUED = "issued", pgettext_lazy("badge", "It holds")
    REVOKED = "revoked", pgettext_lazy("badge", "Revoked")


class RevokeReason(models.TextChoices):
    """Why a badge does not hold any more."""

    WISH = "wish", _("Its holder wishes so")
    REPLACED = "replaced", _("A newer one took its place")
    UNVOUCHED = "unvouched", _("Nobody vouches for it any more")
    MISTAKE = "mistake", _("It was issued by mistake")
    LEFT = "left", _("Its holder has left")
