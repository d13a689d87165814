"""Letting the recogniser read a notice."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from aia.access.terms import Actor
from aia.people.queries import keyring
from aia.sensing.actions.judging import store_suggestion
from aia.sensing.models import Notice, Suggestion


def suggest(*, actor: Actor, notice_id: UUID, at: datetime) -> Suggestion | None:
    """Let the recogniser read a notice that it has not read yet, and keep what it says.

    A notice that was blanked, or has no words, is left alone: None. Raises Forbidden,
    Notice.DoesNotExist.
    """
    read = Suggestion.objects.filter(notice=notice_id).order_by("-id").first()
    if read is not None:
        return read
    notice = Notice.objects.get(pk=notice_id)
    text = keyring(notice.id).open(notice.id, notice, "sealed_text")
    if not text:
        return None
    # Imported when there is something to read: the recogniser's model never weighs on a web worker.
    from aia.sensing.recognition import recogniser

    reader = recogniser(notice.district)
    return store_suggestion(
        actor=actor,
        notice_id=notice.id,
        reading=reader.suggest([text])[0],
        model=reader.version,
        at=at,
    )
