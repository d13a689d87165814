"""The verbs of a notice, from its arrival to the dialogue about it."""

from datetime import date, datetime
from uuid import UUID

from aia.sensing.terms import NoticeState
from aia.trace.terms import Facts, verb


@verb("notice.received", of="sensing.Notice")
class NoticeReceived(Facts):
    """Somebody noticed something."""

    door: str
    origin: UUID
    sensor: UUID | None
    reporter: UUID | None
    municipality: str | None
    place: UUID | None
    age_band: str
    urgency: str
    awareness: str
    language: str
    seen_at: datetime | None
    seen_doubt: str | None
    received_at: datetime
    category: str | None
    domain: str | None
    danger: bool
    due_on: date | None
    due_rule: str | None
    assigned_to: UUID | None
    route: UUID | None
    route_version: int | None
    route_because: tuple[str, ...]
    part_of: UUID | None = None
    state: str = NoticeState.RECEIVED


@verb("notice.imported", of="sensing.Notice")
class NoticeImported(Facts):
    """It was brought in from another archive, where it may have ended already."""

    door: str
    origin: UUID
    municipality: str | None
    urgency: str
    language: str
    seen_at: datetime
    received_at: datetime
    category: str | None
    domain: str | None
    state: str
    outcome: str | None
    close_reason: str | None
    settled_at: datetime | None
    due_on: date | None
    due_rule: str | None


@verb("notice.suggested", of="sensing.Notice", cause="sensing.Suggestion")
class NoticeSuggested(Facts):
    """The machine said what it may be about; nothing is decided by that."""

    suggested: str | None
    domain: str | None
    danger: bool
    due_on: date | None
    due_rule: str | None


@verb("notice.taken", of="sensing.Notice")
class NoticeTaken(Facts):
    """Somebody of the office looks into it."""

    taken_by: UUID
    taken_at: datetime
    assigned_to: UUID
    due_on: date
    due_rule: str
    state: str = NoticeState.IN_CHARGE


@verb("notice.routed", of="sensing.Notice")
class NoticeRouted(Facts):
    """The rules sent it to somebody, for reasons that are told."""

    assigned_to: UUID | None
    route: UUID | None
    route_version: int | None
    route_because: tuple[str, ...]


@verb("notice.moved", of="sensing.Notice")
class NoticeMoved(Facts):
    """Somebody moved it from where the rules had sent it."""

    assigned_to: UUID | None
    moved_for: str


@verb("notice.placed", of="sensing.Notice")
class NoticePlaced(Facts):
    """Where it is about became clearer."""

    municipality: str | None
    place: UUID | None


@verb("notice.decided", of="sensing.Notice")
class NoticeDecided(Facts):
    """Somebody said what kind of need it is about."""

    category: str
    domain: str


@verb("notice.regraded", of="sensing.Notice")
class NoticeRegraded(Facts):
    """It is more or less urgent than was said."""

    urgency: str
    due_on: date | None
    due_rule: str | None


@verb("notice.spoken_about", of="sensing.Notice", cause="sensing.NoticeWord")
class NoticeSpokenAbout(Facts):
    """Words were added; `unread` says whether the office has still to read them."""

    unread: bool


@verb("notice.read", of="sensing.Notice")
class NoticeRead(Facts):
    """The office read the new words."""

    unread: bool = False


@verb("notice.redacted", of="sensing.Notice")
class NoticeRedacted(Facts):
    """Its words were blanked."""

    redacted_for: str


@verb("notice_word.said", of="sensing.NoticeWord")
class NoticeWordSaid(Facts):
    """Somebody said something about the notice."""

    notice: UUID
    side: str
    author: UUID | None
    language: str
    said_at: datetime


@verb("notice_word.redacted", of="sensing.NoticeWord")
class NoticeWordRedacted(Facts):
    """Some words of the dialogue were blanked."""

    redacted_for: str


@verb("notice_media.added", of="sensing.NoticeMedia", cause="sensing.Notice")
class NoticeMediaAdded(Facts):
    """A photo or a voice note came with it."""

    notice: UUID
    kind: str
    media_type: str
    size: int
    digest: str
    seconds: int | None
    added_at: datetime


@verb("notice_media.removed", of="sensing.NoticeMedia")
class NoticeMediaRemoved(Facts):
    """Its content was deleted for good."""

    removed_at: datetime
