"""A program of a municipality, a body or a phone line sends a notice by the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aia.access.terms import Actor
from aia.sensing.actions.receiving import receive_notice
from aia.sensing.models import Notice
from aia.sensing.terms import NoticeDoor


def send_notice(
    *, actor: Actor, district: str, client_key: str, text: str, at: datetime, **told: Any
) -> Notice:
    """Send a notice: what was noticed, about whom only as far as one wants.

    `told` is what `receive_notice` takes besides. A program has no receipt: it reads what followed
    by its own account. Raises Forbidden, Refused.
    """
    received = receive_notice(
        actor=actor,
        district=district,
        door=NoticeDoor.API,
        client_key=client_key,
        text=text,
        at=at,
        **told,
    )
    return received.notice
