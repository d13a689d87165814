"""Receipt codes: sixteen digits that let who sent a notice come back without a name.

The code is worked out from the sender's own random key, so an interrupted sending that is
repeated gives the same code again; the installation keeps only a slow hash and a short tag that
finds the few rows to compare.
"""

import hashlib
import hmac
import os

from aia.kit.crypto import keyed_token

DIGITS = 16
_TAG_BYTES = 3
_SALT_BYTES = 16
# scrypt, RFC 7914: 16 MiB and tens of milliseconds for each guess.
_COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}
# Compared with when no row has the tag, so that a wrong guess takes as long as a right one.
_NOBODY = bytes(_SALT_BYTES + 32)


def code_for(key: bytes, origin: str, client_key: str) -> str:
    """Return the receipt code of one sending: always the same for the same keys."""
    drawn = hmac.digest(key, f"receipt\x1f{origin}\x1f{client_key}".encode(), "sha256")
    return f"{int.from_bytes(drawn, 'big') % 10**DIGITS:0{DIGITS}d}"


def shown(code: str) -> str:
    """Return the code in groups of four, to be read and copied by hand."""
    return " ".join(code[at : at + 4] for at in range(0, DIGITS, 4))


def read(told: str) -> str | None:
    """Return the code that somebody typed, digits of any script; None when it cannot be one."""
    digits = [str(int(sign)) for sign in told if sign.isdecimal()]
    return "".join(digits) if len(digits) == DIGITS else None


def tag(key: bytes, code: str) -> bytes:
    """Return what finds the candidates of a code: far too short to give the code away."""
    return keyed_token(key, "receipt tag", code)[:_TAG_BYTES]


def hashed(code: str) -> bytes:
    """Return the slow hash to keep: salt, then scrypt's answer."""
    salt = os.urandom(_SALT_BYTES)
    return salt + _scrypt(code, salt)


def matches(code: str, kept: bytes) -> bool:
    """Say whether the code is the one whose hash was kept, in time that tells nothing."""
    salt, digest = kept[:_SALT_BYTES], kept[_SALT_BYTES:]
    return hmac.compare_digest(_scrypt(code, salt), digest)


def matches_nobody(code: str) -> None:
    """Take as long as `matches` does, for a code that no row could have."""
    matches(code, _NOBODY)


def _scrypt(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(code.encode(), salt=salt, **_COST)
