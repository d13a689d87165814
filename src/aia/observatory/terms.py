"""The words of what is published, and of those who read it together."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ReleaseState(models.TextChoices):
    """Whether an edition of a table is the one to read."""

    CURRENT = "current", pgettext_lazy("release", "In force")
    SUPERSEDED = "superseded", pgettext_lazy("release", "Followed by a newer edition")
    WITHDRAWN = "withdrawn", pgettext_lazy("release", "Withdrawn")


class WithdrawalReason(models.TextChoices):
    """Why an edition was taken back."""

    WRONG = "wrong", pgettext_lazy("release", "The numbers were wrong")
    UNSAFE = "unsafe", pgettext_lazy("release", "It told too much about few people")
    DEFINITION = "definition", pgettext_lazy("release", "The definition was mended")


class ReadingState(models.TextChoices):
    """Whether a partner's reading is shown."""

    SHOWN = "shown", pgettext_lazy("reading", "Shown")
    WITHDRAWN = "withdrawn", pgettext_lazy("reading", "Taken back by who wrote it")
    REDACTED = "redacted", pgettext_lazy("reading", "Blanked by the coordinator")
