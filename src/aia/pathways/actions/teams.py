"""Who follows a pathway: its team, its lead, and a whole caseload that changes hands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access import actions as access
from aia.access.terms import Actor, ScopeKind
from aia.pathways import permissions
from aia.pathways.actions.locking import locked_pathway
from aia.pathways.models import Pathway
from aia.pathways.rules import Refused, moves
from aia.pathways.terms import State
from aia.pathways.verbs import line as verbs
from aia.trace.actions import record

if TYPE_CHECKING:
    from aia.access.models import Account, Scope


@transaction.atomic
def join_team(*, actor: Actor, pathway_id: UUID, account: Account, at: datetime) -> Scope:
    """Let a colleague into the team of an open pathway; the scope in force if they are in it.

    Raises Forbidden; Refused when the pathway is closed; access's Refused when the colleague has
    no role in the district.
    """
    pathway = locked_pathway(pathway_id)
    permissions.demand(actor, "team.changed", pathway, at=at)
    moves.check_pathway("lead", pathway.state)
    return access.open_scope(
        actor=actor,
        subject=pathway.subject_id,
        district=pathway.district,
        kind=ScopeKind.TEAM,
        account=account,
        source=pathway.id,
        at=at,
    )


@transaction.atomic
def leave_team(
    *, actor: Actor, pathway_id: UUID, account: Account, at: datetime
) -> Sequence[Scope]:
    """Take somebody, or oneself, out of the team. Raises Forbidden; Refused for who leads it."""
    pathway = locked_pathway(pathway_id)
    permissions.demand(actor, "team.changed", pathway, at=at)
    if account.id == pathway.lead:
        raise Refused(
            _("Who leads the pathway cannot leave it: name another lead first."), field="account"
        )
    return access.close_scopes(
        actor=actor, subject=pathway.subject_id, kind=ScopeKind.TEAM, account=account, at=at
    )


@transaction.atomic
def change_lead(
    *,
    actor: Actor,
    pathway_id: UUID,
    lead: Account,
    seen: int | None = None,
    at: datetime,
) -> Pathway:
    """Name another lead, who enters the team; the one before stays in it until they leave.

    Raises Forbidden, RowChanged; Refused when nothing would change.
    """
    pathway = locked_pathway(pathway_id, seen=seen)
    permissions.demand(actor, "pathway.lead_changed", pathway, at=at)
    moves.check_pathway("lead", pathway.state)
    if lead.id == pathway.lead:
        raise Refused(_("This colleague already leads the pathway."), field="lead")
    join_team(actor=actor, pathway_id=pathway_id, account=lead, at=at)
    return record(pathway, verbs.PathwayLeadChanged(lead=lead.id), actor=actor, at=at)


@transaction.atomic
def hand_over_caseload(
    *,
    actor: Actor,
    district: str,
    leaver: Account,
    receivers: Sequence[Account],
    split: Mapping[UUID, UUID] | None = None,
    at: datetime,
) -> dict[UUID, UUID]:
    """Pass everything that a leaving worker follows in the district to colleagues, in one act.

    `split` says who (account id) takes which subject; the rest is shared out by room. Pathways
    led by the leaver get the same colleague as lead. Returns who now leads, by pathway id, as far
    as the actor may know: protected persons change hands too, without being told of.
    Raises Forbidden; access's Refused without colleagues who may take over.
    """
    led = list(
        Pathway.objects.filter(lead=leaver.id, district=district)
        .exclude(state=State.CLOSED)
        .select_related("person")
        .select_for_update(of=("self",), no_key=True)
        .order_by("id")
    )
    moved = access.hand_over(
        actor=actor,
        district=district,
        from_account=leaver,
        to_accounts=receivers,
        split=split,
        at=at,
    )
    takers = {one.subject: one.account for one in moved}
    told = {}
    for pathway in led:
        facts = verbs.PathwayHandedOver(lead=takers[pathway.subject])
        record(pathway, facts, actor=actor, at=at)
        if permissions.may(actor, "file.known", pathway, at=at):
            told[pathway.id] = takers[pathway.subject]
    return told
