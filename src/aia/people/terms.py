"""Words about persons, households and organisations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from aia.kit.refusals import Refusal


class Sex(models.TextChoices):
    """Register sex, coded as in the OntoPiA vocabulary `sex`; not everybody's is known."""

    FEMALE = "F", _("Female")
    MALE = "M", _("Male")
    UNKNOWN = "U", _("Not stated")


class AgeBand(models.TextChoices):
    """Age as the ledger keeps it: wide enough not to point at somebody."""

    EARLY = "0-2", _("0 to 2")
    CHILD = "3-10", _("3 to 10")
    ADOLESCENT = "11-17", _("11 to 17")
    YOUNG = "18-29", _("18 to 29")
    ADULT = "30-44", _("30 to 44")
    MIDDLE = "45-64", _("45 to 64")
    OLDER = "65-74", _("65 to 74")
    OLD = "75-84", _("75 to 84")
    OLDEST = "85+", _("85 and over")
    UNKNOWN = "unknown", _("Not known")


class PersonStatus(models.TextChoices):
    """Whether the person's row stands by itself."""

    ACTIVE = "active", _("Active")
    MERGED = "merged", _("Merged into another")
    ERASED = "erased", _("Erased")


class IdentifierKind(models.TextChoices):
    """What somebody may be known by; having none is no obstacle."""

    TAX_CODE = "tax_code", _("Tax code")
    PROVISIONAL = "provisional", _("Provisional tax code")
    STP = "stp", _("STP code (foreigner temporarily present)")
    ENI = "eni", _("ENI code (European not enrolled)")


class HouseholdRole(models.TextChoices):
    """Place in the household, after the OntoPiA vocabulary `parental-relationship`."""

    REFERENCE = "reference", _("Reference person")
    PARTNER = "partner", _("Spouse or partner")
    CHILD = "child", _("Son or daughter")
    PARENT = "parent", _("Parent")
    GRANDPARENT = "grandparent", _("Grandparent")
    SIBLING = "sibling", _("Brother or sister")
    RELATIVE = "relative", _("Other relative")
    OTHER = "other", _("Not related")


class OrganisationKind(models.TextChoices):
    """What sort of body it is."""

    MUNICIPALITY = "municipality", _("Municipality")
    DISTRICT_COMPANY = "district_company", _("District social company")
    HEALTH = "health", _("Health body")
    SCHOOL = "school", _("School")
    SOCIAL_COOPERATIVE = "social_cooperative", _("Social cooperative")
    ASSOCIATION = "association", _("Association")
    FOUNDATION = "foundation", _("Foundation")
    PARISH = "parish", _("Parish or religious body")
    COMPANY = "company", _("Company")
    INFORMAL = "informal", _("Informal group")
    OTHER = "other", _("Other body")


class RegisterSection(models.TextChoices):
    """Sections of the national third-sector register (RUNTS), D.Lgs. 117/2017 art. 46."""

    ODV = "odv", _("Volunteer organisations")
    APS = "aps", _("Associations of social promotion")
    PHILANTHROPIC = "philanthropic", _("Philanthropic bodies")
    SOCIAL_ENTERPRISE = "social_enterprise", _("Social enterprises")
    NETWORK = "network", _("Associative networks")
    MUTUAL_AID = "mutual_aid", _("Mutual aid societies")
    OTHER = "other", _("Other third-sector bodies")


class MembershipRole(models.TextChoices):
    """What a person is in an organisation."""

    REPRESENTATIVE = "representative", _("Legal representative")
    WORKER = "worker", _("Worker")
    VOLUNTEER = "volunteer", _("Volunteer")
    MEMBER = "member", _("Member")


class ConsentPurpose(models.TextChoices):
    """What the person agrees to. Public duties need no consent: GDPR art. 6.1.e."""

    SHARING = "sharing", _("Sharing my file with an organisation that will help")
    CONTACT = "contact", _("Being contacted")
    DEMAND = "demand", _("Recording my demand in my own words")


class ConsentChannel(models.TextChoices):
    """How the consent was given or withdrawn."""

    SIGNED = "signed", _("Signed on paper")
    ONLINE = "online", _("Given online by the person")
    SPOKEN = "spoken", _("Said to the social worker")


class Subject(models.TextChoices):
    """Whose need a need can be."""

    PERSON = "person", _("Person")
    HOUSEHOLD = "household", _("Household")
    ORGANISATION = "organisation", _("Organisation")
    COMMUNITY = "community", _("Community")


@dataclass(frozen=True)
class Identity:
    """Who somebody is, as far as they told: any part may be missing, one name is enough.

    `language` and `citizenship` are as the person says them, in words.
    """

    given_name: str = ""
    family_name: str = ""
    birth_date: date | None = None
    birth_place: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    language: str = ""
    citizenship: str = ""

    @property
    def full_name(self) -> str:
        """Return given and family name; empty when nothing is known or the person was erased."""
        return f"{self.given_name} {self.family_name}".strip()


class Unacceptable(Refusal):
    """Values that cannot be kept: `problems` says, by field, what is wrong and how to mend it."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self._problems = dict(problems)

    @property
    def problems(self) -> Mapping[str, str]:
        """Return what is wrong, by field."""
        return self._problems
