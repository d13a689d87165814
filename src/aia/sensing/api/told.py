"""What may be told of notices by the API."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from aia.pathways.terms import Severity, Voice
from aia.people.terms import AgeBand
from aia.sensing.terms import (
    Awareness,
    MovedFor,
    NoticeCloseReason,
    PassedDecline,
    Urgency,
)
from aia.web.api.schemas import Line, Told, Words


class SendNotice(Told):
    """What was noticed. `client_key` is the sender's own key for it: it comes in once."""

    client_key: Line
    text: Words
    urgency: Urgency = Urgency.LOW
    awareness: Awareness = Awareness.UNSAID
    age_band: AgeBand = AgeBand.UNKNOWN
    sensor_id: UUID | None = None
    municipality: Line | None = None
    place_id: UUID | None = None
    place_words: Line = ""
    contact: Line = ""
    language: Annotated[str, Field(max_length=8)] = "it"
    category: Line | None = None
    seen_at: AwareDatetime | None = None


class Say(Told):
    """What is said to who sent it, or by them."""

    words: Words
    language: Annotated[str, Field(max_length=8)] = "it"


class Inform(Told):
    """The information that answers it."""

    words: Words


class Decide(Told):
    """What kind of need it is about."""

    category: Line


class Regrade(Told):
    """How urgent it is."""

    urgency: Urgency


class Move(Told):
    """To whom it goes and why; to everybody when no account is told."""

    account: UUID | None = None
    reason: MovedFor


class Link(Told):
    """To which need: one that is there, or one recognised on a pathway."""

    need_id: UUID | None = None
    pathway_id: UUID | None = None
    category: Line = ""
    severity: Severity = Severity.MODERATE
    words_of: Voice = Voice.NEIGHBOUR
    words: Words = ""
    expressed: bool = False
    reply: Words = ""


class Pool(Told):
    """To which need of the community: one that is there, on a pathway, or on a new one."""

    need_id: UUID | None = None
    pathway_id: UUID | None = None
    title: Line = ""
    category: Line = ""
    severity: Severity = Severity.MODERATE
    words: Words = ""
    reply: Words = ""


class PassOn(Told):
    """To which body, and what is told to who sent it."""

    organisation_id: UUID
    reply: Words = ""


class AcceptPassed(Told):
    """What is told to who sent it."""

    reply: Words = ""


class DeclinePassed(Told):
    """Why the other body says no."""

    reason: PassedDecline


class CloseNotice(Told):
    """Why it ends, and what is told to who sent it."""

    reason: NoticeCloseReason
    reply: Words = ""


class ReopenNotice(Told):
    """Why it is not solved, in words."""

    words: Words = ""
    language: Annotated[str, Field(max_length=8)] = "it"
