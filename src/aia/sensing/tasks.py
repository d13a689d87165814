"""Work that follows a notice without making who sends it wait."""

from __future__ import annotations

from uuid import UUID

from aia.access.terms import service_actor
from aia.background.tasks import task
from aia.kit.clock import now
from aia.sensing.actions.suggesting import suggest
from aia.sensing.models import Notice
from aia.trace.terms import Origin


@task
def suggest_for(notice_id: str) -> None:
    """Let the recogniser read one notice and keep what it says; done twice, it is kept once."""
    notice = Notice.objects.get(pk=UUID(notice_id))
    actor = service_actor("recogniser", origin=_origin(notice))
    suggest(actor=actor, notice_id=notice.id, at=now())


def _origin(notice: Notice) -> str:
    """Return the origin of what is said of a notice: of a simulated one it is simulated too."""
    simulated = notice.last_entry.origin == Origin.SIMULATED
    return Origin.SIMULATED if simulated else Origin.LIVED


def suggest_soon(notice: Notice) -> None:
    """Let the recogniser read the notice once it is saved; called inside its transaction."""
    suggest_for.enqueue(notice_id=notice.id.hex)
