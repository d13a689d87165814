"""Who may do what on a pathway. One policy for pages, API, commands, lists and counts.

A verb is the ledger's name of the act ("need.closed"), or what somebody looks at ("file.read",
"file.known", "trace.read"). Everybody stands somewhere towards a pathway; a verb says which
standings allow it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.queries import scope_kind, scopes_of
from aia.access.terms import Actor, Forbidden, Role, ScopeKind
from aia.pathways.models import Pathway, Referral
from aia.pathways.models.line import OnPathway
from aia.people.queries import members_on
from aia.trace.traced import Traced

_Row = TypeVar("_Row", bound=Traced)

FILE_ROLES = (Role.SOCIAL_WORKER, Role.COORDINATOR)


class Standing(Enum):
    """How an actor stands towards one pathway."""

    TEAM = "team"
    COORDINATOR = "coordinator"
    DISTRICT = "district"
    GLASS = "glass"
    SELF = "self"
    RECEIVER = "receiver"


_S = Standing
_TEAM = frozenset({_S.TEAM})
_LEADING = frozenset({_S.TEAM, _S.COORDINATOR})
_OFFICE = frozenset({_S.TEAM, _S.COORDINATOR, _S.DISTRICT})
_WITH_PERSON = frozenset({_S.TEAM, _S.SELF})
_PERSON = frozenset({_S.SELF})
_WITH_RECEIVER = frozenset({_S.TEAM, _S.RECEIVER})
_COORDINATOR = frozenset({_S.COORDINATOR})
_READERS = frozenset({_S.TEAM, _S.COORDINATOR, _S.GLASS})

# What is not named here is the team's work.
_POLICY: Mapping[str, frozenset[Standing]] = {
    "file.read": _READERS,
    "file.known": _READERS | _OFFICE | {_S.SELF},
    "trace.read": _READERS | {_S.SELF},
    "team.changed": _LEADING,
    "pathway.opened": _OFFICE,
    "pathway.lead_changed": _LEADING,
    "pathway.protection_followed": _OFFICE,
    "pathway.suspended": _LEADING,
    "pathway.resumed": _LEADING,
    "pathway.closed": _LEADING,
    "pathway.reopened": _OFFICE,
    "demand.opened": _WITH_PERSON,
    "demand.reworded": _WITH_PERSON,
    "demand.withdrawn": _WITH_PERSON,
    "choice.made": _WITH_PERSON,
    "choice.changed": _WITH_PERSON,
    "referral.accepted": _WITH_RECEIVER,
    "referral.declined": _WITH_RECEIVER,
    "referral.started": _WITH_RECEIVER,
    "referral.ended": _WITH_RECEIVER,
    "give_back.given": _WITH_PERSON,
    "plan.approved": _COORDINATOR,
    "plan.returned": _COORDINATOR,
    "review.recipient_heard": _WITH_PERSON,
    "rating.given": _WITH_PERSON,
    "rating.answered": _WITH_PERSON,
    "assessment.recorded": _WITH_PERSON,
    "appointment.requested": _WITH_PERSON,
    "appointment.read": _READERS | {_S.SELF},
    "assessment.read": _READERS | {_S.SELF},
    "attachment.brought": _PERSON,
    "attachment.taken_back": _PERSON,
    "attachment.read": _READERS,
    "attachment.read_shared": _READERS | {_S.SELF},
    "plan.read": _READERS | {_S.SELF},
    "appointment.cancelled": _WITH_PERSON,
    "note.written": _TEAM | {_S.GLASS},
    "note.read": _READERS,
    "note.read_shared": _READERS | {_S.SELF},
}


def may(actor: Actor, verb: str, row: Pathway | OnPathway, *, at: datetime) -> bool:
    """Say whether the actor may do `verb` to `row` (a new, unsaved row for what creates one).

    Named services may do everything: they are the installation's own jobs.
    """
    return bool(actor.service or allowing(verb) & standings(actor, row, at=at))


def demand(
    actor: Actor, verb: str, row: Pathway | OnPathway, *, at: datetime
) -> frozenset[Standing]:
    """Return the actor's standings towards the row, when one of them allows the verb.

    Raises Forbidden when none does; hidden when the actor may not even know of the row.
    """
    if actor.service:
        return frozenset(Standing)
    standing = standings(actor, row, at=at)
    if not standing:
        raise Forbidden(_("There is no such pathway."), hidden=True)
    if allowing(verb) & standing:
        return standing
    if standing == {Standing.DISTRICT}:
        raise Forbidden(_("Only the team that follows this pathway may do this."))
    raise Forbidden(_("This is not yours to do: ask the social worker who leads the pathway."))


def allowing(verb: str) -> frozenset[Standing]:
    """Return the standings that allow a verb. Blanking a text is the coordinator's."""
    return _COORDINATOR if verb.endswith(".redacted") else _POLICY.get(verb, _TEAM)


