"""How much one source and one sensor may send, without ever knowing who the source is.

A source is told from another by a keyed digest of its network address. The key is drawn by chance
every day and lives, with the counts, in the server's memory alone: nothing of it is written down,
and yesterday's digests mean nothing today. Each server process counts by itself.
"""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import caches

from aia.kit.crypto import KEY_BYTES, keyed_token

_DAY = timedelta(days=1)
_KEY = "sensing_limits_key"
_FAR = 2


@dataclass(frozen=True)
class Limit:
    """So many in so many seconds."""

    name: str
    most: int
    seconds: int


# Generous: a whole school or a parish may stand behind one address, as do a carrier's phones.
NOTICES_OF_SOURCE = Limit("notices_of_a_source", 30, 600)
NOTICES_OF_SENSOR = Limit("notices_of_a_sensor", 200, 3600)
GUESSES_OF_SOURCE = Limit("guesses_of_a_source", 10, 600)
GUESSES_OF_ALL = Limit("guesses_of_all", 600, 600)
WORDS_OF_NOTICE = Limit("words_of_a_notice", 20, 3600)


@dataclass(frozen=True)
class Wait:
    """Over the limit: how long until there is room again."""

    seconds: int
    far: bool = False
    """So far over the limit that nobody writes by hand."""

    @property
    def minutes(self) -> int:
        """Return the whole minutes to wait, at least one."""
        return max(1, -(-self.seconds // 60))


def admit(limit: Limit, who: str, at: datetime) -> Wait | None:
    """Count one more; return how long to wait when that is too many, None when it is not.

    Windows stand still (each `limit.seconds` long): what comes over the limit adds nothing.
    """
    now = int(at.timestamp())
    window = now // limit.seconds
    key = f"{limit.name}:{who}:{window}"
    cache = caches["limits"]
    cache.add(key, 0, timeout=limit.seconds)
    try:
        counted = cache.incr(key)
    except ValueError:
        # Forgotten between the two: the memory is full, and somebody must be let in.
        return None
    if counted <= limit.most:
        return None
    return Wait((window + 1) * limit.seconds - now, far=counted > _FAR * limit.most)


def source(address: str, at: datetime) -> str:
    """Return what stands for a network address today; the address cannot be told from it."""
    return keyed_token(_key_of(at), _network(address)).hex()


def _key_of(at: datetime) -> bytes:
    name, timeout = f"{_KEY}:{at:%Y-%m-%d}", _DAY.total_seconds()
    drawn = caches["limits"].get_or_set(name, lambda: os.urandom(KEY_BYTES), timeout=timeout)
    # Nobody counts with it when the memory is so full that it was forgotten at once.
    return drawn or os.urandom(KEY_BYTES)


def _network(address: str) -> str:
    """Return what one subscriber has: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        told = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(told, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((told, 64), strict=False))
    return str(told)
