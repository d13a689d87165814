"""What is undertaken at a table is followed to its end: done, not done, or no longer needed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.community.actions.locking import check_going, open_table, row_of_table
from aia.community.actions.meetings import seat_of
from aia.community.models import Project, Undertaking
from aia.community.rules import values
from aia.community.terms import Refused, UndertakingState
from aia.community.verbs import tables as verbs
from aia.trace.actions import record

_ENDS = tuple(one for one in UndertakingState.values if one != UndertakingState.TAKEN)


@transaction.atomic
def undertake(
    *,
    actor: Actor,
    table_id: UUID,
    seat_id: UUID,
    words: str,
    due_on: date,
    project_id: UUID | None = None,
    at: datetime,
) -> Undertaking:
    """Undertake something by a day, for the table or as a task of one of its projects.

    Raises Forbidden, Refused.
    """
    table = open_table(actor, "undertaking.taken", table_id, at=at)
    seat = seat_of(table, seat_id)
    values.not_before(due_on, timezone.localdate(at), "due_on")
    project = Project.objects.filter(pk=project_id, table=table).first() if project_id else None
    if project_id is not None and project is None:
        raise Refused(_("Choose a project of this table."), field="project_id")
    if project is not None:
        check_going(project)
    taken = Undertaking(district=table.district, table=table)
    taken.words = values.text(words, "words")
    facts = verbs.UndertakingTaken(
        table=table.id, seat=seat.id, project=project.id if project else None, due_on=due_on
    )
    return record(taken, facts, actor=actor, at=at, caused_by=seat)


@transaction.atomic
def move_undertaking(
    *,
    actor: Actor,
    undertaking_id: UUID,
    due_on: date,
    words: str,
    seen: int | None = None,
    at: datetime,
) -> Undertaking:
    """Agree on another day, and say why. Raises Forbidden, RowChanged, Refused."""
    taken = _to_do(actor, "undertaking.moved", undertaking_id, seen, at)
    values.not_before(due_on, timezone.localdate(at), "due_on")
    taken.said = values.text(words, "words")
    facts = verbs.UndertakingMoved(due_on=due_on, moved=taken.moved + 1)
    return record(taken, facts, actor=actor, at=at)


@transaction.atomic
def settle_undertaking(
    *,
    actor: Actor,
    undertaking_id: UUID,
    state: str,
    words: str = "",
    seen: int | None = None,
    at: datetime,
) -> Undertaking:
    """Say how it ended: what was not done, or is no longer needed, says why.

    Raises Forbidden, RowChanged, Refused.
    """
    taken = _to_do(actor, "undertaking.settled", undertaking_id, seen, at)
    if state not in _ENDS:
        raise Refused(_("Choose one of the values of the list."), field="state")
    taken.said = values.text(words, "words", required=state != UndertakingState.KEPT)
    facts = verbs.UndertakingSettled(state=state, settled_at=at)
    return record(taken, facts, actor=actor, at=at)


def _to_do(
    actor: Actor, verb: str, undertaking_id: UUID, seen: int | None, at: datetime
) -> Undertaking:
    taken = row_of_table(actor, verb, Undertaking, undertaking_id, seen=seen, at=at)
    if taken.state != UndertakingState.TAKEN:
        raise Refused(_("This already came to its end."))
    return taken
