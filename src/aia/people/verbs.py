"""What can happen to persons, households and organisations, as the ledger tells it.

Codes only: who the person is never comes here.
"""

from datetime import date, datetime
from uuid import UUID

from aia.people.terms import PersonStatus
from aia.trace.terms import Facts, verb


@verb("person.registered", of="people.Person")
class PersonRegistered(Facts):
    """Somebody became known to the district."""

    sex: str
    municipality: str | None = None
    protected: bool = False
    status: str = PersonStatus.ACTIVE


@verb("person.changed", of="people.Person")
class PersonChanged(Facts):
    """Something about who the person is was changed; what exactly stays in `people`."""

    sex: str
    municipality: str | None


@verb("person.protected", of="people.Person")
class PersonProtected(Facts):
    """From now on only the people who follow the person can see that they exist."""

    protected: bool = True


@verb("person.unprotected", of="people.Person")
class PersonUnprotected(Facts):
    """The protection ended."""

    protected: bool = False


@verb("person.merged", of="people.Person", cause="people.Person")
class PersonMerged(Facts):
    """Two rows were found to be one person: this one points to the one that is kept."""

    merged_into: UUID
    status: str = PersonStatus.MERGED


@verb("person.unmerged", of="people.Person")
class PersonUnmerged(Facts):
    """They were two after all: the row stands by itself again."""

    merged_into: UUID | None = None
    status: str = PersonStatus.ACTIVE


@verb("person.erased", of="people.Person")
class PersonErased(Facts):
    """The person's key was destroyed: what was sealed under it cannot be read any more."""

    status: str = PersonStatus.ERASED


@verb("person.term_set", of="people.Person")
class PersonTermSet(Facts):
    """It was decided until when the person's data are kept; None lifts the term."""

    keep_until: date | None


@verb("identifier.added", of="people.Identifier")
class IdentifierAdded(Facts):
    """A code by which others know the person was added."""

    person: UUID
    kind: str
    since: date | None = None
    until: date | None = None


@verb("identifier.ended", of="people.Identifier")
class IdentifierEnded(Facts):
    """The code is no longer in use: `until` is its last day."""

    until: date


@verb("household.formed", of="people.Household")
class HouseholdFormed(Facts):
    """A household began, or became known."""

    municipality: str | None = None
    since: date
    until: date | None = None


@verb("household.closed", of="people.Household")
class HouseholdClosed(Facts):
    """The household is no more: `until` is its last day."""

    until: date


@verb("household.joined", of="people.HouseholdMember")
class HouseholdJoined(Facts):
    """A person became part of the household."""

    household: UUID
    person: UUID
    role: str
    since: date
    until: date | None = None


@verb("household.left", of="people.HouseholdMember")
class HouseholdLeft(Facts):
    """A person left the household: `until` is their last day in it."""

    until: date


@verb("organisation.registered", of="people.Organisation")
class OrganisationRegistered(Facts):
    """A body became known to the district."""

    kind: str
    register_section: str | None = None
    ateco: str | None = None
    municipality: str | None = None


@verb("organisation.changed", of="people.Organisation")
class OrganisationChanged(Facts):
    """What is known of the body was changed."""

    kind: str
    register_section: str | None
    ateco: str | None
    municipality: str | None


@verb("organisation.closed", of="people.Organisation")
class OrganisationClosed(Facts):
    """The body is no longer active."""

    closed_on: date


@verb("membership.begun", of="people.Membership")
class MembershipBegun(Facts):
    """A person began to work, help or count in an organisation."""

    person: UUID
    organisation: UUID
    role: str
    since: date
    until: date | None = None


@verb("membership.ended", of="people.Membership")
class MembershipEnded(Facts):
    """The person's part in the organisation ended: `until` is the last day."""

    until: date


@verb("consent.given", of="people.Consent")
class ConsentGiven(Facts):
    """The person agreed."""

    person: UUID
    purpose: str
    organisation: UUID | None = None
    channel: str
    given_at: datetime


@verb("consent.withdrawn", of="people.Consent")
class ConsentWithdrawn(Facts):
    """The person changed their mind: nothing more happens on this consent."""

    withdrawn_at: datetime
    withdrawn_by: str


@verb("duplicates.denied", of="people.NotDuplicates")
class DuplicatesDenied(Facts):
    """Somebody looked at two likely duplicates and found two persons."""

    first: UUID
    second: UUID
