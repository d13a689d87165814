"""A person's file: the pathway and everything on its line, opened for who may read it.

The number of statements does not depend on how many needs, options or answers there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.utils import timezone

from aia.access.queries import account_names, team_of
from aia.access.terms import Actor, ReadingWhy
from aia.pathways import permissions
from aia.pathways.models import Answer, Choice, Demand, Need, Option, Pathway, Plan, Referral
from aia.pathways.models.line import OnPathway
from aia.pathways.permissions import Standing
from aia.pathways.queries.line import DemandFile, GiveBackFile, LineReader, NeedFile
from aia.pathways.queries.naming import pathway_names
from aia.pathways.terms import State
from aia.people import queries as people

_R = TypeVar("_R", bound=OnPathway)

# The first that holds is the ground on which a file is read.
_GROUNDS = (
    (Standing.TEAM, ReadingWhy.TEAM),
    (Standing.GLASS, ReadingWhy.BREAK_GLASS),
    (Standing.COORDINATOR, ReadingWhy.COORDINATOR),
    (Standing.SELF, ReadingWhy.SELF),
    (Standing.RECEIVER, ReadingWhy.REFERRAL),
    (Standing.DISTRICT, ReadingWhy.DISTRICT),
)
_PATH_TO_NEED: dict[type[OnPathway], str] = {
    Need: "id",
    Demand: "need_id",
    Option: "demand__need_id",
    Choice: "demand__need_id",
    Answer: "need_id",
    Referral: "need_id",
}


@dataclass(frozen=True)
class TeamMember:
    """Somebody who follows the pathway; one of them leads."""

    account: UUID
    name: str
    leads: bool


@dataclass(frozen=True)
class PathwayGlimpse:
    """What a colleague outside the team may know: that it exists, its state and who leads it."""

    pathway: Pathway
    name: str
    lead_name: str


@dataclass(frozen=True, kw_only=True)
class PathwayFile:
    """One subject's file. `pathway` is the open one, or the latest; `earlier` are the others.

    `needs` are those of every pathway that the actor may read, oldest first; `give_backs` those
    that arise from no need. `why` is the ground (`ReadingWhy`) on which it is read.
    """

    pathway: Pathway
    name: str
    why: str
    standing: frozenset[Standing]
    needs: Sequence[NeedFile]
    give_backs: Sequence[GiveBackFile]
    plans: Sequence[Plan]
    team: Sequence[TeamMember]
    lead_name: str
    earlier: Sequence[Pathway]

    def may(self, verb: str) -> bool:
        """Say whether the reader may do `verb` on this pathway: to show or hide a button."""
        return bool(permissions.allowing(verb) & self.standing)


@dataclass(frozen=True, kw_only=True)
class NeedDetail:
    """One need with all that follows from it, as somebody on the pathway may read it."""

    pathway: Pathway
    name: str
    why: str
    standing: frozenset[Standing]
    file: NeedFile

    def may(self, verb: str) -> bool:
        """Say whether the reader may do `verb` here: to show or hide a button."""
        return bool(permissions.allowing(verb) & self.standing)

    def demand(self, demand_id: UUID) -> DemandFile:
        """Return one of its demands. Raises Demand.DoesNotExist."""
        for one in self.file.demands:
            if one.demand.id == demand_id:
                return one
        raise Demand.DoesNotExist


def glimpse(actor: Actor, subject_id: UUID, *, at: datetime) -> PathwayGlimpse | None:
    """Return what the actor may know of the subject's pathway without opening it.

    None when there is no pathway. Raises Forbidden(hidden=True) for who may not know of it.
    """
    pathways = _pathways(subject_id)
    if not pathways:
        return None
    main = pathways[0]
    permissions.demand(actor, "file.known", main, at=at)
    names = account_names({main.lead}) if main.lead else {}
    return PathwayGlimpse(main, name_of(main), names.get(main.lead, "") if main.lead else "")


def pathway_file(actor: Actor, subject_id: UUID, *, at: datetime) -> PathwayFile | None:
    """Return everything on the subject's line; None when no pathway was ever opened.

    Doors call `actions.open_file`, which also records the reading. Raises Forbidden.
    """
    shown = pathways_of(actor, subject_id, at=at)
    if not shown:
        return None
    main, *earlier = shown
    standing = permissions.demand(actor, "file.read", main, at=at)
    reader = LineReader(shown, today=timezone.localdate(at))
    team = _team(main, at)
    return PathwayFile(
        pathway=main,
        name=name_of(main),
        why=ground(standing),
        standing=standing,
        needs=reader.needs(),
        give_backs=reader.loose_give_backs(),
        plans=list(Plan.objects.filter(pathway__in=shown).order_by("starts_on", "id")),
        team=team,
        lead_name=next((member.name for member in team if member.leads), ""),
        earlier=earlier,
    )


def need_detail(actor: Actor, need_id: UUID, *, at: datetime) -> NeedDetail:
    """Return one need and what follows from it. Raises Forbidden, Need.DoesNotExist."""
    need = Need.objects.select_related("pathway__person").get(pk=need_id)
    standing = permissions.demand(actor, "file.read", need, at=at)
    today = timezone.localdate(at)
    found = LineReader([need.pathway], today=today, need_ids=[need_id]).needs()
    return NeedDetail(
        pathway=need.pathway,
        name=name_of(need.pathway),
        why=ground(standing),
        standing=standing,
        file=found[0],
    )


def need_detail_of(actor: Actor, model: type[_R], row_id: UUID, *, at: datetime) -> NeedDetail:
    """Return the detail of the need that a demand, option, choice, answer or referral is about.

    Raises Forbidden, the model's DoesNotExist.
    """
    need_id = model._default_manager.values_list(_PATH_TO_NEED[model], flat=True).get(pk=row_id)
    return need_detail(actor, need_id, at=at)


def pathways_of(actor: Actor, subject_id: UUID, *, at: datetime) -> list[Pathway]:
    """Return the subject's pathways that the actor may read: the open one, or the latest, first.

    The first is there whoever asks: its reader asks the policy. Empty when none was ever opened.
    """
    pathways = _pathways(subject_id)
    return pathways[:1] + [p for p in pathways[1:] if _readable(actor, p, pathways[0], at)]


def ground(standing: frozenset[Standing]) -> str:
    """Return on what ground (`ReadingWhy`) somebody who stands so opens the file."""
    if standing == frozenset(Standing):
        return ReadingWhy.SERVICE
    return next(why for stands, why in _GROUNDS if stands in standing)


def name_of(pathway: Pathway) -> str:
    """Return what to call the pathway's subject; a community by its title."""
    names = pathway_names([(pathway.kind, pathway.subject)])
    return names.get(pathway.subject, pathway.title)


def _pathways(subject_id: UUID) -> list[Pathway]:
    """Return the pathways of the subject and of rows merged with it: the open one, then latest."""
    rows = Pathway.objects.filter(subject__in=people.same_person_ids(subject_id))
    found = rows.select_related("person").order_by("-opened_at", "-id")
    return sorted(found, key=lambda pathway: pathway.state == State.CLOSED)


def _readable(actor: Actor, pathway: Pathway, main: Pathway, at: datetime) -> bool:
    same = pathway.subject == main.subject and pathway.protected == main.protected
    return same or permissions.may(actor, "file.read", pathway, at=at)


def _team(pathway: Pathway, at: datetime) -> list[TeamMember]:
    return [
        TeamMember(scope.account.id, scope.account.name, scope.account_id == pathway.lead)
        for scope in team_of(pathway.subject, at=at)
        if scope.account is not None
    ]
