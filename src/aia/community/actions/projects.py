"""A community project is started by a table, equipped, told of, and ended."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.commons.queries import resource_seen
from aia.community.actions.locking import going_project, open_table, row_of_project
from aia.community.models import (
    Aim,
    CollectiveNeed,
    Pocket,
    Project,
    ProjectResource,
    Result,
)
from aia.community.rules import values
from aia.community.terms import CollectiveState, PocketSource, ProjectOutcome, Refused
from aia.community.verbs import projects as verbs
from aia.people import queries as people
from aia.trace.actions import record


@transaction.atomic
def start_project(
    *,
    actor: Actor,
    table_id: UUID,
    title: str,
    aim: str,
    sign: str,
    starts_on: date,
    ends_on: date,
    about: str = "",
    collective_id: UUID | None = None,
    at: datetime,
) -> Project:
    """Start a project with its first aim, and the sign by which anybody sees it reached.

    Raises Forbidden, Refused.
    """
    table = open_table(actor, "project.started", table_id, at=at)
    values.not_before(ends_on, starts_on, "ends_on")
    project = Project(district=table.district, table=table)
    project.title = values.text(title, "title", longest=values.LONGEST_NAME)
    project.about = values.text(about, "about", required=False, longest=2_000)
    facts = verbs.ProjectStarted(
        table=table.id,
        collective=_collective(collective_id, table.district),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    project = record(project, facts, actor=actor, at=at, caused_by=table)
    _set_aim(project, aim, sign, actor=actor, at=at)
    return project


@transaction.atomic
def set_aim(*, actor: Actor, project_id: UUID, words: str, sign: str, at: datetime) -> Aim:
    """Add something that the project wants. Raises Forbidden, Refused."""
    project = going_project(actor, "aim.set", project_id, at=at)
    return _set_aim(project, words, sign, actor=actor, at=at)


@transaction.atomic
def equip_project(
    *, actor: Actor, project_id: UUID, resource_id: UUID, at: datetime
) -> ProjectResource:
    """Let the project use something on the floor. Raises Forbidden, Refused."""
    project = going_project(actor, "project.equipped", project_id, at=at)
    resource = resource_seen(resource_id)
    if resource.district != project.district or resource.state == "withdrawn":
        raise Refused(_("Choose something that is on the district’s floor."), field="resource_id")
    if project.projectresources.filter(resource=resource).exists():
        raise Refused(_("The project already uses it."), field="resource_id")
    facts = verbs.ProjectEquipped(project=project.id, resource=resource.id)
    row = ProjectResource(district=project.district, project=project)
    return record(row, facts, actor=actor, at=at, caused_by=project)


@transaction.atomic
def promise_money(
    *,
    actor: Actor,
    project_id: UUID,
    source: str,
    promised: Decimal,
    organisation_id: UUID | None = None,
    words: str = "",
    at: datetime,
) -> Pocket:
    """Write money promised to the project, in euro. Raises Forbidden, Refused."""
    project = going_project(actor, "pocket.promised", project_id, at=at)
    pocket = Pocket(district=project.district, project=project)
    pocket.words = values.text(words, "words", required=False)
    if organisation_id is not None:
        people.get_organisation(actor, organisation_id)
    facts = verbs.PocketPromised(
        project=project.id,
        source=values.code(source, PocketSource, "source"),
        organisation=organisation_id,
        promised=values.amount(promised, "promised", most=values.MOST_EURO),
    )
    return record(pocket, facts, actor=actor, at=at, caused_by=project)


@transaction.atomic
def spend_money(
    *, actor: Actor, pocket_id: UUID, spent: Decimal, seen: int | None = None, at: datetime
) -> Pocket:
    """Write how much of a pocket was spent so far, in euro: never more than it holds."""
    pocket = row_of_project(actor, "pocket.spent", Pocket, pocket_id, seen=seen, at=at)
    values.amount(spent, "spent", most=pocket.promised)
    return record(pocket, verbs.PocketSpent(spent=spent), actor=actor, at=at)


@transaction.atomic
def tell_result(
    *,
    actor: Actor,
    project_id: UUID,
    words: str,
    aim_id: UUID | None = None,
    at: datetime,
) -> Result:
    """Tell what came of the project: every plan that takes part reads it at its review."""
    project = going_project(actor, "result.told", project_id, at=at)
    if aim_id is not None and not project.aims.filter(pk=aim_id).exists():
        raise Refused(_("Choose an aim of this project."), field="aim_id")
    result = Result(district=project.district, project=project)
    result.words = values.text(words, "words", longest=2_000)
    facts = verbs.ResultTold(project=project.id, aim=aim_id, told_on=timezone.localdate(at))
    return record(result, facts, actor=actor, at=at, caused_by=project)


@transaction.atomic
def end_project(
    *,
    actor: Actor,
    project_id: UUID,
    outcome: str,
    words: str,
    seen: int | None = None,
    at: datetime,
) -> Project:
    """End a project whose tasks have all come to their end. Raises Forbidden, Refused."""
    project = going_project(actor, "project.ended", project_id, seen=seen, at=at)
    if project.tasks.filter(state="taken").exists():
        raise Refused(_("A task is still to be done: settle it first."))
    project.ending = values.text(words, "words", longest=2_000)
    facts = verbs.ProjectEnded(outcome=values.code(outcome, ProjectOutcome, "outcome"), ended_at=at)
    return record(project, facts, actor=actor, at=at)


def _set_aim(project: Project, words: str, sign: str, *, actor: Actor, at: datetime) -> Aim:
    aim = Aim(district=project.district, project=project)
    aim.words, aim.sign = values.text(words, "aim"), values.text(sign, "sign")
    facts = verbs.AimSet(project=project.id)
    return record(aim, facts, actor=actor, at=at, caused_by=project)


def _collective(collective_id: UUID | None, district: str) -> UUID | None:
    if collective_id is None:
        return None
    found = CollectiveNeed.objects.filter(
        pk=collective_id, district=district, state=CollectiveState.RECOGNISED
    )
    if not found.exists():
        raise Refused(_("Choose a need recognised as the community’s."), field="collective_id")
    return collective_id
