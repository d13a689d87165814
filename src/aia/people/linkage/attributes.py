"""What can be compared about a person, and how: kinds and the catalogue of attributes."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How two values of an attribute are compared."""

    NAME = "name"
    DATE = "date"
    CODE = "code"
    ADDRESS = "address"
    NUMBER = "number"
    PLACE = "place"
    PHONE = "phone"
    IDENTIFIER = "identifier"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One compared attribute: its name, as in `Record` or `Record.extra`, and its kind."""

    name: str
    kind: Kind


Schema = tuple[Attribute, ...]

STANDARD: Schema = (
    Attribute("given_name", Kind.NAME),
    Attribute("family_name", Kind.NAME),
    Attribute("birth_date", Kind.DATE),
    Attribute("sex", Kind.CODE),
    Attribute("birth_place", Kind.PLACE),
    Attribute("municipality", Kind.PLACE),
    Attribute("postcode", Kind.NUMBER),
    Attribute("region", Kind.CODE),
    Attribute("street", Kind.ADDRESS),
    Attribute("street_number", Kind.NUMBER),
    Attribute("address_detail", Kind.ADDRESS),
    Attribute("phone", Kind.PHONE),
    Attribute("email", Kind.CODE),
    Attribute("identifiers", Kind.IDENTIFIER),
)

STANDARD_KINDS = {attribute.name: attribute.kind for attribute in STANDARD}

# Pairs that people fill in the wrong way round; each is compared both ways.
EXCHANGEABLE = {
    "name_order": ("given_name", "family_name"),
    "address_order": ("street", "address_detail"),
}

# What people of one home share. Without this a sister would pass for a duplicate.
HOUSEHOLD = ("family_name", "street", "street_number", "phone")

# Attributes that say the same thing twice (a town has few postcodes, a name tells the sex, a home
# has one address): their levels are weighed together, because Fellegi and Sunter's sum holds for
# independent ones only.
ENTANGLED = (("given_name", "sex"), ("municipality", "postcode", "region"), HOUSEHOLD)


def narrowed(schema: Schema, present: Iterable[str]) -> Schema:
    """Return the schema with only the attributes that are present."""
    kept = set(present)
    return tuple(attribute for attribute in schema if attribute.name in kept)
