"""Possible answers put before the person, each with what it asks of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.actions.advancing import bring_back
from aia.pathways.actions.locking import check_workable, locked_under_need
from aia.pathways.actions.texts import seal_texts
from aia.pathways.models import Answer, Demand, Option
from aia.pathways.rules import Refused, moves, values
from aia.pathways.rules.going_on import check_demand_stands, check_nothing_live
from aia.pathways.terms import Intensity, OptionKind, OptionSource, OptionState, Step
from aia.pathways.verbs import line as verbs
from aia.people import queries as people
from aia.trace.actions import record


@transaction.atomic
def offer_option(
    *,
    actor: Actor,
    demand_id: UUID,
    kind: str,
    source: str,
    words: str,
    asks: str = "",
    organisation_id: UUID | None = None,
    intensity: str | None = None,
    at: datetime,
) -> Option:
    """Put one possible answer before the person: what it is, where it came from, what it asks.

    Options may be added until the demand is answered and after it, when the person may choose
    again. Raises Forbidden, or Refused naming the field.
    """
    demand, need = locked_under_need(Demand, demand_id)
    permissions.demand(actor, "option.offered", demand, at=at)
    check_workable(need)
    check_demand_stands(demand.withdrawn_at)
    check_open_body(actor, organisation_id)
    option = Option(district=demand.district, pathway=need.pathway, demand=demand)
    seal_texts(
        need.pathway,
        option,
        sealed_words=values.text(words, "words", required=True),
        sealed_asks=values.text(asks, "asks"),
    )
    facts = verbs.OptionOffered(
        pathway=demand.pathway_id,
        demand=demand.id,
        kind=values.code(kind, OptionKind, "kind"),
        source=values.code(source, OptionSource, "source"),
        organisation=organisation_id,
        intensity=intensity and values.code(intensity, Intensity, "intensity"),
        offered_at=at,
    )
    return record(option, facts, actor=actor, at=at, caused_by=demand)


@transaction.atomic
def withdraw_option(
    *, actor: Actor, option_id: UUID, seen: int | None = None, at: datetime
) -> Option:
    """Say that an option is no longer available; when it was the one taken, the need comes back.

    Raises Forbidden, RowChanged; Refused while an answer follows from it.
    """
    option, need = locked_under_need(Option, option_id, seen=seen)
    permissions.demand(actor, "option.withdrawn", option, at=at)
    check_workable(need)
    moves.check_option("withdraw", option.state)
    taken = option.state == OptionState.TAKEN
    live = Answer.objects.filter(choice__option=option, state__in=moves.LIVE_ANSWERS)
    check_nothing_live(answers=live.exists(), referrals=False)
    record(option, verbs.OptionWithdrawn(), actor=actor, at=at)
    if taken and need.step == Step.CHOICE:
        bring_back(need, Step.DEMAND, cause=option, actor=actor, at=at)
    return option


def check_open_body(actor: Actor, organisation_id: UUID | None) -> None:
    """Raise Refused when the organisation named is closed, Forbidden when it is elsewhere."""
    if organisation_id is None:
        return
    body = people.get_organisation(actor, organisation_id)
    if body.closed_on is not None:
        raise Refused(_("This organisation has closed: choose another one."), field="organisation")
