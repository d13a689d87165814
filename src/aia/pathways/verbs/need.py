"""The verbs of a need: a need advances because of the row that advanced it."""

from datetime import date, datetime
from uuid import UUID

from aia.pathways.terms import State, Step
from aia.trace.terms import Facts, verb


@verb("need.recognised", of="pathways.Need")
class NeedRecognised(Facts):
    """A need was recognised and named."""

    pathway: UUID
    category: str
    domain: str
    severity: int
    expressed: bool
    words_of: str
    municipality: str | None = None
    age_band: str
    sex: str
    recognised_at: datetime
    step_at: datetime
    due_on: date | None
    state: str = State.OPEN
    step: str = Step.NEED


@verb("need.reworded", of="pathways.Need")
class NeedReworded(Facts):
    """Its words changed; the ledger keeps only whose they are."""

    words_of: str
    expressed: bool


@verb("need.regraded", of="pathways.Need")
class NeedRegraded(Facts):
    """It weighs more or less than before."""

    severity: int


@verb("need.reclassified", of="pathways.Need")
class NeedReclassified(Facts):
    """It turned out to be another sort of need."""

    category: str
    domain: str


@verb("need.left_unvoiced", of="pathways.Need")
class NeedLeftUnvoiced(Facts):
    """It did not become a demand, and why; to be looked at again by `due_on`."""

    unvoiced: str
    due_on: date | None


@verb("need.voiced", of="pathways.Need", cause="pathways.Demand")
class NeedVoiced(Facts):
    """It became a demand."""

    step_at: datetime
    due_on: date | None
    expressed: bool = True
    unvoiced: None = None
    step: str = Step.DEMAND


@verb("need.chosen", of="pathways.Need", cause="pathways.Choice")
class NeedChosen(Facts):
    """An option was taken for it."""

    step_at: datetime
    due_on: date | None
    step: str = Step.CHOICE


@verb("need.answered", of="pathways.Need", cause="pathways.Answer")
class NeedAnswered(Facts):
    """An answer to it has begun."""

    step_at: datetime
    due_on: date | None
    step: str = Step.ANSWER


@verb("need.reviewed", of="pathways.Need", cause="pathways.Review")
class NeedReviewed(Facts):
    """What changed for it was looked at together."""

    step_at: datetime
    due_on: date | None
    step: str = Step.REVIEW


@verb("need.given_back", of="pathways.Need", cause="pathways.GiveBack")
class NeedGivenBack(Facts):
    """Something was put back on the floor out of it."""

    step_at: datetime
    due_on: None = None
    step: str = Step.GIVE_BACK


@verb("need.returned", of="pathways.Need")
class NeedReturned(Facts):
    """It came back to an earlier step: a demand withdrawn, an option gone, an answer broken off."""

    step: str
    step_at: datetime
    due_on: date | None


@verb("need.rescheduled", of="pathways.Need")
class NeedRescheduled(Facts):
    """The next step is now awaited by another day."""

    due_on: date | None


@verb("need.suspended", of="pathways.Need")
class NeedSuspended(Facts):
    """It rests for a while."""

    suspend_reason: str
    due_on: date | None
    state: str = State.SUSPENDED


@verb("need.resumed", of="pathways.Need")
class NeedResumed(Facts):
    """It is followed again."""

    due_on: date | None
    suspend_reason: None = None
    state: str = State.OPEN


@verb("need.closed", of="pathways.Need")
class NeedClosed(Facts):
    """It is no longer followed, and why."""

    closed_at: datetime
    close_reason: str
    due_on: None = None
    suspend_reason: None = None
    state: str = State.CLOSED


@verb("need.reopened", of="pathways.Need")
class NeedReopened(Facts):
    """It is followed again after having been closed."""

    reopened: int
    due_on: date | None
    closed_at: None = None
    close_reason: None = None
    state: str = State.OPEN
