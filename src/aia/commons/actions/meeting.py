"""Things of the floor are put before somebody: each becomes an option on their path."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.commons.models import Proposal, Resource
from aia.commons.queries.catalogue import on_the_floor
from aia.commons.queries.meeting import proposals_for
from aia.commons.terms import Refused, ResourceKind, Sharing
from aia.commons.verbs import meeting as verbs
from aia.pathways import actions as pathways
from aia.pathways.queries import need_detail
from aia.pathways.terms import OptionKind, OptionSource, OptionState
from aia.trace.actions import record

MOST_AT_ONCE = 6


@transaction.atomic
def propose_resources(
    *, actor: Actor, need_id: UUID, resource_ids: Collection[UUID], at: datetime
) -> list[Proposal]:
    """Put things of the floor before who has a need, as options of the demand that stands.

    Whether it is what they want, they say by choosing. Raises Forbidden, Refused.
    """
    detail = need_detail(actor, need_id, at=at)
    if detail.file.demand is None:
        raise Refused(_("First the demand, in the words of who has the need: then its options."))
    wanted = set(resource_ids)
    if not 1 <= len(wanted) <= MOST_AT_ONCE:
        raise Refused(
            _("Choose from one to %(most)s things: too many are no choice.")
            % {"most": MOST_AT_ONCE},
            field="resources",
        )
    _check_not_said(wanted, need_id)
    there = on_the_floor(at).filter(pk__in=wanted, district=detail.pathway.district)
    rows = list(there.select_related("municipality", "organisation").order_by("name", "id"))
    if len(rows) < len(wanted):
        raise Refused(_("Something was taken away meanwhile: look again."), field="resources")
    demand = detail.file.demand.demand
    return [_propose(one, demand.id, need_id, actor=actor, at=at) for one in rows]


def _propose(
    resource: Resource, demand_id: UUID, need_id: UUID, *, actor: Actor, at: datetime
) -> Proposal:
    option = pathways.offer_option(
        actor=actor,
        demand_id=demand_id,
        kind=_kind(resource),
        source=OptionSource.CATALOGUE,
        words=_words(resource),
        asks=_asks(resource),
        organisation_id=resource.organisation_id,
        intensity=resource.intensity,
        at=at,
    )
    proposal = Proposal(district=resource.district)
    facts = verbs.ProposalMade(option=option.id, need=need_id, resource=resource.id, proposed_at=at)
    return record(proposal, facts, actor=actor, at=at, caused_by=option)


def _check_not_said(wanted: Collection[UUID], need_id: UUID) -> None:
    """Raise Refused for what is among the options already, or was declined."""
    for one in proposals_for(need_id):
        if one.resource_id not in wanted or one.option.state == OptionState.WITHDRAWN:
            continue
        said = {"name": one.resource.name}
        if one.option.state == OptionState.DECLINED:
            raise Refused(_("%(name)s was declined: it is not proposed again.") % said)
        raise Refused(_("%(name)s is already among the options.") % said)


def _kind(resource: Resource) -> OptionKind:
    service = resource.kind in (ResourceKind.SERVICE, ResourceKind.PLACE)
    return OptionKind.SERVICE if service else OptionKind.SHARED_RESOURCE


def _words(resource: Resource) -> str:
    said = f"{resource.name} · {resource.municipality.name}"
    return f"{said}\n{resource.about}" if resource.about else said


def _asks(resource: Resource) -> str:
    """Return what using it asks of the person, in words; empty when it asks nothing."""
    found = []
    if resource.sharing != Sharing.FREE:
        terms = str(Sharing(resource.sharing).label)
        found.append(f"{terms}: {resource.cost_words}" if resource.cost_words else terms)
    if resource.for_words:
        found.append(resource.for_words)
    if resource.bookable:
        found.append(_("It is booked first.") if not resource.approval else
                     _("It is booked first, and who keeps it says yes."))  # fmt: skip
    return " · ".join(found)
