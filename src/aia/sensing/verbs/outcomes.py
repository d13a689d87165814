"""The verbs of what becomes of a notice."""

from datetime import date, datetime
from uuid import UUID

from aia.sensing.terms import NoticeState, Outcome, PassedState
from aia.trace.terms import Facts, verb


@verb("notice.became_need", of="sensing.Notice", cause="pathways.Need")
class NoticeBecameNeed(Facts):
    """A need was recognised in it, of somebody or of the community."""

    need: UUID
    category: str
    domain: str
    outcome: str
    settled_at: datetime
    state: str = NoticeState.SETTLED
    due_on: None = None
    due_rule: None = None


@verb("notice.informed", of="sensing.Notice", cause="sensing.NoticeWord")
class NoticeInformed(Facts):
    """It was answered with information."""

    settled_at: datetime
    outcome: str = Outcome.INFORMED
    state: str = NoticeState.SETTLED
    due_on: None = None
    due_rule: None = None


@verb("notice.closed", of="sensing.Notice")
class NoticeClosed(Facts):
    """It was closed with a reason."""

    close_reason: str
    settled_at: datetime
    outcome: str = Outcome.CLOSED
    state: str = NoticeState.SETTLED
    due_on: None = None
    due_rule: None = None


@verb("notice.passed_on", of="sensing.Notice")
class NoticePassedOn(Facts):
    """Another body was asked to take it over."""

    passed_to: UUID
    due_on: date
    due_rule: str
    passed_state: str = PassedState.WAITING
    passed_decline: None = None
    state: str = NoticeState.PASSED_ON


@verb("notice.taken_over", of="sensing.Notice")
class NoticeTakenOver(Facts):
    """The other body said yes."""

    settled_at: datetime
    passed_state: str = PassedState.ACCEPTED
    outcome: str = Outcome.PASSED_ON
    state: str = NoticeState.SETTLED
    due_on: None = None
    due_rule: None = None


@verb("notice.turned_down", of="sensing.Notice")
class NoticeTurnedDown(Facts):
    """The other body said no: it is the office's again."""

    passed_decline: str
    state: str
    due_on: date
    due_rule: str
    passed_state: str = PassedState.DECLINED


@verb("notice.merged", of="sensing.Notice")
class NoticeMerged(Facts):
    """It is about the same thing as another, and follows that one."""

    merged_into: UUID
    state: str = NoticeState.MERGED
    due_on: None = None
    due_rule: None = None


@verb("notice.unmerged", of="sensing.Notice")
class NoticeUnmerged(Facts):
    """It was about something else after all."""

    state: str
    due_on: date
    due_rule: str
    merged_into: None = None


@verb("notice.split", of="sensing.Notice")
class NoticeSplit(Facts):
    """It spoke of several things: each goes its own way."""

    settled_at: datetime
    state: str = NoticeState.SPLIT
    due_on: None = None
    due_rule: None = None


@verb("notice.reopened", of="sensing.Notice")
class NoticeReopened(Facts):
    """It is not solved."""

    reopened: int
    state: str
    due_on: date
    due_rule: str
    outcome: None = None
    close_reason: None = None
    settled_at: None = None
    merged_into: None = None
