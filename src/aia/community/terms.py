"""The words of tables, projects and needs in common."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aia.kit.refusals import Refusal


class TableState(models.TextChoices):
    """Whether an alliance still meets."""

    OPEN = "open", pgettext_lazy("table", "Open")
    CLOSED = "closed", pgettext_lazy("table", "Closed")


class SeatVoice(models.TextChoices):
    """Whose voice a seat is: a body's or a person's. One is never counted as the other."""

    BODY = "body", _("A body’s voice")
    PERSON = "person", _("A person’s voice")


class SeatState(models.TextChoices):
    """Where a seat stands: nobody sits at a table without having said yes."""

    OFFERED = "offered", pgettext_lazy("seat", "Invited")
    TAKEN = "taken", pgettext_lazy("seat", "At the table")
    DECLINED = "declined", pgettext_lazy("seat", "Said no")
    ENDED = "ended", pgettext_lazy("seat", "Not any more")


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    CALLED = "called", pgettext_lazy("meeting", "To come")
    HELD = "held", pgettext_lazy("meeting", "Held")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Not held")


class KnowledgeKind(models.TextChoices):
    """What somebody brings to the table for all to use."""

    INFORMATION = "information", _("Information")
    KNOW_HOW = "know_how", _("Know-how")
    METHOD = "method", _("A method")


class UndertakingState(models.TextChoices):
    """What became of something undertaken at a table."""

    TAKEN = "taken", pgettext_lazy("undertaking", "To do")
    KEPT = "kept", pgettext_lazy("undertaking", "Done")
    MISSED = "missed", pgettext_lazy("undertaking", "Not done")
    DROPPED = "dropped", pgettext_lazy("undertaking", "No longer needed")


class ProjectState(models.TextChoices):
    """Where a community project stands."""

    GOING = "going", pgettext_lazy("project", "Going on")
    ENDED = "ended", pgettext_lazy("project", "Ended")


class ProjectOutcome(models.TextChoices):
    """How far a project came by its end, as its table says."""

    REACHED = "reached", _("It reached what it wanted")
    PARTLY = "partly", _("It reached a part of it")
    NOT = "not", _("It did not reach it")


class PocketSource(models.TextChoices):
    """Where a part of a project's money comes from."""

    PUBLIC = "public", _("Municipalities and other public bodies")
    FUND = "fund", _("A fund or a tender")
    FOUNDATION = "foundation", _("A foundation")
    THIRD_SECTOR = "third_sector", _("Third sector bodies")
    COMPANY = "company", _("Companies")
    CITIZENS = "citizens", _("Gifts and self-financing of citizens")


class CollectiveState(models.TextChoices):
    """Where a need in common stands."""

    GATHERING = "gathering", _("Being gathered, with who agrees")
    RECOGNISED = "recognised", _("Recognised as the community’s")


PRESENT = (SeatState.TAKEN,)
"""States of a seat that has a voice."""


class Refused(Refusal):
    """The rules of the community do not allow an act; `field` names the argument it is about."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field

    @property
    def problems(self) -> Mapping[str, str]:
        """Return the text under the argument it is about."""
        return {self.field: str(self)}
