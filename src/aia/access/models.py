"""Accounts, roles, scopes and the record of who looked."""

from typing import ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from aia.access.terms import EmergencyReason, ReadingKind, Role, ScopeKind
from aia.kit.clock import now
from aia.kit.ids import new_id
from aia.trace.traced import Traced


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who signs in. Roles are dated grants, never flags on the account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=5, default="it")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class RoleGrant(Traced):
    """A role given to an account in a district, between two dates."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    organisation = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    competences = models.JSONField(default=list)
    families = models.PositiveSmallIntegerField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=("district", "role"), name="grant_by_role"),)

    def __str__(self) -> str:
        return f"{self.role} in {self.district}"


class Scope(Traced):
    """One file (person, household, organisation, community) that somebody may open, and why."""

    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="scopes")
    organisation = models.UUIDField(null=True)
    subject = models.UUIDField()
    kind = models.CharField(max_length=12, choices=ScopeKind)
    source = models.UUIDField(null=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="scope_of_account_or_organisation",
                condition=models.Q(account__isnull=False) ^ models.Q(organisation__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=("subject", "until"), name="scope_by_subject"),
            models.Index(fields=("account", "until", "subject"), name="scope_by_account"),
            models.Index(fields=("organisation", "until", "subject"), name="scope_by_organisation"),
        )

    def __str__(self) -> str:
        return f"{self.kind} on {self.subject}"

    @property
    def stream(self) -> UUID:
        return self.subject


class BreakGlass(Traced):
    """A file opened in an emergency: who, why, until when, and the coordinator's look at it."""

    APART = frozenset({"note"})

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    subject = models.UUIDField()
    reason = models.CharField(max_length=20, choices=EmergencyReason)
    note = models.BinaryField(default=bytes)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.reason} on {self.subject}"

    @property
    def stream(self) -> UUID:
        return self.subject


class Reading(models.Model):
    """Somebody opened a personal file. Rows are only ever added."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    district = models.CharField(max_length=40)
    account = models.UUIDField()
    subject = models.UUIDField()
    kind = models.CharField(max_length=12, choices=ReadingKind)
    why = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("subject", "-at"), name="reading_by_subject"),)

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject}"


class Invitation(Traced):
    """A role offered by a link; the link's secret is kept only as a digest."""

    APART = frozenset({"email", "name", "digest"})

    email = models.EmailField()
    name = models.CharField(max_length=120)
    digest = models.BinaryField(max_length=32, unique=True)
    role = models.CharField(max_length=20, choices=Role)
    organisation = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.role} in {self.district}"


class Client(Traced):
    """A machine that speaks to the API in the name of an account's role, with its own token."""

    APART = frozenset({"name", "digest"})

    name = models.CharField(max_length=120)
    digest = models.BinaryField(max_length=32, unique=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="clients")
    scopes = models.JSONField(default=list)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class IdempotencyKey(models.Model):
    """The answer already given to a write that a machine client repeats."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    fingerprint = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("client", "key"), name="one_answer_a_key"),)

    def __str__(self) -> str:
        return self.key
