"""Sending a message when what it tells of is really done."""

from __future__ import annotations

from django.core.mail import send_mail
from django.db import transaction


def send_on_commit(text: str, *, to: str) -> None:
    """Send a text, its first line as the subject, once the transaction commits."""
    subject, _, body = text.strip().partition("\n")

    def send() -> None:
        send_mail(subject, body.strip() + "\n", None, [to])

    # A mail server that is down must not undo, nor hide, what was done.
    transaction.on_commit(send, robust=True)
