"""The people of every test's story, as pytest fixtures, each made by actions.

Sara and Omar are social workers of the district, Carla coordinates it, Piero plans, Paola works
for a partner organisation, Chiara is a citizen with a file of her own, Ada administers; Dino is a
social worker of the district next door.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

if TYPE_CHECKING:
    from aia.access.models import Account
    from aia.access.terms import Actor

DISTRICT = "cremona"
NEXT_DOOR = "crema"
# When stories happen, unless they say otherwise; roles began well before.
MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ROLES_SINCE = date(2024, 1, 1)
PASSWORD = "una-frase-lunga-e-mia"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ORGANISATION = UUID("0190a000-0000-7000-8000-00000000000a")
PERSON = UUID("0190a000-0000-7000-8000-00000000000c")


@dataclass(frozen=True)
class Persona:
    """Somebody in the story: their account, and who they are when they act."""

    account: Account
    district: str

    @property
    def id(self) -> UUID:
        return self.account.id

    @property
    def actor(self) -> Actor:
        """Return the actor with the roles held at the story's moment."""
        return self.actor_at(MOMENT)

    def actor_at(self, at: datetime) -> Actor:
        """Return the actor with the roles held at that moment."""
        from aia.access.queries import actor_for

        return actor_for(self.account, at=at)


MakePersona = Callable[..., Persona]


def make_persona(
    name: str, role: str, *, district: str = DISTRICT, second_step: bool = True, **grant: Any
) -> Persona:
    """Return a new account with one role, given by the installation.

    It has its second step set up (an app with the secret TOTP_SECRET), unless told otherwise.
    """
    from allauth.mfa.totp.internal.auth import TOTP

    from aia.access import actions
    from aia.access.terms import service_actor

    installer = service_actor("installation")
    account = actions.create_account(
        actor=installer,
        email=f"{name.partition(' ')[0].lower()}@example.org",
        name=name,
        password=PASSWORD,
        at=MOMENT,
    )
    actions.grant_role(
        actor=installer,
        account=account,
        role=role,
        district=district,
        since=ROLES_SINCE,
        at=MOMENT,
        **grant,
    )
    if second_step:
        TOTP.activate(account, TOTP_SECRET)
    return Persona(account=account, district=district)


@pytest.fixture
def persona(db: None) -> MakePersona:
    """Return the maker of further people: `persona("Rita Neri", "planner")`."""
    return make_persona


@pytest.fixture
def sara(db: None) -> Persona:
    """A social worker, good at income and housing, with room for 30 files."""
    return make_persona(
        "Sara Conti", "social_worker", competences=("housing", "income"), families=30
    )


@pytest.fixture
def omar(db: None) -> Persona:
    """Another social worker of the district, good at work, with room for 20 files."""
    return make_persona("Omar Haddad", "social_worker", competences=("work",), families=20)


@pytest.fixture
def carla(db: None) -> Persona:
    """The coordinator."""
    return make_persona("Carla Ferri", "coordinator")


@pytest.fixture
def piero(db: None) -> Persona:
    """A planner: figures, never persons."""
    return make_persona("Piero Galli", "planner")


@pytest.fixture
def paola(db: None) -> Persona:
    """An operator of the partner organisation ORGANISATION."""
    return make_persona("Paola Riva", "partner_operator", organisation=ORGANISATION)


@pytest.fixture
def chiara(db: None) -> Persona:
    """A citizen, whose own file is PERSON's."""
    return make_persona("Chiara Moro", "citizen", person=PERSON)


@pytest.fixture
def ada(db: None) -> Persona:
    """The administrator: accounts and roles, never persons."""
    return make_persona("Ada Bassi", "administrator")


@pytest.fixture
def dino(db: None) -> Persona:
    """A social worker of another district."""
    return make_persona("Dino Sala", "social_worker", district=NEXT_DOOR)
