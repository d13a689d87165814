"""The words of the territory. Reference facts are public: nothing here is about one person."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from aia.kit.ids import derived_id
from aia.trace.terms import Origin

ITALY = "it"
"""Stands in a row's `district` when the row belongs to the whole country."""

ADULT_AGE = 18
OLD_AGE = 65
"""Bounds of the two shares shown on pages: under 18, and 65 or over (ISTAT's usual bounds)."""


class Certainty(models.TextChoices):
    """How surely a municipality is known to belong to a district."""

    STATED = "stated", _("named in a public act")
    REPORTED = "reported", _("reported by a public body")
    DEDUCED = "deduced", _("deduced, to be checked")


class PlaceKind(models.TextChoices):
    """Places of daily life, where need is noticed and answers happen."""

    SCHOOL = "school", _("School")
    NURSERY = "nursery", _("Nursery")
    PHARMACY = "pharmacy", _("Pharmacy")
    SURGERY = "surgery", _("Doctor's surgery")
    COMMUNITY_HEALTH = "community_health", _("Community health centre")
    LIBRARY = "library", _("Library")
    PARISH = "parish", _("Parish")
    ORATORY = "oratory", _("Oratory")
    WORSHIP = "worship", _("Other place of worship")
    BAR = "bar", _("Bar or café")
    SHOP = "shop", _("Shop")
    HAIRDRESSER = "hairdresser", _("Hairdresser or barber")
    MARKET = "market", _("Market")
    POST_OFFICE = "post_office", _("Post office")
    TOWN_HALL = "town_hall", _("Town hall")
    COMMUNITY_CENTRE = "community_centre", _("Community centre")
    SPORT = "sport", _("Sports ground or gym")
    PARK = "park", _("Park or garden")
    STATION = "station", _("Station or bus stop")
    CARE_HOME = "care_home", _("Care home")
    OTHER = "other", _("Other place")


class Flag(models.TextChoices):
    """What a figure is. A suppressed one is unknown, never zero."""

    OBSERVED = "observed", _("observed")
    SUPPRESSED = "suppressed", _("not published, to protect people")


class Unit(models.TextChoices):
    """What a figure counts."""

    PERSONS = "persons", _("people")
    TAXPAYERS = "taxpayers", _("taxpayers")
    EURO = "euro", _("euros")
    MUNICIPALITIES = "municipalities", _("municipalities")


class Sex(models.TextChoices):
    """The two columns of ISTAT's population tables."""

    FEMALE = "f", _("women")
    MALE = "m", _("men")


class DatasetCode(models.TextChoices):
    """The sets of public figures that Aia reads."""

    MUNICIPALITIES = "municipalities", _("Register of municipalities")
    POPULATION_AGE = "population.age", _("Residents on 1 January by single year of age and sex")
    POPULATION_BAND = "population.band", _("Residents on 1 January by age band and sex")
    INCOME_TAXPAYERS = "income.taxpayers", _("Taxpayers by kind and band of income")
    INCOME_AMOUNT = "income.amount", _("Declared amounts by kind and band of income")


class Source(models.TextChoices):
    """Where a set of figures was made."""

    ISTAT_POSAS = "istat-posas", _("ISTAT, resident population by age and sex (POSAS)")
    MEF_IRPEF = (
        "mef-irpef",
        _("Ministry of Economy and Finance, income tax returns by municipality"),
    )
    ISTAT_REGISTER = "istat-anpr", _("ISTAT list and ANPR archive of municipalities")


class Licence(models.TextChoices):
    """On what terms the figures may be used."""

    CC_BY_4 = "CC-BY-4.0", _("CC BY 4.0")
    NOT_STATED = "not-stated", _("open data of the publisher; licence not stated in the file")


@dataclass(frozen=True)
class Loader:
    """The named service that loads reference data; `access` calls the same one "import"."""

    id: UUID = field(default_factory=lambda: derived_id("service", "import"))
    origin: str = Origin.LIVED
    service: str = "import"

    def has(self, role: str, district: str | None = None) -> bool:
        """Hold no role: a service is not a person."""
        return False


@dataclass(frozen=True)
class Rejected:
    """A line of a file that was not taken, and why."""

    line: int
    reason: str


@dataclass
class ImportReport:
    """What one import did. Every row is imported, already there, or rejected."""

    rows: int = 0
    imported: int = 0
    already_there: int = 0
    suppressed: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """Return the summary that `--json` prints."""
        return {
            "rows": self.rows,
            "imported": self.imported,
            "already_there": self.already_there,
            "suppressed": self.suppressed,
            "rejected": [{"line": r.line, "reason": r.reason} for r in self.rejected],
            "notes": self.notes,
        }


@dataclass(frozen=True)
class About:
    """What a dataset counts, who makes it, and on what terms (as the packages say)."""

    unit: Unit
    source: Source
    licence: Licence


DATASETS: dict[str, About] = {
    DatasetCode.MUNICIPALITIES: About(Unit.MUNICIPALITIES, Source.ISTAT_REGISTER, Licence.CC_BY_4),
    DatasetCode.POPULATION_AGE: About(Unit.PERSONS, Source.ISTAT_POSAS, Licence.CC_BY_4),
    DatasetCode.POPULATION_BAND: About(Unit.PERSONS, Source.ISTAT_POSAS, Licence.CC_BY_4),
    DatasetCode.INCOME_TAXPAYERS: About(Unit.TAXPAYERS, Source.MEF_IRPEF, Licence.NOT_STATED),
    DatasetCode.INCOME_AMOUNT: About(Unit.EURO, Source.MEF_IRPEF, Licence.NOT_STATED),
}
