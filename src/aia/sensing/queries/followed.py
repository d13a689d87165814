"""What followed a notice, for whoever sent it and for the sensor: a code, and words of the office.

Nothing here tells of a person. That somebody was known already, does not want help, or was not
found is the person's own: it reads as any other notice that had, or had not, a sequel.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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
    """Where a notice stands. `code` names a line of the speech; `ended`: it may be reopened.

    `parts` are the codes of the parts of one that was divided, in their order.
    """

    code: str
    parts: Sequence[str] = ()
    ended: bool
    words: Sequence[WordText]


@dataclass(frozen=True, kw_only=True)
class FollowedAtSensor:
    """What followed the notices of one sensor: figures, and the latest ones by day.

    Each of the latest is told by its code and, when it was divided, by the codes of its parts.
    """

    arrived: int
    answered: int
    latest: Sequence[tuple[datetime, str, Sequence[str]]]


def what_followed(notice: Notice) -> Followed:
    """Return where a notice stands, with its dialogue; the reader holds its receipt or sent it."""
    said = _opened(notice, NoticeWord.objects.filter(notice=notice))
    heir = _heir(notice)
    if heir.pk != notice.pk:
        # What the office told since then; never what others wrote.
        office = NoticeWord.objects.filter(notice=heir, side=WordSide.OFFICE)
        since = notice.settled_at or notice.received_at
        said += _opened(heir, office.filter(said_at__gte=since))
    parts = _parts([notice])[notice.id]
    for part in parts:
        said += _opened(part, NoticeWord.objects.filter(notice=part, side=WordSide.OFFICE))
    return Followed(
        code=_standing(notice),
        parts=[_standing(part) for part in parts],
        ended=all(one.state == NoticeState.SETTLED for one in parts or [notice]),
        words=sorted(said, key=lambda one: one.word.said_at),
    )


def followed_of_sensor(sensor: Sensor) -> FollowedAtSensor:
    """Return what followed the notices of a sensor, the latest first, without a word of them."""
    # What came in: the parts that the office made of it are told under it.
    rows = Notice.objects.filter(sensor=sensor, part_of=None)
    latest = list(rows.select_related("merged_into").order_by("-received_at")[:MOST_LISTED])
    parts = _parts(latest)
    return FollowedAtSensor(
        arrived=rows.count(),
        answered=rows.filter(settled_at__isnull=False).count(),
        latest=[
            (one.received_at, code_of(one), [code_of(part) for part in parts[one.id]])
            for one in latest
        ],
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


def _standing(notice: Notice) -> str:
    """Return the code of where a notice stands, or the one that it follows once that is settled."""
    heir = _heir(notice)
    return code_of(heir if heir.state == NoticeState.SETTLED else notice)


def _parts(notices: Sequence[Notice]) -> dict[UUID, list[Notice]]:
    """Return, by notice, the parts that it was divided into, those of divided parts in their place.

    One statement for each time that parts were divided again, whatever the number of notices.
    """
    divided = {one.id for one in notices if one.state == NoticeState.SPLIT}
    below: defaultdict[UUID, list[Notice]] = defaultdict(list)
    while divided:
        found = Notice.objects.filter(part_of__in=divided).select_related("merged_into")
        divided = set()
        for part in found.order_by("id"):
            if part.part_of_id is not None:
                below[part.part_of_id].append(part)
            if part.state == NoticeState.SPLIT:
                divided.add(part.id)
    return {one.id: list(_leaves(one, below)) for one in notices}


def _leaves(notice: Notice, below: Mapping[UUID, Sequence[Notice]]) -> Iterator[Notice]:
    for part in below.get(notice.id, ()):
        if part.state == NoticeState.SPLIT:
            yield from _leaves(part, below)
        else:
            yield part


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
