"""What the API tells of notices."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Schema


class NoticeRowOut(Schema):
    """A notice in a list, with the beginning of its words; none once they are in a file."""

    id: UUID
    version: int
    door: str
    sensor: str
    municipality_id: str | None
    municipality: str
    urgency: str
    category: str | None
    suggested: str | None
    domain: str | None
    danger: bool
    unread: bool
    state: str
    outcome: str | None
    received_at: datetime
    due_on: date | None
    days_overdue: int
    assigned_to: UUID | None
    assignee: str
    beginning: str


class WordOut(Schema):
    """Some words of the dialogue."""

    id: UUID
    side: str
    author: str
    language: str
    words: str
    said_at: datetime


class NamedOut(Schema):
    """A category that the recogniser named, how sure it was and why."""

    code: str
    label: str
    domain: str
    confidence: Decimal
    why: Any


class SuggestionOut(Schema):
    """What the recogniser said, beside what was decided."""

    taxonomy_version: int
    model: str
    abstained: bool
    urgent: bool
    verdict: str
    decided: str | None
    named: list[NamedOut]


class MediaOut(Schema):
    """A photo or a voice note; its content is not told here."""

    id: UUID
    kind: str
    media_type: str
    size: int


class NoticeOut(Schema):
    """A notice and everything about it. `withheld`: its words are in a file one may not open."""

    id: UUID
    version: int
    district: str
    door: str
    sensor_id: UUID | None
    municipality_id: str | None
    place_id: UUID | None
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
    state: str
    outcome: str | None
    close_reason: str | None
    due_on: date | None
    due_rule: str | None
    assigned_to: UUID | None
    taken_by: UUID | None
    need_id: UUID | None
    passed_to_id: UUID | None
    passed_state: str | None
    merged_into_id: UUID | None
    part_of_id: UUID | None
    settled_at: datetime | None
    reopened: int
    why_here: str
    withheld: bool
    text: str
    place_words: str
    contact: str
    words: list[WordOut]
    media: list[MediaOut]
    suggestion: SuggestionOut | None
    parts: list[UUID]
    merged: list[UUID]
