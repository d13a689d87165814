"""What an event of a log can do to the need of its case."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    """The act on the line that an activity of a log stands for."""

    TELL = "tell", _("It only tells that something happened")
    RECOGNISE = "recognise", _("The need is recognised")
    VOICE = "voice", _("The need becomes a demand")
    RECLASSIFY = "reclassify", _("The need gets another category")
    SUSPEND = "suspend", _("The need rests for a while")
    RESUME = "resume", _("The need is followed again")
    CLOSE = "close", _("The need is closed")
    REOPEN = "reopen", _("The need is reopened")
