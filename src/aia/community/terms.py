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


class PassageState(models.TextChoices):
    """Where a passage between care and proximity stands."""

    PROPOSED = "proposed", pgettext_lazy("passage", "Proposed")
    AGREED = "agreed", pgettext_lazy("passage", "Agreed by all")
    TRIAL = "trial", pgettext_lazy("passage", "On trial")
    KEPT = "kept", pgettext_lazy("passage", "Kept")
    BACK = "back", pgettext_lazy("passage", "Gone back")
    OFF = "off", pgettext_lazy("passage", "Called off")


class PassageWay(models.TextChoices):
    """Which way a passage leads: from services to proximity, or from proximity to care."""

    TO_PROXIMITY = "to_proximity", _("From services to proximity")
    TO_CARE = "to_care", _("From proximity to care")


class PassageReason(models.TextChoices):
    """Why somebody passes from one intensity to another."""

    HOSPITAL = "hospital", _("They leave the hospital")
    RESIDENCE = "residence", _("They leave a residence")
    LESS = "less", _("Less help is needed than is given")
    WATCH = "watch", _("A neighbour’s watch is no longer enough")
    FAMILY = "family", _("Who cares for them at home cannot do more")
    WORSE = "worse", pgettext_lazy("passage", "They are less well than they were")
    WISH = "wish", _("They wish it")
    RETURN = "return", _("It is the way back of another passage")


class PassageVoice(models.TextChoices):
    """Whose word is heard about a passage."""

    PERSON = "person", _("Who passes")
    NEAR = "near", _("Who is near them")
    GIVING = "giving", _("Who lets them go")
    RECEIVING = "receiving", _("Who welcomes them")
    TEAM = "team", _("The social services")


class AskKind(models.TextChoices):
    """What proximity needs so that it holds."""

    HOURS = "hours", pgettext_lazy("asked for", "Hours")
    MONEY = "money", pgettext_lazy("asked for", "Euro")
    TRAINING = "training", pgettext_lazy("asked for", "Hours of training")


class AskRefusal(models.TextChoices):
    """Why something that proximity needs was not given."""

    NO_MONEY = "no_money", _("There is no money for it")
    NO_PEOPLE = "no_people", _("There is nobody who could")
    NOT_OURS = "not_ours", _("It is not ours to give")
    OTHERWISE = "otherwise", _("It is met in another way")


class TrialGoing(models.TextChoices):
    """How a trial goes, seen by one of those concerned."""

    WELL = "well", _("It goes well")
    EFFORT = "effort", _("It goes, with effort")
    BADLY = "badly", _("It does not go")


class BackReason(models.TextChoices):
    """Why somebody went back."""

    WISH = "wish", pgettext_lazy("going back", "They wish to go back")
    WORSE = "worse", pgettext_lazy("going back", "They are less well")
    ALONE = "alone", pgettext_lazy("going back", "Who was near cannot be any more")
    MEANS = "means", pgettext_lazy("going back", "What was promised is missing")
    NOT_ENOUGH = "not_enough", pgettext_lazy("going back", "It was not what they needed")


class OffReason(models.TextChoices):
    """Why a passage was called off before its trial."""

    PERSON = "person", _("Who would pass says no")
    GIVING = "giving", _("Who would let them go says no")
    RECEIVING = "receiving", _("Who would welcome them says no")
    MEANS = "means", pgettext_lazy("calling off", "What it needs is missing")
    CHANGED = "changed", pgettext_lazy("calling off", "Things have changed")


PRESENT = (SeatState.TAKEN,)
"""States of a seat that has a voice."""

LIVE_PASSAGES = (PassageState.PROPOSED, PassageState.AGREED, PassageState.TRIAL)
"""States of a passage that is not over."""
AGREEING = (PassageVoice.GIVING, PassageVoice.RECEIVING, PassageVoice.PERSON)
"""Whose word a passage waits for."""


class Refused(Refusal):
    """The rules of the community do not allow an act; `field` names the argument it is about."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field

    @property
    def problems(self) -> Mapping[str, str]:
        """Return the text under the argument it is about."""
        return {self.field: str(self)}
