"""The words of suggestions, outreach and alarms."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SuggestionVerdict(models.TextChoices):
    """What a human made of a suggestion; the two are kept side by side."""

    PENDING = "pending", _("Nobody has decided yet")
    ACCEPTED = "accepted", _("The first suggestion was taken")
    LISTED = "listed", _("Another one of those suggested was taken")
    CORRECTED = "corrected", _("Something else was decided")
    UNAIDED = "unaided", _("Decided where nothing was suggested")


class RuleState(models.TextChoices):
    """Whether a routing rule is followed."""

    ACTIVE = "active", pgettext_lazy("rule", "Followed")
    OFF = "off", pgettext_lazy("rule", "Not followed any more")


class TriedHow(models.TextChoices):
    """How somebody tries to reach who has not voiced a need."""

    HOME = "home", _("A visit at home")
    PHONE = "phone", _("By telephone")
    TRUSTED_PERSON = "trusted_person", _("Through a person they trust")
    SENSOR = "sensor", _("Through a social sensor")
    MEETING = "meeting", _("At a chance to meet")
    WRITING = "writing", _("In writing")


class AttemptResult(models.TextChoices):
    """What came of an attempt."""

    NOT_FOUND = "not_found", _("Nobody was found")
    NO_ANSWER = "no_answer", _("No answer")
    LISTENED = "listened", _("We talked; it was not the moment yet")
    COME_AGAIN = "come_again", _("They would like us to come again")
    READY = "ready", _("They are ready to say it")
    REFUSED = "refused", _("They asked to be left alone")


class OutreachState(models.TextChoices):
    """Whether somebody is still trying."""

    OPEN = "open", pgettext_lazy("outreach", "Somebody is trying")
    VOICED = "voiced", pgettext_lazy("outreach", "The need found its voice")
    UNVOICED = "unvoiced", pgettext_lazy("outreach", "It stays without voice, for a reason")


class AlarmKind(models.TextChoices):
    """What raised an alarm about places."""

    CHART = "chart", _("More notices than usual in one place")
    SCAN = "scan", _("A cluster of places and weeks")
    SILENCE = "silence", _("Fewer notices than expected")


class AlarmState(models.TextChoices):
    """What the planning office made of an alarm."""

    OPEN = "open", pgettext_lazy("alarm", "To be looked at")
    CONFIRMED = "confirmed", pgettext_lazy("alarm", "Something is happening")
    EXPLAINED = "explained", pgettext_lazy("alarm", "Explained otherwise")
    FALSE = "false", pgettext_lazy("alarm", "By chance")
