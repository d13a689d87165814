"""What people and bodies can do, who vouches for it, and the badges that say so."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from aia.commons.terms.competences import (
    BadgeState,
    CompetenceState,
    LearntFrom,
    Relation,
    RevokeReason,
)
from aia.trace.traced import Traced

_ONE_OF_TWO = Q(organisation=None, person__isnull=False) | Q(
    organisation__isnull=False, person=None
)


class Held(Traced):
    """Base of what speaks for a person or for an organisation, never both."""

    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def who(self) -> UUID:
        """Return the id of the person or the organisation."""
        one = self.person_id or self.organisation_id
        assert one is not None  # noqa: S101 - the tables' constraint
        return one


class Competence(Held):
    """Something that a person or a body can do, told in their own words.

    The words are sealed under the holder's own data key. `esco` (the address of an occupation or a
    skill) and `isco` (a code of ISCO-08) are references that somebody gave, nothing more.
    `asking_since` is when the holder opened the door to who may vouch for it; empty: it is closed.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_title", "sealed_about"})

    learnt_from = models.CharField(max_length=12, choices=LearntFrom)
    esco = models.CharField(max_length=80, blank=True, default="")
    isco = models.CharField(max_length=4, blank=True, default="")
    sealed_title = models.BinaryField(default=bytes)
    sealed_about = models.BinaryField(default=bytes)
    state = models.CharField(max_length=9, choices=CompetenceState, default=CompetenceState.CLAIMED)
    claimed_at = models.DateTimeField()
    asking_since = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(name="competence_of_one", condition=_ONE_OF_TWO),)

    def __str__(self) -> str:
        return str(self.id)


class Endorsement(Held):
    """Somebody vouches for a competence: who, how they know, and why.

    `named` says whether their name may stand in what others read. The words and the signed
    credential are sealed under the holder's data key; `status_index` is its place in the public
    list of what was revoked.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_words", "sealed_token"})

    competence = models.ForeignKey(Competence, models.PROTECT, related_name="endorsements")
    account = models.UUIDField()
    relation = models.CharField(max_length=9, choices=Relation)
    named = models.BooleanField(default=False)
    sealed_words = models.BinaryField(default=bytes)
    sealed_token = models.BinaryField(default=bytes)
    status_index = models.PositiveIntegerField()
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="endorsement_of_one", condition=_ONE_OF_TWO),
            models.UniqueConstraint(fields=("district", "status_index"), name="endorsement_status"),
            models.UniqueConstraint(
                fields=("competence", "person"),
                condition=Q(withdrawn_at=None),
                name="one_voice_each_person",
            ),
            models.UniqueConstraint(
                fields=("competence", "organisation"),
                condition=Q(withdrawn_at=None),
                name="one_voice_each_body",
            ),
        )

    def __str__(self) -> str:
        return self.relation

    @property
    def stream(self) -> UUID:
        return self.competence_id


class Badge(Traced):
    """A signed credential of a competence, kept sealed under its holder's data key.

    `digest` is the SHA-256 of the signed text and `key` the thumbprint of the key that signed.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_token"})

    competence = models.ForeignKey(Competence, models.PROTECT, related_name="badges")
    sealed_token = models.BinaryField(default=bytes)
    digest = models.CharField(max_length=64)
    key = models.CharField(max_length=43)
    status_index = models.PositiveIntegerField()
    voices = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=7, choices=BadgeState, default=BadgeState.ISSUED)
    issued_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=9, choices=RevokeReason, null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("district", "status_index"), name="badge_status"),
            models.UniqueConstraint(
                fields=("competence",),
                condition=Q(state=BadgeState.ISSUED),
                name="one_badge_holds",
            ),
        )

    def __str__(self) -> str:
        return self.digest[:12]

    @property
    def stream(self) -> UUID:
        return self.competence_id
