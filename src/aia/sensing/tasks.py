"""Work that follows a notice without making who sends it wait."""

from __future__ import annotations

from uuid import UUID

from aia.access.terms import service_actor
from aia.background.tasks import task
from aia.kit.clock import now
from aia.people.queries import keyring
from aia.sensing.models import Notice


@task
def suggest_for(notice_id: str) -> None:
    """Let the recogniser read one notice and keep what it says; done twice, it is kept once.

    A notice that was blanked, or has no words, is left alone.
    """
    # Imported when there is something to read: the recogniser's model never weighs on a web worker.
    from aia.sensing.actions.judging import store_suggestion
    from aia.sensing.recognition import recogniser

    notice = Notice.objects.get(pk=UUID(notice_id))
    text = keyring(notice.id).open(notice.id, notice, "sealed_text")
    if not text:
        return
    reader = recogniser(notice.district)
    store_suggestion(
        actor=service_actor("recogniser"),
        notice_id=notice.id,
        reading=reader.suggest([text])[0],
        model=reader.version,
        at=now(),
    )


def suggest_soon(notice: Notice) -> None:
    """Let the recogniser read the notice once it is saved."""
