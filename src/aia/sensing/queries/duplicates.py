"""Notices that may be about the same thing, side by side, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from aia.access.terms import Actor
from aia.people import queries as people
from aia.sensing import permissions
from aia.sensing.models import Notice
from aia.sensing.queries.queue import beginning
from aia.sensing.rules.likeness import LIKELY, WINDOW, Traits, grams, likeness
from aia.sensing.terms import Likeness, NoticeState

_MOST_COMPARED = 200
_MOST_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class LikelyNotice:
    """Another notice that may be about the same thing; `score` is from 0 to 1."""

    notice: Notice
    score: float
    why: Sequence[Likeness]
    beginning: str


def likely_duplicates(actor: Actor, notice: Notice, *, at: datetime) -> list[LikelyNotice]:
    """Return the notices of the same weeks that may be about the same thing, the likeliest first.

    At most 200 of the nearest in time are compared; those whose words are in somebody's file, and
    those joined already, are not. Raises Forbidden.
    """
    permissions.demand(actor, "notice.merged", notice, at=at)
    others = _nearest(notice)
    keys = people.keyring(notice.id, *(one.id for one in others))
    texts = {one.id: keys.open(one.id, one, "sealed_text") for one in (notice, *others)}
    own = _traits(notice, texts[notice.id])
    found = []
    for other in others:
        score, why = likeness(own, _traits(other, texts[other.id]))
        if score >= LIKELY:
            shown = beginning(texts[other.id])
            found.append(LikelyNotice(notice=other, score=score, why=why, beginning=shown))
    return sorted(found, key=lambda one: -one.score)[:_MOST_SHOWN]


def _nearest(notice: Notice) -> list[Notice]:
    """Return the notices that came in before and after it, the nearest of each side."""
    start, end = notice.received_at - WINDOW, notice.received_at + WINDOW
    rows = Notice.objects.filter(district=notice.district, need=None).exclude(pk=notice.pk)
    rows = rows.exclude(state__in=(NoticeState.MERGED, NoticeState.SPLIT))
    rows = rows.exclude(pk=notice.part_of_id) if notice.part_of_id else rows
    rows = rows.exclude(part_of=notice.pk)
    if notice.municipality_id is not None:
        rows = rows.filter(Q(municipality=notice.municipality_id) | Q(municipality=None))
    half = _MOST_COMPARED // 2
    before = rows.filter(received_at__range=(start, notice.received_at))
    after = rows.filter(received_at__gt=notice.received_at, received_at__lte=end)
    return [
        *before.order_by("-received_at", "-id")[:half],
        *after.order_by("received_at", "id")[:half],
    ]


def _traits(notice: Notice, text: str) -> Traits:
    return Traits(
        municipality=notice.municipality_id,
        place=notice.place_id,
        sensor=notice.sensor_id,
        category=notice.category or notice.suggested,
        domain=notice.domain,
        at=notice.seen_at or notice.received_at,
        grams=grams(text),
    )