def standings(actor: Actor, row: Pathway | OnPathway, *, at: datetime) -> frozenset[Standing]:
    """Return every way in which the actor stands towards the row's pathway; none: a stranger."""
    pathway = row if isinstance(row, Pathway) else row.pathway
    kind = scope_kind(actor, pathway.subject_id, at=at)
    found = set()
    if kind == ScopeKind.TEAM:
        found.add(Standing.TEAM)
    elif kind == ScopeKind.BREAK_GLASS:
        found.add(Standing.GLASS)
    elif kind == ScopeKind.REFERRAL and _received(actor, row):
        found.add(Standing.RECEIVER)
    if kind == ScopeKind.SELF or pathway.subject_id in actor.persons():
        found.add(Standing.SELF)
    return frozenset(found | _by_role(actor, pathway, kind, at))


def _by_role(actor: Actor, pathway: Pathway, kind: str | None, at: datetime) -> set[Standing]:
    """Return what the actor’s role gives in the district, leaving protected persons out."""
    district = pathway.district
    if district not in actor.districts(*FILE_ROLES):
        return set()
    follows = kind == ScopeKind.TEAM
    if not follows and shielded(pathway, at=at) and not _follows_protected(actor, pathway, at):
        return set()
    found = {Standing.DISTRICT}
    if actor.has(Role.COORDINATOR, district):
        found.add(Standing.COORDINATOR)
    return found


def _follows_protected(actor: Actor, pathway: Pathway, at: datetime) -> bool:
    """Say whether the actor is in the team of every protected member of the household."""
    if pathway.household_id is None:
        return False
    sheltered = set(_protected_members(pathway.household_id, at).values_list("person", flat=True))
    followed = scopes_of(actor, at=at).filter(kind=ScopeKind.TEAM, subject__in=sheltered)
    return bool(sheltered) and sheltered == set(followed.values_list("subject", flat=True))


def _protected_members(household_id: UUID, at: datetime) -> QuerySet[Any]:
    members = members_on(timezone.localdate(at)).filter(household=household_id)
    return members.filter(person__protected=True)


def _received(actor: Actor, row: Pathway | OnPathway) -> bool:
    """Say whether the row is a referral to the actor's own organisation."""
    return isinstance(row, Referral) and row.organisation_id in actor.organisations()


def shielded(pathway: Pathway, *, at: datetime) -> bool:
    """Say whether the pathway, its person or one of its household is protected now.

    What the person's row says counts at once, also before the pathway has followed it.
    """
    return pathway.protected or subject_protected(pathway, at=at)


def subject_protected(pathway: Pathway, *, at: datetime) -> bool:
    """Say whether the pathway's person, or somebody of its household, is protected now."""
    if pathway.person_id is not None:
        return pathway.person is not None and pathway.person.protected
    if pathway.household_id is not None:
        return _protected_members(pathway.household_id, at).exists()
    return False


def unshielded(rows: QuerySet[_Row], *, at: datetime, path: str = "pathway__") -> QuerySet[_Row]:
    """Return the rows of pathways that are not protected: what a role alone lets one see in lists.

    `path` leads from the rows to their pathway ("" for pathways themselves).
    """
    sheltered = members_on(timezone.localdate(at)).filter(
        household=OuterRef(f"{path}household"), person__protected=True
    )
    open_ones = rows.filter(**{f"{path}protected": False})
    return open_ones.exclude(**{f"{path}person__protected": True}).filter(~Exists(sheltered))
