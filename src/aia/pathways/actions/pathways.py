"""Opening, following, suspending, closing and reopening a pathway."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from aia.access.actions import close_scopes, open_scope
from aia.access.queries import accounts_by_role
from aia.access.terms import Actor, ScopeKind
from aia.pathways import permissions
from aia.pathways.actions.locking import locked_pathway
from aia.pathways.models import Answer, Need, Pathway, Plan, Referral
from aia.pathways.rules import Refused, moves, values
from aia.pathways.rules.going_on import check_nothing_live
from aia.pathways.terms import CloseReason, FinalResources, PlanState, State, SuspendReason
from aia.pathways.verbs import line as verbs
from aia.people import queries as people
from aia.people.actions import ensure_key
from aia.people.terms import PersonStatus, Subject
from aia.trace.actions import record

if TYPE_CHECKING:
    from aia.access.models import Account


@transaction.atomic
def open_pathway(
    *,
    actor: Actor,
    person_id: UUID | None = None,
    household_id: UUID | None = None,
    organisation_id: UUID | None = None,
    title: str = "",
    district: str = "",
    municipality: str | None = None,
    lead: Account | None = None,
    source_key: str | None = None,
    at: datetime,
) -> Pathway:
    """Open the pathway of one person, household or organisation; of a community when none is told.

    A community has a `title` and says its `district`. `lead` leads it and enters its team; the
    actor when nobody is named. `source_key` is the case's code in the archive it comes from.
    Raises Forbidden; Refused when the subject already has an open pathway or was erased.
    """
    pathway = _unsaved(actor, person_id, household_id, organisation_id, at)
    if pathway.kind == Subject.COMMUNITY:
        pathway.district = district
        pathway.title = values.text(title, "title", required=True, longest=values.LONGEST_TITLE)
    permissions.demand(actor, "pathway.opened", pathway, at=at)
    _check_none_open(pathway)
    if pathway.kind != Subject.PERSON:
        ensure_key(pathway.subject_id)
    lead = lead or _own_account(actor, pathway.district, at)
    facts = verbs.PathwayOpened(
        kind=pathway.kind,
        subject=pathway.subject_id,
        person=pathway.person_id,
        household=pathway.household_id,
        organisation=pathway.organisation_id,
        municipality=municipality or pathway.municipality_id,
        lead=lead.id if lead else None,
        protected=permissions.shielded(pathway, at=at),
        opened_at=at,
        source_key=source_key,
    )
    try:
        record(pathway, facts, actor=actor, at=at)
    except IntegrityError as error:
        raise _already_open() from error
    if lead is not None:
        _enter_team(pathway, lead, actor=actor, at=at)
    return pathway


@transaction.atomic
def rename_pathway(
    *, actor: Actor, pathway_id: UUID, title: str, seen: int | None = None, at: datetime
) -> Pathway:
    """Give a community's pathway another title. Raises Forbidden, RowChanged, Refused."""
    pathway = locked_pathway(pathway_id, seen=seen)
    permissions.demand(actor, "pathway.renamed", pathway, at=at)
    if pathway.kind != Subject.COMMUNITY:
        raise Refused(_("Only a community’s pathway has a title of its own."), field="title")
    pathway.title = values.text(title, "title", required=True, longest=values.LONGEST_TITLE)
    return record(pathway, verbs.PathwayRenamed(), actor=actor, at=at)


@transaction.atomic
def follow_protection(*, actor: Actor, pathway_id: UUID, at: datetime) -> Pathway:
    """Make the pathway as protected as its person or household is now.

    Who may look already follows the person's own row at once; this only lets lists read the
    pathway's column alone.
    """
    pathway = locked_pathway(pathway_id)
    permissions.demand(actor, "pathway.protection_followed", pathway, at=at)
    protected = permissions.subject_protected(pathway, at=at)
    if protected == pathway.protected:
        return pathway
    facts = verbs.PathwayProtectionFollowed(protected=protected)
    return record(pathway, facts, actor=actor, at=at)


@transaction.atomic
def suspend_pathway(
    *, actor: Actor, pathway_id: UUID, reason: str, seen: int | None = None, at: datetime
) -> Pathway:
    """Let the pathway rest, with the reason. Raises Forbidden, RowChanged, Refused."""
    pathway = locked_pathway(pathway_id, seen=seen)
    permissions.demand(actor, "pathway.suspended", pathway, at=at)
    moves.check_pathway("suspend", pathway.state)
    facts = verbs.PathwaySuspended(suspend_reason=values.code(reason, SuspendReason, "reason"))
    return record(pathway, facts, actor=actor, at=at)


@transaction.atomic
def resume_pathway(
    *, actor: Actor, pathway_id: UUID, seen: int | None = None, at: datetime
) -> Pathway:
    """Go on with a suspended pathway. Raises Forbidden, RowChanged, Refused."""
    pathway = locked_pathway(pathway_id, seen=seen)
    permissions.demand(actor, "pathway.resumed", pathway, at=at)
    moves.check_pathway("resume", pathway.state)
    return record(pathway, verbs.PathwayResumed(), actor=actor, at=at)


