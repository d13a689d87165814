"""What the API tells of people and organisations, and what it may be told."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from aia.people.terms import (
    ConsentChannel,
    ConsentPurpose,
    IdentifierKind,
    OrganisationKind,
    RegisterSection,
    Sex,
)
from aia.web.api.schemas import Line, Told


class PersonLine(Schema):
    """One person in a list: enough to tell namesakes apart."""

    id: UUID
    name: str
    birth_year: int | None
    municipality: str
    followed_by: list[str]
    protected: bool


class IdentifierOut(Schema):
    """A code by which a person is known to others."""

    id: UUID
    version: int
    kind: str
    value: str
    since: date | None
    until: date | None


class ConsentOut(Schema):
    """What the person agreed to, towards whom, when and how."""

    id: UUID
    version: int
    purpose: str
    organisation_id: UUID | None
    channel: str
    given_at: datetime
    withdrawn_at: datetime | None


class PersonOut(Schema):
    """Who a person is. `municipality_id` is an ISTAT code.

    An organisation that was asked for one answer reads names, contacts, language and the year of
    birth; the rest is empty.
    """

    id: UUID
    version: int
    name: str
    given_name: str
    family_name: str
    birth_date: date | None
    birth_year: int | None
    birth_place: str
    address: str
    phone: str
    email: str
    language: str
    citizenship: str
    sex: str
    municipality_id: str | None
    protected: bool
    status: str
    identifiers: list[IdentifierOut]
    consents: list[ConsentOut]


class OrganisationOut(Schema):
    """A body of the district. `municipality_id` is an ISTAT code."""

    id: UUID
    version: int
    name: str
    kind: str
    register_section: str | None
    ateco: str | None
    tax_code: str
    email: str
    phone: str
    address: str
    municipality_id: str | None
    closed_on: date | None


class ChangeIdentity(Told):
    """Who the person is, whole: what is left out is forgotten. `municipality`: an ISTAT code."""

    given_name: Line = ""
    family_name: Line = ""
    birth_date: date | None = None
    birth_place: Line = ""
    address: Line = ""
    phone: Line = ""
    email: Line = ""
    language: Line = ""
    citizenship: Line = ""
    sex: Sex = Sex.UNKNOWN
    municipality: Line | None = None


class RegisterPerson(ChangeIdentity):
    """Somebody new; one name is enough."""

    protected: bool = False


class AddIdentifier(Told):
    """A code and when it was given."""

    kind: IdentifierKind
    value: Line
    since: date | None = None
    until: date | None = None


class EndIdentifier(Told):
    """The last day on which the code was good."""

    until: date


class GiveConsent(Told):
    """What for, towards whom, and how it was given."""

    purpose: ConsentPurpose
    organisation_id: UUID | None = None
    channel: ConsentChannel = ConsentChannel.SPOKEN


class WithdrawConsent(Told):
    """How it was taken back."""

    channel: ConsentChannel = ConsentChannel.SPOKEN


class RegisterOrganisation(Told):
    """A body of the district. `municipality` is an ISTAT code."""

    name: Line
    kind: OrganisationKind
    tax_code: Line = ""
    email: Line = ""
    phone: Line = ""
    address: Line = ""
    register_section: RegisterSection | None = None
    ateco: Line | None = None
    municipality: Line | None = None
