"""How several processes number what they write without a gap: each waits for its turn."""

from __future__ import annotations

from multiprocessing.context import SpawnContext
from multiprocessing.sharedctypes import RawArray

_GROUP, _FREE = 0, 1
_STOPPED = -1


class Stopped(RuntimeError):
    """Another process failed: this group's turn will never come."""


class Turns:
    """Gives groups their numbers in the order of the groups. Shared by processes."""

    def __init__(self, context: SpawnContext, first: int) -> None:
        self._changed = context.Condition()
        self._state = RawArray("q", [0, first])

    def take(self, group: int, count: int) -> int:
        """Wait until the groups before have theirs; return the first of `count` numbers.

        Raises Stopped when a group before failed.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._state[_GROUP] in (group, _STOPPED))
            if self._state[_GROUP] == _STOPPED:
                raise Stopped(f"group {group}: a group before it failed")
            first: int = self._state[_FREE]
            self._state[_FREE] += count
            self._state[_GROUP] += 1
            self._changed.notify_all()
        return first

    def stop(self) -> None:
        """Tell everybody who waits that their turn will not come."""
        with self._changed:
            self._state[_GROUP] = _STOPPED
            self._changed.notify_all()
