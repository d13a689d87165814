"""Persons in a project: the parts that they play, the plans that point at it, what they give back.

The project never reads whose plan it is, nor who gave back: it counts them.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.community import permissions
from aia.community.actions.locking import check_going, going_project, row_of_project
from aia.community.models import (
    PlanLink,
    Project,
    ProjectGift,
    ProjectRole,
    RoleHolder,
)
from aia.community.rules import values
from aia.community.terms import Refused
from aia.community.verbs import projects as verbs
from aia.pathways.actions import give_back
from aia.pathways.queries import plan_worked
from aia.people import queries as people
from aia.trace.actions import lock, record


@transaction.atomic
def open_role(
    *,
    actor: Actor,
    project_id: UUID,
    words: str,
    places: int,
    for_recipients: bool,
    at: datetime,
) -> ProjectRole:
    """Say that there is a part to play, and whether it is open to who receives help."""
    project = going_project(actor, "role.opened", project_id, at=at)
    role = ProjectRole(district=project.district, project=project)
    role.words = values.text(words, "words")
    facts = verbs.RoleOpened(
        project=project.id,
        places=values.count(places, "places", least=1),
        for_recipients=for_recipients,
    )
    return record(role, facts, actor=actor, at=at, caused_by=project)


@transaction.atomic
def take_role(
    *,
    actor: Actor,
    role_id: UUID,
    organisation_id: UUID | None = None,
    person_id: UUID | None = None,
    at: datetime,
) -> RoleHolder:
    """Play a part: for a body, or as a person where it is open to everybody.

    Raises Forbidden, Refused.
    """
    role = lock(permissions.near(actor, ProjectRole.objects.all()), role_id)
    if (organisation_id is None) == (person_id is None):
        raise Refused(_("Say who plays it: a body or a person."), field="who")
    holder = RoleHolder(district=role.district, project=role.project)
    holder.organisation_id, holder.person_id = organisation_id, person_id
    permissions.demand(actor, "role.taken", holder, at=at)
    check_going(role.project)
    _check_holder(actor, role, holder, at)
    facts = verbs.RoleTaken(
        project=role.project_id,
        role=role.id,
        organisation=organisation_id,
        person=person_id,
        taken_at=at,
    )
    return record(holder, facts, actor=actor, at=at, caused_by=role)


@transaction.atomic
def add_hours(
    *, actor: Actor, holder_id: UUID, hours: Decimal, seen: int | None = None, at: datetime
) -> RoleHolder:
    """Add hours given in a part. Raises Forbidden, RowChanged, Refused."""
    holder = row_of_project(actor, "role.worked", RoleHolder, holder_id, seen=seen, at=at)
    _demand_there(holder)
    most = values.MOST_HOURS - holder.hours
    total = holder.hours + values.amount(hours, "hours", most=most)
    return record(holder, verbs.RoleWorked(hours=total), actor=actor, at=at)


@transaction.atomic
def leave_role(
    *, actor: Actor, holder_id: UUID, seen: int | None = None, at: datetime
) -> RoleHolder:
    """Stop playing a part: no reason is asked. Raises Forbidden, RowChanged, Refused."""
    holder = row_of_project(actor, "role.left", RoleHolder, holder_id, seen=seen, at=at)
    _demand_there(holder)
    return record(holder, verbs.RoleLeft(left_at=at), actor=actor, at=at)


@transaction.atomic
def join_plan(*, actor: Actor, project_id: UUID, plan_id: UUID, at: datetime) -> PlanLink:
    """Let a person's plan take part in a project of the district.

    It is who follows the person who writes it, as they agreed. Raises Forbidden, Refused.
    """
    plan = plan_worked(actor, plan_id, at=at)
    project = going_project(actor, "plan_link.joined", project_id, at=at)
    if plan.district != project.district:
        raise Project.DoesNotExist
    if project.planlinks.filter(plan=plan.id, left_at=None).exists():
        raise Refused(_("This plan already takes part in it."), field="project_id")
    facts = verbs.PlanLinkJoined(project=project.id, plan=plan.id, joined_at=at)
    link = PlanLink(district=project.district, project=project)
    return record(link, facts, actor=actor, at=at, caused_by=project)


@transaction.atomic
def leave_plan(*, actor: Actor, link_id: UUID, seen: int | None = None, at: datetime) -> PlanLink:
    """Let a plan leave the project. Raises Forbidden, RowChanged, Refused."""
    link = row_of_project(actor, "plan_link.left", PlanLink, link_id, seen=seen, at=at)
    plan_worked(actor, link.plan_id, at=at)
    if link.left_at is not None:
        raise Refused(_("This plan does not take part any more."))
    return record(link, verbs.PlanLinkLeft(left_at=at), actor=actor, at=at)


@transaction.atomic
def give_in_project(
    *,
    actor: Actor,
    link_id: UUID,
    kind: str,
    words: str = "",
    hours: Decimal | None = None,
    at: datetime,
) -> ProjectGift:
    """Write what the person gave back in the project: on their own path, counted in the project.

    Always voluntary, owed to nobody. Raises Forbidden, Refused.
    """
    link = row_of_project(actor, "project_gift.arose", PlanLink, link_id, seen=None, at=at)
    pathway = plan_worked(actor, link.plan_id, at=at).pathway_id
    given = give_back(actor=actor, pathway_id=pathway, kind=kind, words=words, hours=hours, at=at)
    gift = ProjectGift(district=link.district, project=link.project)
    facts = verbs.ProjectGiftArose(project=link.project_id, give_back=given.id)
    return record(gift, facts, actor=actor, at=at, caused_by=link.project)


def _check_holder(actor: Actor, role: ProjectRole, holder: RoleHolder, at: datetime) -> None:
    """Raise Refused or Forbidden when this part is not for them."""
    if holder.person_id is not None:
        people.get_person(actor, holder.person_id, at=at)
        at_table = role.project.table.seats.filter(person=holder.person_id, state="taken")
        if not role.for_recipients and not at_table.exists():
            raise Refused(_("This part is for who sits at the table."))
    if holder.organisation_id is not None:
        people.get_organisation(actor, holder.organisation_id)
    playing = role.holders.filter(left_at=None)
    if playing.count() >= role.places:
        raise Refused(_("Everybody who was needed is already there."))
    same = {"person": holder.person_id, "organisation": holder.organisation_id}
    if playing.filter(**same).exists():
        raise Refused(_("They already play this part."))


def _demand_there(holder: RoleHolder) -> None:
    if holder.left_at is not None:
        raise Refused(_("They do not play this part any more."))
