"""The verbs of the exchange of hours. A transfer causes an entry on each of its two accounts."""

from datetime import datetime
from uuid import UUID

from aia.trace.terms import Facts, verb


@verb("hour_account.opened", of="commons.HourAccount")
class HourAccountOpened(Facts):
    """A person or a body gives and takes hours, or a district with another; limits in minutes."""

    person: UUID | None
    organisation: UUID | None
    partner: str | None
    least: int
    most: int
    opened_at: datetime
    balance: int = 0


@verb("hour_account.limited", of="commons.HourAccount")
class HourAccountLimited(Facts):
    """It has other limits."""

    least: int
    most: int


@verb("hour_transfer.made", of="commons.HourTransfer")
class HourTransferMade(Facts):
    """Minutes passed from one account to another."""

    payer: UUID
    payee: UUID
    minutes: int
    reason: str
    resource: UUID | None
    reverses: UUID | None
    exchange: UUID | None
    made_at: datetime


@verb("hour_account.debited", of="commons.HourAccount", cause="commons.HourTransfer")
class HourAccountDebited(Facts):
    """It paid: what is left."""

    balance: int


@verb("hour_account.credited", of="commons.HourAccount", cause="commons.HourTransfer")
class HourAccountCredited(Facts):
    """It was paid: what it has now."""

    balance: int
