"""What followed a notice, for whoever sent it and for the sensor: a code, and words of the office.

Nothing here tells of a person. That somebody was known already, does not want help, or was not
found is the person's own: it reads as any other notice that had, or had not, a sequel.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from aia.people import queries as people
from aia.sensing.models import Notice, NoticeWord, Sensor
from aia.sensing.queries.notices import WordText
from aia.sensing.terms import NoticeCloseReason, NoticeState, Outcome, WordSide

MOST_LISTED = 50
_BY_STATE = {
    NoticeState.RECEIVED: "received",
    NoticeState.IN_CHARGE: "in_charge",
    NoticeState.PASSED_ON: "passing_on",
    NoticeState.MERGED: "merged",
    NoticeState.SPLIT: "split",
}
_TOLD_REASONS = frozenset(
    {
        NoticeCloseReason.SOLVED,
        NoticeCloseReason.UNCLEAR,
        NoticeCloseReason.ELSEWHERE,
        NoticeCloseReason.NOT_SOCIAL,
        NoticeCloseReason.MISTAKE,
    }
)


@dataclass(frozen=True, kw_only=True)
class Followed:
    """Where a notice stands. `code` names a line of the speech; `ended`: it may be reopened."""

    code: str
    ended: bool
    words: Sequence[WordText]


@dataclass(frozen=True, kw_only=True)
class FollowedAtSensor:
    """What followed the notices of one sensor: figures, and the latest ones by day."""

    arrived: int
    answered: int
    latest: Sequence[tuple[datetime, str]]


def what_followed(notice: Notice) -> Followed:
    """Return where a notice stands, with its dialogue; the reader holds its receipt or sent it."""
    said = _opened(notice, NoticeWord.objects.filter(notice=notice))
    heir = _heir(notice)
    if heir.pk != notice.pk:
        # What the office told since then; never what others wrote.
        office = NoticeWord.objects.filter(notice=heir, side=WordSide.OFFICE)
        since = notice.settled_at or notice.received_at
        said += _opened(heir, office.filter(said_at__gte=since))
    return Followed(
        code=code_of(heir) if heir.state == NoticeState.SETTLED else code_of(notice),
        ended=notice.state == NoticeState.SETTLED,
        words=sorted(said, key=lambda one: one.word.said_at),
    )


def followed_of_sensor(sensor: Sensor) -> FollowedAtSensor:
    """Return what followed the notices of a sensor, the latest first, without a word of them."""
    rows = Notice.objects.filter(sensor=sensor)
    latest = rows.select_related("merged_into").order_by("-received_at")[:MOST_LISTED]
    return FollowedAtSensor(
        arrived=rows.count(),
        answered=rows.filter(settled_at__isnull=False).count(),
        latest=[(one.received_at, code_of(one)) for one in latest],
    )


def code_of(notice: Notice) -> str:
    """Return the code of the line that tells where a notice stands."""
    if notice.state != NoticeState.SETTLED:
        return _BY_STATE[NoticeState(notice.state)]
    if notice.outcome != Outcome.CLOSED:
        return str(notice.outcome)
    if notice.close_reason == NoticeCloseReason.ALREADY_KNOWN:
        return str(Outcome.PERSON_NEED)
    return str(notice.close_reason) if notice.close_reason in _TOLD_REASONS else "closed"


def _heir(notice: Notice) -> Notice:
    """Return the notice that one joined to another follows."""
    while notice.merged_into is not None:
        notice = notice.merged_into
    return notice


def _opened(notice: Notice, rows: Iterable[NoticeWord]) -> list[WordText]:
    keys = people.keyring(notice.id)
    return [
        WordText(word=word, words=keys.open(notice.id, word, "sealed_words"), author="")
        for word in rows
    ]
