"""What is put back on the floor: always voluntary, owed to nobody, tied to no benefit.

Nothing here reads or writes an answer, an amount or a commitment: a give-back cannot be asked as
a condition of anything, and no rule looks for one.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.actions.advancing import advance_if_may
from aia.pathways.actions.locking import locked_need, locked_pathway
from aia.pathways.actions.options import check_open_body
from aia.pathways.actions.texts import seal_texts
from aia.pathways.models import GiveBack, Need
from aia.pathways.rules import values
from aia.pathways.terms import GiveBackKind, Step
from aia.pathways.verbs import line as verbs
from aia.trace.actions import record
from aia.trace.traced import Traced


@transaction.atomic
def give_back(
    *,
    actor: Actor,
    pathway_id: UUID,
    kind: str,
    words: str = "",
    given_on: date | None = None,
    hours: Decimal | None = None,
    organisation_id: UUID | None = None,
    need_id: UUID | None = None,
    at: datetime,
) -> GiveBack:
    """Record what the person put back: of what kind, when, for whom, and out of which need.

    It may come at any time, also after the pathway is closed. A need that was reviewed advances
    to its last step; any other stays where it is. Raises Forbidden, or Refused naming the field.
    """
    pathway = locked_pathway(pathway_id)
    need = locked_need(need_id) if need_id is not None else None
    permissions.demand(actor, "give_back.given", pathway, at=at)
    if need is not None and need.pathway_id != pathway.id:
        raise Need.DoesNotExist
    today = timezone.localdate(at)
    day = given_on or today
    values.not_ahead(day, today, "given_on")
    check_open_body(actor, organisation_id)
    given = GiveBack(district=pathway.district, pathway=pathway)
    seal_texts(pathway, given, sealed_words=values.text(words, "words"))
    facts = verbs.GiveBackGiven(
        pathway=pathway.id,
        need=need.id if need else None,
        kind=values.code(kind, GiveBackKind, "kind"),
        organisation=organisation_id,
        hours=values.amount(hours, "hours", most=values.MOST_HOURS),
        given_on=day,
    )
    cause: Traced = need or pathway
    record(given, facts, actor=actor, at=at, caused_by=cause)
    if need is not None:
        advance_if_may(need, Step.GIVE_BACK, cause=given, actor=actor, at=at)
    return given
