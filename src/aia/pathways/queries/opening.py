"""Whose pathway is about to be opened, and who could lead it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from aia.access import queries as access
from aia.access.terms import Actor, Forbidden, Role
from aia.pathways import permissions
from aia.pathways.models import Pathway
from aia.pathways.queries.naming import pathway_names
from aia.pathways.terms import Domain
from aia.people import queries as people
from aia.people.terms import Subject

if TYPE_CHECKING:
    from aia.access.models import Account


@dataclass(frozen=True)
class Beginning:
    """Of whom a pathway would be: `subject` is None for a community, which has no row yet."""

    kind: str
    subject: UUID | None
    district: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A worker who could lead, with the figures that a colleague looks at before deciding."""

    account: UUID
    name: str
    files: int | None
    capacity: int | None
    competences: tuple[str, ...]
    reasons: tuple[str, ...]
    is_reader: bool


def beginning(actor: Actor, kind: str, subject: UUID | None, *, at: datetime) -> Beginning:
    """Return whose pathway it would be, for who may open it. Raises Forbidden."""
    pathway = _unsaved(actor, kind, subject, at)
    permissions.demand(actor, "pathway.opened", pathway, at=at)
    if subject is None:
        return Beginning(kind, None, pathway.district, "")
    names = pathway_names([(kind, pathway.subject_id)])
    return Beginning(kind, subject, pathway.district, names.get(pathway.subject_id, ""))


def candidates(
    actor: Actor, district: str, wanted: Collection[str] = (), *, at: datetime
) -> list[Candidate]:
    """Return who could lead a pathway of the district, the most suitable first, the reader too.

    `wanted` are domains of need. It is a proposal with its reasons: whoever reads decides.
    Raises Forbidden for who does not follow people there.
    """
    if district not in actor.districts(*permissions.FILE_ROLES):
        raise Forbidden(_("Only who follows people in the district may do this."))
    found = [
        Candidate(
            account=one.load.account,
            name=one.load.name,
            files=one.load.files,
            capacity=one.load.capacity,
            competences=competence_names(one.load.competences),
            reasons=one.reasons,
            is_reader=one.load.account == actor.id,
        )
        for one in access.proposals(district, wanted, at=at)
    ]
    return found if any(one.is_reader for one in found) else [*found, _reader(actor)]


def colleagues(actor: Actor, district: str, *, at: datetime) -> dict[UUID, str]:
    """Return the names of who may be in a team of the district. Raises Forbidden."""
    if district not in actor.districts(*permissions.FILE_ROLES):
        raise Forbidden(_("Only who follows people in the district may do this."))
    rows = [
        account
        for role in (Role.SOCIAL_WORKER, Role.COORDINATOR)
        for account in access.accounts_by_role(district, role, at=at)
    ]
    return {account.id: account.name for account in rows}


def team_accounts(pathway: Pathway, *, at: datetime) -> list[Account]:
    """Return the accounts that follow a pathway, the first who came in first."""
    scopes = access.team_of(pathway.subject, at=at)
    return [scope.account for scope in scopes if scope.account is not None]


def competence_names(codes: Collection[str]) -> tuple[str, ...]:
    """Return the names of competences declared by code of a domain; others as they are."""
    labels = {code: str(label) for code, label in Domain.choices}
    return tuple(sorted(labels.get(code, code) for code in codes))


def _reader(actor: Actor) -> Candidate:
    return Candidate(
        account=actor.id,
        name=actor.name,
        files=None,
        capacity=None,
        competences=(),
        reasons=(),
        is_reader=True,
    )


def _unsaved(actor: Actor, kind: str, subject: UUID | None, at: datetime) -> Pathway:
    if kind == Subject.PERSON and subject is not None:
        person = people.get_person(actor, people.kept_person_id(subject), at=at)
        return Pathway(kind=kind, district=person.district, person=person)
    if kind == Subject.HOUSEHOLD and subject is not None:
        household = people.get_household(actor, subject, at=at)
        return Pathway(kind=kind, district=household.district, household=household)
    if kind == Subject.ORGANISATION and subject is not None:
        body = people.get_organisation(actor, subject)
        return Pathway(kind=kind, district=body.district, organisation=body)
    return Pathway(kind=Subject.COMMUNITY, district=_workplace(actor))


def _workplace(actor: Actor) -> str:
    """Return the district where the actor follows people, the first by code if several."""
    districts = sorted(actor.districts(*permissions.FILE_ROLES))
    if not districts:
        raise Forbidden(_("Only who follows people in the district may do this."))
    return districts[0]
