"""Opening a file in an emergency, and the coordinator's look at it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access import messages, permissions, ports, rules, verbs
from aia.access.actions.scopes import open_file
from aia.access.durations import durations
from aia.access.models import BreakGlass, Scope
from aia.access.terms import Actor, ScopeKind
from aia.trace.actions import lock, record

LONGEST_NOTE = 10_000


@transaction.atomic
def break_glass(
    *, actor: Actor, subject: UUID, district: str, reason: str, note: str = "", at: datetime
) -> BreakGlass:
    """Open a file outside one's scope for four hours, with a reason; coordinators are told.

    Never offered on a protected person: outside their team they do not exist, so the door looks
    the subject up through the policy first, and calls this only for what it found. The note is
    sealed under the subject's key. Raises Forbidden; Refused without a known reason.
    """
    rules.check_emergency(reason)
    if len(note) > LONGEST_NOTE:
        raise rules.Refused(_("The note is too long: write at most 10,000 characters."))
    glass = BreakGlass(district=district, account_id=actor.id, subject=subject)
    permissions.demand(actor, "glass.broken", glass, at=at)
    if note:
        glass.note = ports.keyring(subject).seal(subject, glass, "note", note)
    until = at + durations().break_glass_hours
    facts = verbs.GlassBroken(
        account=actor.id, subject=subject, reason=reason, opened_at=at, until=until
    )
    record(glass, facts, actor=actor, at=at)
    scope = Scope(
        district=district, account_id=actor.id, subject=subject, kind=ScopeKind.BREAK_GLASS
    )
    open_file(actor=actor, scope=scope, at=at, source=glass.id, until=until, caused_by=glass)
    messages.tell_coordinators(glass, at=at)
    return glass


@transaction.atomic
def review_glass(
    *, actor: Actor, glass: BreakGlass, at: datetime, seen: int | None = None
) -> BreakGlass:
    """Record that a coordinator has looked at an emergency opening.

    Raises Forbidden (nobody reviews their own), Refused when it was reviewed before, RowChanged.
    """
    glass = lock(BreakGlass.objects.all(), glass.id, seen=seen)
    permissions.demand(actor, "glass.reviewed", glass, at=at)
    if glass.reviewed_at is not None:
        raise rules.Refused(_("Somebody has already looked at this opening."))
    return record(
        glass, verbs.GlassReviewed(reviewed_by=actor.id, reviewed_at=at), actor=actor, at=at
    )
