"""Who repairs and cleans a thing, and what was done and spent for it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.commons import permissions
from aia.commons.actions.locking import locked
from aia.commons.models import CareWork, Resource
from aia.commons.rules import values
from aia.commons.terms import CareBy, CareKind, Refused
from aia.commons.verbs import care as verbs
from aia.trace.actions import record

_MOST_SPENT = Decimal(100_000)
_CENT = Decimal("0.01")


@transaction.atomic
def agree_care(
    *,
    actor: Actor,
    resource_id: UUID,
    repairs_by: str | None,
    cleans_by: str | None,
    seen: int | None = None,
    at: datetime,
) -> Resource:
    """Say who repairs it and who cleans it. Raises Forbidden, RowChanged, Refused."""
    resource = locked(resource_id, seen=seen)
    permissions.demand(actor, "resource.cared_for", resource, at=at)
    facts = verbs.ResourceCaredFor(
        repairs_by=values.code(repairs_by, CareBy, "repairs_by") if repairs_by else None,
        cleans_by=values.code(cleans_by, CareBy, "cleans_by") if cleans_by else None,
    )
    return record(resource, facts, actor=actor, at=at)


@transaction.atomic
def note_care(
    *,
    actor: Actor,
    resource_id: UUID,
    kind: str,
    by: str,
    done_on: date,
    minutes: int = 0,
    spent: Decimal = Decimal(0),
    at: datetime,
) -> CareWork:
    """Note what was done for it, the time it took and the euro spent. Raises Forbidden, Refused."""
    resource = locked(resource_id)
    permissions.demand(actor, "care.done", resource, at=at)
    if done_on > timezone.localdate(at):
        raise Refused(_("This day is still to come: note it once it is done."), field="done_on")
    values.count(minutes, "minutes", least=0, most=values.MOST_MINUTES)
    if not spent.is_finite() or not 0 <= spent <= _MOST_SPENT or spent % _CENT:
        raise Refused(_("Write euro and cents, from 0 to 100,000."), field="spent")
    facts = verbs.CareDone(
        resource=resource.id,
        kind=values.code(kind, CareKind, "kind"),
        by=values.code(by, CareBy, "by"),
        done_on=done_on,
        minutes=minutes,
        spent=spent,
    )
    work = CareWork(district=resource.district)
    return record(work, facts, actor=actor, at=at, caused_by=resource)
