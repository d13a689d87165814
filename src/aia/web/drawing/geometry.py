"""Where things stand on a strand: pure arithmetic, in the drawing's own units (about pixels).

Distances follow time. Marks that would fall on each other are pushed apart, in order, so that
each can be seen and touched; the dates written beside them stay the true ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

WIDTH = 960
LEFT = 18
RIGHT = 942
GAP = 46
GAP_AFTER_GIVE_BACK = 92
ROOM_TO_WAIT = 72
ROOM_TO_GO_ON = 36
_TICK_ROOM = 64
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60)


def day_of(at: datetime | date) -> date:
    """Return the local day of a moment, or the day itself."""
    if isinstance(at, datetime):
        return timezone.localtime(at).date() if timezone.is_aware(at) else at.date()
    return at


@dataclass(frozen=True)
class Axis:
    """Days on a horizontal axis, from `first` at the left to `last` at the right."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Return where `day` stands; days outside the axis stand at its ends."""
        span = max((self.last - self.first).days, 1)
        share = (day - self.first).days / span
        return LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0)

    def months(self) -> list[tuple[float, date]]:
        """Return the first days of months to write on the axis, as many as fit."""
        for step in _MONTH_STEPS:
            ticks = [(self.x(day), day) for day in self._month_starts(step)]
            if len(ticks) * _TICK_ROOM <= RIGHT - LEFT:
                return [tick for tick in ticks if tick[0] < RIGHT - _TICK_ROOM]
        return []

    def _month_starts(self, step: int) -> list[date]:
        number = self.first.year * 12 + self.first.month
        last = self.last.year * 12 + self.last.month - 1
        first = -(-number // step) * step
        return [date(n // 12, n % 12 + 1, 1) for n in range(first, last + 1, step)]


def axis_for(days: Sequence[date], today: date) -> Axis:
    """Return the axis that holds all `days` up to today, at least four weeks long."""
    last = max([today, *days])
    return Axis(first=min([last - timedelta(days=28), *days]), last=last)


def spread(wanted: Sequence[float], gaps: Sequence[float], limit: float) -> list[float]:
    """Push positions apart, keeping their order: at least `gaps[i]` before position i.

    None goes beyond `limit`; when there is no room for all the gaps they shrink alike.
    """
    if not wanted:
        return []
    needed, room = sum(gaps[1:]), limit - LEFT
    scale = min(1.0, room / needed) if needed else 1.0
    placed = [max(wanted[0], LEFT)]
    for position, gap in zip(wanted[1:], gaps[1:], strict=True):
        placed.append(max(position, placed[-1] + gap * scale))
    placed[-1] = min(placed[-1], limit)
    for i in range(len(placed) - 2, -1, -1):
        placed[i] = min(placed[i], placed[i + 1] - gaps[i + 1] * scale)
    return placed
