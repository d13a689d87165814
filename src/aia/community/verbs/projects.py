"""The verbs of community projects. What is written stands apart."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from aia.community.terms import ProjectState
from aia.trace.terms import Facts, verb


@verb("project.started", of="community.Project", cause="community.Table")
class ProjectStarted(Facts):
    """A table started a project, for a need in common or for another reason."""

    table: UUID
    collective: UUID | None
    starts_on: date
    ends_on: date
    state: str = ProjectState.GOING


@verb("project.ended", of="community.Project")
class ProjectEnded(Facts):
    """The project came to its end."""

    outcome: str
    ended_at: datetime
    state: str = ProjectState.ENDED


@verb("aim.set", of="community.Aim", cause="community.Project")
class AimSet(Facts):
    """The project wants something that can be seen."""

    project: UUID


@verb("role.opened", of="community.ProjectRole", cause="community.Project")
class RoleOpened(Facts):
    """There is a part to play."""

    project: UUID
    places: int
    for_recipients: bool


@verb("role.taken", of="community.RoleHolder", cause="community.ProjectRole")
class RoleTaken(Facts):
    """Somebody plays it."""

    project: UUID
    role: UUID
    organisation: UUID | None
    person: UUID | None
    taken_at: datetime


@verb("role.worked", of="community.RoleHolder")
class RoleWorked(Facts):
    """Hours were given in it: `hours` is their sum so far."""

    hours: Decimal


@verb("role.left", of="community.RoleHolder")
class RoleLeft(Facts):
    """They do not play it any more."""

    left_at: datetime


@verb("project.equipped", of="community.ProjectResource", cause="community.Project")
class ProjectEquipped(Facts):
    """The project uses something on the floor."""

    project: UUID
    resource: UUID


@verb("pocket.promised", of="community.Pocket", cause="community.Project")
class PocketPromised(Facts):
    """Somebody promised money, in euro."""

    project: UUID
    source: str
    organisation: UUID | None
    promised: Decimal


@verb("pocket.spent", of="community.Pocket")
class PocketSpent(Facts):
    """How much of it was spent so far, in euro."""

    spent: Decimal


@verb("result.told", of="community.Result", cause="community.Project")
class ResultTold(Facts):
    """Something came of the project."""

    project: UUID
    aim: UUID | None
    told_on: date


@verb("plan_link.joined", of="community.PlanLink", cause="community.Project")
class PlanLinkJoined(Facts):
    """A plan takes part in the project."""

    project: UUID
    plan: UUID
    joined_at: datetime


@verb("plan_link.left", of="community.PlanLink")
class PlanLinkLeft(Facts):
    """It does not any more."""

    left_at: datetime


@verb("project_gift.arose", of="community.ProjectGift", cause="community.Project")
class ProjectGiftArose(Facts):
    """Somebody gave back in the project."""

    project: UUID
    give_back: UUID