@transaction.atomic
def close_pathway(
    *,
    actor: Actor,
    pathway_id: UUID,
    reason: str,
    final_resources: Collection[str],
    seen: int | None = None,
    at: datetime,
) -> Pathway:
    """Close the pathway and its open needs, with the reason and what the person can count on.

    The team's scopes end with it; those on a protected person stay, or nobody could ever see
    them again. Raises Forbidden, RowChanged; Refused while an answer, a referral or a plan is
    still going on.
    """
    pathway = locked_pathway(pathway_id, seen=seen)
    permissions.demand(actor, "pathway.closed", pathway, at=at)
    moves.check_pathway("close", pathway.state)
    closing = values.code(reason, CloseReason, "reason")
    left = values.codes(final_resources, FinalResources, "final_resources")
    if not left:
        raise Refused(
            _("Say what the person can count on from now, also when it is nothing."),
            field="final_resources",
        )
    _check_nothing_runs(pathway)
    facts = verbs.PathwayClosed(closed_at=at, close_reason=closing, final_resources=left)
    record(pathway, facts, actor=actor, at=at)
    open_needs = Need.objects.filter(pathway=pathway).exclude(state=State.CLOSED)
    for need in open_needs.select_for_update(no_key=True).order_by("id"):
        closed = verbs.NeedClosed(closed_at=at, close_reason=closing)
        record(need, closed, actor=actor, at=at, caused_by=pathway)
    if not permissions.shielded(pathway, at=at):
        close_scopes(actor=actor, subject=pathway.subject_id, kind=ScopeKind.TEAM, at=at)
    return pathway


@transaction.atomic
def reopen_pathway(
    *,
    actor: Actor,
    pathway_id: UUID,
    lead: Account | None = None,
    seen: int | None = None,
    at: datetime,
) -> Pathway:
    """Go on with a closed pathway, led by `lead` (the actor when nobody is named).

    Its needs are reopened one by one. Raises Forbidden, RowChanged; Refused when it is not closed
    or the subject has another open pathway.
    """
    pathway = locked_pathway(pathway_id, seen=seen)
    permissions.demand(actor, "pathway.reopened", pathway, at=at)
    moves.check_pathway("reopen", pathway.state)
    _check_none_open(pathway)
    lead = lead or _own_account(actor, pathway.district, at)
    facts = verbs.PathwayReopened(lead=lead.id if lead else None)
    record(pathway, facts, actor=actor, at=at)
    if lead is not None:
        _enter_team(pathway, lead, actor=actor, at=at)
    return pathway


def _unsaved(
    actor: Actor,
    person_id: UUID | None,
    household_id: UUID | None,
    organisation_id: UUID | None,
    at: datetime,
) -> Pathway:
    """Return the new row about the one subject told. Raises Forbidden when it is not visible."""
    if sum(told is not None for told in (person_id, household_id, organisation_id)) > 1:
        raise Refused(_("A pathway is about one person, household or organisation."))
    if person_id is not None:
        person = people.get_person(actor, people.kept_person_id(person_id), at=at)
        if person.status == PersonStatus.ERASED:
            raise Refused(_("The data of this person were erased: nothing more can be written."))
        return Pathway(
            kind=Subject.PERSON,
            district=person.district,
            person=person,
            municipality_id=person.municipality_id,
        )
    if household_id is not None:
        household = people.get_household(actor, household_id, at=at)
        return Pathway(
            kind=Subject.HOUSEHOLD,
            district=household.district,
            household=household,
            municipality_id=household.municipality_id,
        )
    if organisation_id is not None:
        body = people.get_organisation(actor, organisation_id)
        return Pathway(
            kind=Subject.ORGANISATION,
            district=body.district,
            organisation=body,
            municipality_id=body.municipality_id,
        )
    return Pathway(kind=Subject.COMMUNITY)


def _own_account(actor: Actor, district: str, at: datetime) -> Account | None:
    """Return the actor's own account when its role lets it lead; None for a named service."""
    if actor.service:
        return None
    for role in permissions.FILE_ROLES:
        found = accounts_by_role(district, role, at=at).filter(id=actor.id).first()
        if found is not None:
            return found
    raise Refused(_("Name the social worker who leads this pathway."), field="lead")


def _enter_team(pathway: Pathway, account: Account, *, actor: Actor, at: datetime) -> None:
    open_scope(
        actor=actor,
        subject=pathway.subject_id,
        district=pathway.district,
        kind=ScopeKind.TEAM,
        account=account,
        source=pathway.id,
        at=at,
    )


def _check_none_open(pathway: Pathway) -> None:
    others = Pathway.objects.filter(subject=pathway.subject_id).exclude(state=State.CLOSED)
    if others.exclude(pk=pathway.pk).exists():
        raise _already_open()


def _already_open() -> Refused:
    return Refused(_("There is already an open pathway here: go on with that one."))


def _check_nothing_runs(pathway: Pathway) -> None:
    rows = {"pathway": pathway}
    check_nothing_live(
        answers=Answer.objects.filter(**rows, state__in=moves.LIVE_ANSWERS).exists(),
        referrals=Referral.objects.filter(**rows, state__in=moves.LIVE_REFERRALS).exists(),
        plans=Plan.objects.filter(**rows).exclude(state=PlanState.ENDED).exists(),
    )
