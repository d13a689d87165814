"""Identity, kept apart: the only tables that know who a person is.

Columns called `sealed_*` are encrypted under the subject's own data key (`SubjectKey`); erasing
a person destroys that key.
"""

from uuid import UUID

from django.db import models

from aia.people.terms import (
    ConsentChannel,
    ConsentPurpose,
    HouseholdRole,
    IdentifierKind,
    MembershipRole,
    OrganisationKind,
    PersonStatus,
    RegisterSection,
    Sex,
)
from aia.trace.traced import Traced


class SubjectKey(models.Model):
    """The data key of one subject, wrapped under a master key; the only deletable thing here."""

    subject = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()
    master = models.CharField(max_length=16)

    def __str__(self) -> str:
        return str(self.subject)


class Person(Traced):
    """Somebody: an opaque id, a few codes, and a sealed identity.

    `sealed_identity` opens to JSON: given_name, family_name, birth_date, birth_place, address,
    phone, email, language, citizenship; any of them may be missing.
    """

    APART = frozenset({"sealed_identity"})

    sealed_identity = models.BinaryField(default=bytes)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    municipality = models.ForeignKey(
        "territory.Municipality", models.PROTECT, null=True, related_name="+"
    )
    protected = models.BooleanField(default=False)
    status = models.CharField(max_length=8, choices=PersonStatus, default=PersonStatus.ACTIVE)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    keep_until = models.DateField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("district", "status"), name="person_by_district"),
            models.Index(
                fields=("district", "keep_until"),
                name="person_by_term",
                condition=models.Q(keep_until__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class SearchToken(models.Model):
    """A keyed token by which a person is found; says nothing without the search key."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    token = models.BinaryField(max_length=16)

    class Meta:
        indexes = (models.Index(fields=("token", "person"), name="person_by_token"),)

    def __str__(self) -> str:
        return str(self.person_id)


class Identifier(Traced):
    """A dated code by which a person is known to others."""

    APART = frozenset({"sealed_value"})

    person = models.ForeignKey(Person, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=12, choices=IdentifierKind)
    sealed_value = models.BinaryField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    def __str__(self) -> str:
        return self.kind

    @property
    def stream(self) -> UUID:
        return self.person_id


class Household(Traced):
    """People who live together or count as one family, between two dates."""

    municipality = models.ForeignKey(
        "territory.Municipality", models.PROTECT, null=True, related_name="+"
    )
    since = models.DateField()
    until = models.DateField(null=True)

    def __str__(self) -> str:
        return str(self.id)


class HouseholdMember(Traced):
    """A person's place in a household, between two dates."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="households")
    role = models.CharField(max_length=12, choices=HouseholdRole)
    since = models.DateField()
    until = models.DateField(null=True)

    def __str__(self) -> str:
        return self.role

    @property
    def stream(self) -> UUID:
        return self.household_id


class Organisation(Traced):
    """A body of the district: public, third sector, company or informal group."""

    APART = frozenset({"name", "tax_code", "email", "phone", "address"})

    name = models.CharField(max_length=200)
    tax_code = models.CharField(max_length=16, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    register_section = models.CharField(
        max_length=20, choices=RegisterSection, null=True, blank=True
    )
    ateco = models.CharField(max_length=12, null=True, blank=True)
    municipality = models.ForeignKey(
        "territory.Municipality", models.PROTECT, null=True, related_name="+"
    )
    closed_on = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=("district", "name"), name="organisation_by_name"),)

    def __str__(self) -> str:
        return self.name


class Membership(Traced):
    """What a person is in an organisation, between two dates."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=MembershipRole)
    since = models.DateField()
    until = models.DateField(null=True)

    def __str__(self) -> str:
        return self.role

    @property
    def stream(self) -> UUID:
        return self.person_id


class Consent(Traced):
    """What a person agreed to, towards whom, when and how; withdrawn as easily as given."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=12, choices=ConsentPurpose)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=8, choices=ConsentChannel)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=8, choices=ConsentChannel, null=True)

    def __str__(self) -> str:
        return self.purpose

    @property
    def stream(self) -> UUID:
        return self.person_id


class NotDuplicates(Traced):
    """Two persons that somebody looked at and found to be two."""

    first = models.ForeignKey(Person, models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="one_verdict_a_pair"),
        )

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"


class LikelyPair(models.Model):
    """Two rows that the last scan found alike: a suggestion, made anew whenever wanted."""

    district = models.CharField(max_length=40)
    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    probability = models.FloatField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="one_likeness_a_pair"),
        )
        indexes = (models.Index(fields=("district", "-probability"), name="pair_by_likeness"),)

    def __str__(self) -> str:
        return f"{self.first_id} may be {self.second_id}"


class DuplicateScan(models.Model):
    """Up to which ledger entry a district's persons have been compared."""

    district = models.CharField(max_length=40, primary_key=True)
    upto = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.district} up to {self.upto}"
