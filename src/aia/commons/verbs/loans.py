"""The verbs of loans."""

from datetime import datetime
from uuid import UUID

from aia.commons.terms import LoanState
from aia.trace.terms import Facts, verb


@verb("loan.made", of="commons.Loan", cause="commons.Resource")
class LoanMade(Facts):
    """It was handed over."""

    resource: UUID
    booking: UUID | None
    person: UUID | None
    organisation: UUID | None
    places: int
    lent_at: datetime
    due_at: datetime
    condition_out: str
    state: str = LoanState.OUT


@verb("loan.extended", of="commons.Loan")
class LoanExtended(Facts):
    """It may stay longer."""

    due_at: datetime


@verb("loan.returned", of="commons.Loan")
class LoanReturned(Facts):
    """It is back, and in what state."""

    settled_at: datetime
    condition_back: str
    state: str = LoanState.BACK


@verb("loan.lost", of="commons.Loan")
class LoanLost(Facts):
    """It does not come back."""

    settled_at: datetime
    state: str = LoanState.LOST
