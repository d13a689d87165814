"""The office at work on a notice: taking it, moving it, saying where and what it is about."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.queries import accounts_by_role
from aia.access.terms import Actor
from aia.pathways.queries import taxonomy
from aia.pathways.terms import Refused
from aia.sensing import deadlines, permissions
from aia.sensing.actions.judging import judge_suggestion
from aia.sensing.actions.locking import locked_notice
from aia.sensing.actions.routing import route_again
from aia.sensing.models import Notice
from aia.sensing.rules import moves, values
from aia.sensing.terms import MovedFor, NoticeState, Urgency
from aia.sensing.verbs import notices as verbs
from aia.territory.queries import UnknownMunicipality, current_code, place_list
from aia.trace.actions import record


@transaction.atomic
def take_notice(*, actor: Actor, notice_id: UUID, seen: int | None = None, at: datetime) -> Notice:
    """Look into a notice; from now on it waits for an answer.

    Somebody else's is taken over in the same way. Raises Forbidden, RowChanged, Refused.
    """
    notice = _held(notice_id, "notice.taken", "take", actor, at, seen)
    if notice.state == NoticeState.IN_CHARGE and notice.taken_by == actor.id:
        return notice
    due = due_of(notice, deadlines.ANSWER, at)
    facts = verbs.NoticeTaken(
        taken_by=actor.id, taken_at=at, assigned_to=actor.id, due_on=due.on, due_rule=due.rule
    )
    return record(notice, facts, actor=actor, at=at)


@transaction.atomic
def reroute_notice(
    *,
    actor: Actor,
    notice_id: UUID,
    account: UUID | None,
    reason: str,
    seen: int | None = None,
    at: datetime,
) -> Notice:
    """Move a notice from where the rules sent it: to a colleague, or back to everybody (None).

    The rules leave it alone from then on. Raises Forbidden, RowChanged, Refused.
    """
    notice = _held(notice_id, "notice.moved", "triage", actor, at, seen)
    if account is not None:
        check_colleague(account, notice.district, at=at, field="account")
    facts = verbs.NoticeMoved(
        assigned_to=account, moved_for=values.code(reason, MovedFor, "reason")
    )
    return record(notice, facts, actor=actor, at=at)


@transaction.atomic
def decide_category(
    *, actor: Actor, notice_id: UUID, category: str, seen: int | None = None, at: datetime
) -> Notice:
    """Say what kind of need a notice is about; what the machine had said stays beside it.

    Nobody has moved or taken it yet: the rules are asked again. Raises Forbidden, RowChanged,
    Refused.
    """
    notice = _held(notice_id, "notice.decided", "triage", actor, at, seen)
    code, domain = kind(category, at)
    record(notice, verbs.NoticeDecided(category=code, domain=domain), actor=actor, at=at)
    judge_suggestion(notice, code, actor=actor, at=at)
    return route_again(notice, actor=actor, at=at)


@transaction.atomic
def regrade_notice(
    *, actor: Actor, notice_id: UUID, urgency: str, seen: int | None = None, at: datetime
) -> Notice:
    """Say that a notice is more or less urgent; its day is counted again from when it came in.

    Raises Forbidden, RowChanged, Refused.
    """
    notice = _held(notice_id, "notice.regraded", "triage", actor, at, seen)
    notice.urgency = values.code(urgency, Urgency, "urgency")
    taken = notice.state == NoticeState.IN_CHARGE and notice.taken_at is not None
    wait, start = (
        (deadlines.ANSWER, notice.taken_at) if taken else (deadlines.LOOK, notice.received_at)
    )
    due = due_of(notice, wait, start or at)
    facts = verbs.NoticeRegraded(urgency=notice.urgency, due_on=due.on, due_rule=due.rule)
    record(notice, facts, actor=actor, at=at)
    return route_again(notice, actor=actor, at=at)


@transaction.atomic
def place_notice(
    *,
    actor: Actor,
    notice_id: UUID,
    municipality: str,
    place_id: UUID | None = None,
    seen: int | None = None,
    at: datetime,
) -> Notice:
    """Say where a notice is about (ISTAT code, and a place of daily life when it is known).

    Raises Forbidden, RowChanged, Refused.
    """
    notice = _held(notice_id, "notice.placed", "triage", actor, at, seen)
    if place_id is not None and not place_list(notice.district).filter(pk=place_id).exists():
        raise Refused(_("Choose a place from the list."), field="place_id")
    try:
        code = current_code(municipality)
    except UnknownMunicipality as error:
        raise Refused(_("Choose a municipality from the list."), field="municipality") from error
    record(notice, verbs.NoticePlaced(municipality=code, place=place_id), actor=actor, at=at)
    return route_again(notice, actor=actor, at=at)


def due_of(notice: Notice, wait: str, start: datetime) -> deadlines.Due:
    """Return by when what a notice waits for is due, counted from `start`."""
    return deadlines.due(
        wait,
        start,
        notice.district,
        urgency=notice.urgency,
        category=notice.category,
        domain=notice.domain,
        danger=notice.danger,
    )


def kind(category: str, at: datetime) -> tuple[str, str]:
    """Return a category as it is called today, with its domain. Raises Refused."""
    found = taxonomy().in_use(category, timezone.localdate(at))
    if found is None:
        raise Refused(_("Choose a category of need from the list."), field="category")
    return found.code, found.domain


def check_colleague(account: UUID, district: str, *, at: datetime, field: str) -> None:
    """Raise Refused for an account that does not work in the district's office."""
    for role in permissions.OFFICE_ROLES:
        if accounts_by_role(district, role, at=at).filter(pk=account).exists():
            return
    raise Refused(_("Choose a colleague of the district’s social services."), field=field)


def _held(
    notice_id: UUID, verb: str, move: str, actor: Actor, at: datetime, seen: int | None
) -> Notice:
    notice = locked_notice(notice_id, seen=seen)
    permissions.demand(actor, verb, notice, at=at)
    moves.check(move, notice.state)
    return notice
