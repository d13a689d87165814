"""Hours given and taken: one ledger, in hours and only hours, that always comes to zero."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from aia.commons.models.resources import Resource
from aia.commons.terms import TransferReason
from aia.trace.traced import Traced

_NOBODY = Q(person=None, organisation=None)


class HourAccount(Traced):
    """What a person or a body gave less what they took, in minutes.

    The balance never goes below `-least` nor above `most`: nobody owes or hoards without end. An
    account of neither is what this district gave to another, its `partner`, less what it took;
    the partner has one the other way round, and the two together come to zero.
    """

    person = models.OneToOneField("people.Person", models.PROTECT, null=True, related_name="+")
    organisation = models.OneToOneField(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    partner = models.CharField(max_length=40, null=True)
    balance = models.IntegerField(default=0)
    least = models.PositiveIntegerField()
    most = models.PositiveIntegerField()
    opened_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="one_holder",
                condition=(Q(partner=None) & Q(person=None) & Q(organisation__isnull=False))
                | (Q(partner=None) & Q(person__isnull=False) & Q(organisation=None))
                | (Q(partner__isnull=False) & _NOBODY),
            ),
            models.CheckConstraint(
                name="balance_within_limits",
                condition=Q(balance__gte=-1 * F("least"), balance__lte=F("most")),
            ),
            models.UniqueConstraint(
                fields=("district", "partner"),
                condition=Q(partner__isnull=False),
                name="one_account_for_a_partner",
            ),
        )

    def __str__(self) -> str:
        return f"{self.balance} min"


class HourTransfer(Traced):
    """Minutes that passed from who received to who gave. It is never deleted: it is reversed.

    Between two districts it is two of them, each within its own district, with one `exchange`.
    """

    payer = models.ForeignKey(HourAccount, models.PROTECT, related_name="paid")
    payee = models.ForeignKey(HourAccount, models.PROTECT, related_name="received")
    minutes = models.PositiveIntegerField()
    reason = models.CharField(max_length=8, choices=TransferReason)
    resource = models.ForeignKey(Resource, models.PROTECT, null=True, related_name="+")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    exchange = models.UUIDField(null=True, db_index=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="some_minutes", condition=Q(minutes__gte=1)),
            models.CheckConstraint(name="two_accounts", condition=~Q(payer=F("payee"))),
        )
        indexes = (
            models.Index(fields=("payer", "made_at"), name="transfer_by_payer"),
            models.Index(fields=("payee", "made_at"), name="transfer_by_payee"),
        )

    def __str__(self) -> str:
        return f"{self.minutes} min"

    @property
    def reversed_id(self) -> UUID | None:
        """Return the transfer that undid this one."""
        undone: HourTransfer | None = getattr(self, "reversed_by", None)
        return undone.id if undone else None
