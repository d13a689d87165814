"""The verbs of competences and badges. Words and signed credentials stand apart."""

from datetime import datetime
from uuid import UUID

from aia.commons.terms.competences import BadgeState, CompetenceState
from aia.trace.terms import Facts, verb


@verb("competence.claimed", of="commons.Competence")
class CompetenceClaimed(Facts):
    """Somebody told what they can do."""

    person: UUID | None
    organisation: UUID | None
    learnt_from: str
    esco: str
    isco: str
    claimed_at: datetime
    state: str = CompetenceState.CLAIMED


@verb("competence.opened", of="commons.Competence")
class CompetenceOpened(Facts):
    """The holder asks others to vouch for it: whoever has the link may."""

    asking_since: datetime


@verb("competence.shut", of="commons.Competence")
class CompetenceShut(Facts):
    """The link opens nothing any more."""

    asking_since: None = None


@verb("competence.withdrawn", of="commons.Competence")
class CompetenceWithdrawn(Facts):
    """It is not told any more."""

    withdrawn_at: datetime
    asking_since: None = None
    state: str = CompetenceState.WITHDRAWN


@verb("endorsement.given", of="commons.Endorsement", cause="commons.Competence")
class EndorsementGiven(Facts):
    """Somebody vouches for a competence."""

    competence: UUID
    person: UUID | None
    organisation: UUID | None
    account: UUID
    relation: str
    named: bool
    status_index: int
    given_at: datetime


@verb("endorsement.withdrawn", of="commons.Endorsement")
class EndorsementWithdrawn(Facts):
    """Whoever vouched does so no more."""

    withdrawn_at: datetime


@verb("badge.issued", of="commons.Badge", cause="commons.Competence")
class BadgeIssued(Facts):
    """A badge was signed."""

    competence: UUID
    digest: str
    key: str
    status_index: int
    voices: int
    issued_at: datetime
    valid_until: datetime | None
    state: str = BadgeState.ISSUED


@verb("badge.revoked", of="commons.Badge")
class BadgeRevoked(Facts):
    """A badge does not hold any more: the public list says so."""

    revoked_at: datetime
    reason: str
    state: str = BadgeState.REVOKED
