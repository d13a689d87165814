"""Identifiers: time-ordered for new rows, derived for rows that come from elsewhere."""

import os
import time
import uuid

_RANDOM_BYTES = 10
_AIA = uuid.UUID("6f8a4c0e-0a1a-5c0d-9e41-a1a0a1a0a1a0")


def new_id() -> uuid.UUID:
    """Return a version 7 UUID (RFC 9562 §5.7): opaque, yet new rows stay neighbours in an index."""
    return _stamped(os.urandom(_RANDOM_BYTES))


def new_ids(count: int) -> list[uuid.UUID]:
    """Return as many ids as `new_id` would, asking the system for randomness only once."""
    drawn = os.urandom(_RANDOM_BYTES * count)
    return [_stamped(drawn[at : at + _RANDOM_BYTES]) for at in range(0, len(drawn), _RANDOM_BYTES)]


def _stamped(drawn: bytes) -> uuid.UUID:
    milliseconds = time.time_ns() // 1_000_000
    value = bytearray(milliseconds.to_bytes(6, "big") + drawn)
    value[6] = (value[6] & 0x0F) | 0x70
    value[8] = (value[8] & 0x3F) | 0x80
    return uuid.UUID(bytes=bytes(value))


def derived_id(*parts: str) -> uuid.UUID:
    """Return the same UUID for the same parts, so that loading a source twice changes nothing."""
    return uuid.uuid5(_AIA, "\x1f".join(parts))
