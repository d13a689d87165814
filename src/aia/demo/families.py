"""Turning drawn households into registered people."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID

from codicefiscale import codicefiscale
from django.db import transaction

from aia.access.terms import Actor
from aia.demo.households import Drawn, Family
from aia.demo.world import Member, World
from aia.people import actions as people
from aia.people.terms import HouseholdRole, IdentifierKind, Identity, Sex

_YEAR = 365.25
STREETS = ("via dei Tigli", "via del Forno", "vicolo dell'Aia", "via Argine", "piazza del Pozzo")
_KEEPS_OWN_NAME = (HouseholdRole.PARTNER, HouseholdRole.RELATIVE)


@dataclass(frozen=True)
class Home:
    """A registered household; the first member speaks for it."""

    household: UUID
    municipality: str
    members: tuple[Member, ...]


@transaction.atomic
def register(world: World, family: Family, *, actor: Actor, at: datetime) -> Home:
    """Register an invented household with its people, as a social worker would at the desk."""
    share = world.scenario.people
    origin = world.names.origin(share["from_abroad"], world.rng)
    surname = world.names.family(origin, world.rng)
    address = f"{world.pick(STREETS)}, {int(world.rng.integers(1, 120))}"
    members = []
    for drawn in family.members:
        own = drawn.role in _KEEPS_OWN_NAME
        name = world.names.family(origin, world.rng) if own else surname
        members.append(_register_one(world, drawn, name, origin, address, family, actor, at))
    household = people.form_household(
        actor=actor,
        district=world.district,
        since=world.day(at),
        municipality=family.municipality,
        members=[
            (member.id, drawn.role) for member, drawn in zip(members, family.members, strict=True)
        ],
        at=at,
    )
    world.people += len(members)
    return Home(household.id, family.municipality, tuple(members))


def _register_one(
    world: World,
    drawn: Drawn,
    surname: str,
    origin: str,
    address: str,
    family: Family,
    actor: Actor,
    at: datetime,
) -> Member:
    identity = Identity(
        given_name=drawn.name or world.names.given(origin, drawn.sex, world.rng),
        family_name=surname,
        birth_date=world.day(at) - timedelta(days=int((drawn.age + world.rng.random()) * _YEAR)),
        address=address,
        phone=f"000 {int(world.rng.integers(10**6, 10**7))}",
    )
    person = people.register_person(
        actor=actor,
        district=world.district,
        identity=identity,
        sex=drawn.sex,
        municipality=family.municipality,
        at=at,
    )
    if world.rng.random() < world.scenario.people["with_tax_code"]:
        people.add_identifier(
            actor=actor,
            person=person.id,
            kind=IdentifierKind.TAX_CODE,
            value=tax_code(identity, drawn.sex, world.birthplace),
            at=at,
        )
    return Member(person.id, drawn.age, drawn.sex, identity.full_name)


def tax_code(identity: Identity, sex: str, birthplace: str) -> str:
    """Return the tax code that an invented person would have. `birthplace` is a cadastral code.

    Put together from the package's own parts: its whole encoding also decodes every code again.
    """
    born = datetime.combine(identity.birth_date or date.min, time())
    code = (
        _surname_part(identity.family_name)
        + _name_part(identity.given_name)
        + codicefiscale.encode_birthdate(born, "F" if sex == Sex.FEMALE else "M")
        + birthplace
    )
    return f"{code}{codicefiscale.encode_cin(code)}"


_surname_part = lru_cache(maxsize=10_000)(codicefiscale.encode_lastname)
_name_part = lru_cache(maxsize=10_000)(codicefiscale.encode_firstname)
