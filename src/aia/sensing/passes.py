"""What stands for a receipt between two requests: sealed, good for half an hour, in the page."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime, timedelta

from django.conf import settings

from aia.kit import crypto

GOOD_FOR = timedelta(minutes=30)
_PLACE = b"sensing|receipt pass"


def made(code: str, at: datetime) -> str:
    """Return a pass that opens to the code until half an hour from now."""
    told = f"{int(at.timestamp())}:{code}".encode()
    return base64.urlsafe_b64encode(crypto.seal(_key(), told, _PLACE)).decode()


def opened(told: str, at: datetime) -> str | None:
    """Return the code that a pass stands for; None when it is not ours, or over."""
    try:
        sealed = base64.urlsafe_b64decode(told.encode())
        moment, _, code = crypto.unseal(_key(), sealed, _PLACE).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return code if at.timestamp() - int(moment) < GOOD_FOR.total_seconds() else None


def _key() -> bytes:
    return crypto.fingerprint(_PLACE + b"|" + settings.SECRET_KEY.encode())
