"""A person as the linkage sees it: plain values, all optional but the id."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a person; an empty string means unknown.

    `birth_date` is ISO (1965-03-07), compact (19650307) or Italian (07/03/1965). `region` is a
    province, region or state. `address_detail` is a hamlet, building or second address line.
    `identifiers` are tax codes or other official numbers, of any type mixed. `extra` holds
    further values by attribute name, compared as the schema says.
    """

    id: str
    given_name: str = ""
    family_name: str = ""
    birth_date: str = ""
    sex: str = ""
    birth_place: str = ""
    municipality: str = ""
    postcode: str = ""
    region: str = ""
    street: str = ""
    street_number: str = ""
    address_detail: str = ""
    phone: str = ""
    email: str = ""
    identifiers: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """Return the raw value of an attribute; several identifiers are joined by `|`."""
        if name == "identifiers":
            return "|".join(self.identifiers)
        if self.extra and name in self.extra:
            return self.extra[name]
        value: str = getattr(self, name, "")
        return value
