"""Who acts and in what role: the words every other module asks its permissions with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from aia.kit.ids import derived_id
from aia.kit.refusals import Refusal
from aia.trace.terms import Origin


class Role(models.TextChoices):
    """What a person does in the district; one person may have several roles."""

    SOCIAL_WORKER = "social_worker", _("Social worker")
    COORDINATOR = "coordinator", _("Coordinator")
    PLANNER = "planner", _("Planner")
    PARTNER_OPERATOR = "partner_operator", _("Partner operator")
    CITIZEN = "citizen", _("Citizen")
    ADMINISTRATOR = "administrator", _("Administrator")


class ScopeKind(models.TextChoices):
    """Why somebody may open one file."""

    TEAM = "team", _("in the team that follows it")
    REFERRAL = "referral", _("a referral to the organisation")
    SELF = "self", _("it is their own")
    BREAK_GLASS = "break_glass", _("opened in an emergency, with a reason")


class ReadingKind(models.TextChoices):
    """What was looked at."""

    FILE = "file", _("the personal file")
    TRACE = "trace", _("the trace")
    ATTACHMENT = "attachment", _("an attachment")
    EXPORT = "export", _("an export of the data")
    PRINT = "print", _("a printed plan")


class ReadingWhy(models.TextChoices):
    """On what grounds a file was opened: a scope, or what the role allows in its district."""

    TEAM = "team", _("is in the team that follows you")
    REFERRAL = "referral", _("works in an organisation you were referred to")
    SELF = "self", _("opened their own file")
    BREAK_GLASS = "break_glass", _("opened it in an emergency")
    COORDINATOR = "coordinator", _("coordinates the district’s social workers")
    DISTRICT = "district", _("works as a social worker in the district")
    SERVICE = "service", _("is one of Aia’s own jobs")


class ClientScope(models.TextChoices):
    """What a machine client may ask of the API, within its account's roles."""

    PEOPLE_READ = "people:read", _("read people")
    PEOPLE_WRITE = "people:write", _("write people")
    PATHWAYS_READ = "pathways:read", _("read pathways")
    PATHWAYS_WRITE = "pathways:write", _("write pathways")
    TRACE_READ = "trace:read", _("read the trace")
    NOTICES_READ = "notices:read", _("read notices")
    NOTICES_WRITE = "notices:write", _("write notices")
    FLOOR_READ = "floor:read", _("read the floor")
    FLOOR_WRITE = "floor:write", _("book, lend and move stock on the floor")


class EmergencyReason(models.TextChoices):
    """Why a file outside one's scope had to be opened."""

    DANGER = "danger", _("Somebody is in danger")
    COLLEAGUE_AWAY = "colleague_away", _("The colleague who follows the person is away")
    AUTHORITY = "authority", _("A court or another authority asks for it")
    PERSON_ASKED = "person_asked", _("The person asked me to")


class Forbidden(Exception):
    """The policy says no.

    `hidden` means that the actor may not even know that the thing exists: doors answer "not
    found".
    """

    def __init__(self, message: str, *, hidden: bool = False) -> None:
        super().__init__(message)
        self.hidden = hidden


class Refused(Refusal):
    """An act that the rules of this module do not allow; the text says why and how to mend it."""


@dataclass(frozen=True)
class Grant:
    """One role in one district; for an organisation (partner) or a person (citizen)."""

    role: str
    district: str
    organisation: UUID | None = None
    person: UUID | None = None


@dataclass(frozen=True)
class Actor:
    """Whoever acts: an account with its roles in force, a machine client, or a named service.

    `origin` travels to the ledger with everything the actor does.
    """

    id: UUID
    name: str
    grants: tuple[Grant, ...] = ()
    origin: str = Origin.LIVED
    service: str = ""

    def has(self, role: str, district: str | None = None) -> bool:
        """Say whether the actor has the role, in that district if one is named."""
        return any(g.role == role and district in (None, g.district) for g in self.grants)

    def districts(self, *roles: str) -> frozenset[str]:
        """Return the districts where the actor has any of the roles (all roles when none given)."""
        return frozenset(g.district for g in self.grants if not roles or g.role in roles)

    def organisations(self) -> frozenset[UUID]:
        """Return the organisations on whose behalf the actor may act."""
        return frozenset(g.organisation for g in self.grants if g.organisation)

    def persons(self) -> frozenset[UUID]:
        """Return the persons that the actor is, as a citizen."""
        return frozenset(g.person for g in self.grants if g.person)

    def simulated(self) -> Actor:
        """Return the same actor, whose acts are marked as simulated."""
        return replace(self, origin=Origin.SIMULATED)


SERVICES = {
    "installation": _("Aia, when it was set up"),
    "import": _("Aia, bringing in another archive"),
    "demo": _("Aia, simulating a district"),
    "nightly": _("Aia, in its nightly work"),
    "reporter": _("Somebody who noticed, without an account"),
    "voice": _("Somebody who speaks for a sensor, without an account"),
    "recogniser": _("Aia, suggesting what a notice is about"),
}


def service_actor(name: str, *, origin: str = Origin.LIVED) -> Actor:
    """Return the named service that jobs and imports act as. Raises ValueError for another name."""
    if name not in SERVICES:
        raise ValueError(f"no service actor called {name!r}; there are {', '.join(SERVICES)}")
    return Actor(id=derived_id("service", name), name=name, origin=origin, service=name)
