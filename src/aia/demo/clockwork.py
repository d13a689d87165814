"""Simulated time: many journeys, each waiting for its next moment, run in one order."""

import heapq
from collections.abc import Callable, Generator
from datetime import datetime

Journey = Generator[datetime, None, None]


class Clock:
    """Runs journeys. A journey yields the moment at which it wants to go on."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, Journey]] = []
        self._spawned = 0

    def spawn(self, journey: Journey) -> None:
        """Start a journey; it runs at once up to its first moment."""
        self._spawned += 1
        self._wait(self._spawned, journey)

    def run(self, *, until: datetime, tell: Callable[[datetime], None]) -> None:
        """Advance every journey to `until`, always the one whose moment comes first.

        `tell` hears each moment reached.
        """
        while self._waiting and self._waiting[0][0] < until:
            moment, order, journey = heapq.heappop(self._waiting)
            tell(moment)
            self._wait(order, journey)

    def _wait(self, order: int, journey: Journey) -> None:
        moment = next(journey, None)
        if moment is not None:
            heapq.heappush(self._waiting, (moment, order, journey))
