"""The verbs of what accompanies the line: assessments, diary, appointments, attachments."""

from datetime import date, datetime
from uuid import UUID

from aia.pathways.terms import AppointmentState, AttachmentState
from aia.trace.terms import Facts, verb

# ---------------------------------------------------------------- assessment, note, appointment


@verb("assessment.recorded", of="pathways.Assessment")
class AssessmentRecorded(Facts):
    """An instrument was filled; answers are codes "question:level"."""

    pathway: UUID
    instrument: str
    version: int
    made_by: str
    answers: tuple[str, ...]
    taken_on: date


@verb("assessment.withdrawn", of="pathways.Assessment")
class AssessmentWithdrawn(Facts):
    """It was recorded by mistake and no longer counts."""

    withdrawn_at: datetime


@verb("note.written", of="pathways.Note")
class NoteWritten(Facts):
    """A diary note was written."""

    pathway: UUID
    kind: str
    written_at: datetime
    author: UUID
    shared: bool


@verb("note.shared", of="pathways.Note")
class NoteShared(Facts):
    """The person can now read it."""

    shared: bool = True


@verb("note.unshared", of="pathways.Note")
class NoteUnshared(Facts):
    """The person can no longer read it."""

    shared: bool = False


@verb("appointment.requested", of="pathways.Appointment")
class AppointmentRequested(Facts):
    """The person asked to meet."""

    pathway: UUID
    account: UUID
    starts_at: datetime
    minutes: int
    state: str = AppointmentState.REQUESTED


@verb("appointment.fixed", of="pathways.Appointment")
class AppointmentFixed(Facts):
    """Person and worker agreed to meet."""

    pathway: UUID
    account: UUID
    starts_at: datetime
    minutes: int
    state: str = AppointmentState.FIXED


@verb("appointment.moved", of="pathways.Appointment")
class AppointmentMoved(Facts):
    """They agreed on another moment."""

    starts_at: datetime
    minutes: int
    moves: int
    state: str = AppointmentState.FIXED


@verb("appointment.held", of="pathways.Appointment")
class AppointmentHeld(Facts):
    """They met."""

    state: str = AppointmentState.HELD


@verb("appointment.missed", of="pathways.Appointment")
class AppointmentMissed(Facts):
    """The person did not come; nothing follows from it but a call."""

    state: str = AppointmentState.MISSED


@verb("appointment.cancelled", of="pathways.Appointment")
class AppointmentCancelled(Facts):
    """It will not take place."""

    moves: int
    state: str = AppointmentState.CANCELLED


# ---------------------------------------------------------------- attachment


@verb("attachment.added", of="pathways.Attachment")
class AttachmentAdded(Facts):
    """A file was put in the folder; `digest` is SHA-256 of the sealed bytes, size is in bytes."""

    pathway: UUID
    media_type: str
    size: int
    digest: str
    shared: bool
    added_at: datetime
    state: str = AttachmentState.KEPT


@verb("attachment.brought", of="pathways.Attachment")
class AttachmentBrought(Facts):
    """The person put a file of their own in the folder; it stays open to them."""

    pathway: UUID
    media_type: str
    size: int
    digest: str
    added_at: datetime
    shared: bool = True
    brought: bool = True
    state: str = AttachmentState.KEPT


@verb("attachment.shared", of="pathways.Attachment")
class AttachmentShared(Facts):
    """The person can now open it."""

    shared: bool = True


@verb("attachment.unshared", of="pathways.Attachment")
class AttachmentUnshared(Facts):
    """The person can no longer open it."""

    shared: bool = False


@verb("attachment.removed", of="pathways.Attachment")
class AttachmentRemoved(Facts):
    """Its content was deleted for good."""

    removed_at: datetime
    state: str = AttachmentState.REMOVED


@verb("attachment.taken_back", of="pathways.Attachment")
class AttachmentTakenBack(Facts):
    """The person took back what they had brought: its content was deleted for good."""

    removed_at: datetime
    state: str = AttachmentState.REMOVED
