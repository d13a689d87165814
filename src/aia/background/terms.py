"""Where a task stands, and how often it is tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskState(models.TextChoices):
    """Where a task of the queue stands. One that was done leaves the queue."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being done")
    FAILED = "failed", _("Failed")


# How long a task that failed waits before it is tried again; after the last, somebody must look.
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
MOST_ATTEMPTS = len(PAUSES) + 1


class TaskUnknown(LookupError):
    """A task names a function that this version of Aia does not have."""


@dataclass(frozen=True)
class Failure:
    """What went wrong, without the message: that could hold somebody's words."""

    kind: str
    places: tuple[str, ...]

    @property
    def line(self) -> str:
        """Return it on one line: the kind of error, and the innermost place of our own code."""
        return f"{self.kind} at {self.places[-1]}" if self.places else self.kind
