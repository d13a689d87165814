"""The district and its public facts.

Traced: District, Membership, Dataset, Place. Municipality and Observation are bulk reference
rows with stable keys; the traced Dataset that they belong to tells each load.
"""

from typing import ClassVar
from uuid import UUID

from django.db import models

from aia.kit.ids import derived_id, new_id
from aia.territory.terms import (
    Certainty,
    DatasetCode,
    Flag,
    Licence,
    PlaceKind,
    Sex,
    Source,
    Unit,
)
from aia.trace.traced import Traced


class Municipality(models.Model):
    """One municipality, today's or a former one. Keyed by its ISTAT code, which is never reused."""

    istat = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=120)
    cadastral = models.CharField(max_length=4, unique=True)
    province_code = models.CharField(max_length=3)
    province = models.CharField(max_length=2)
    province_name = models.CharField(max_length=60)
    region_code = models.CharField(max_length=2)
    region = models.CharField(max_length=60)
    postal_codes = models.CharField(max_length=1000, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")
    successor_cadastral = models.CharField(max_length=4, blank=True)
    outline = models.JSONField(null=True)

    class Meta:
        indexes = (models.Index(fields=("name",), name="municipality_by_name"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.province})"


class District(Traced):
    """A social district. Everything else names it by its code."""

    APART: ClassVar[frozenset[str]] = frozenset({"name"})
    SHARED: ClassVar[bool] = True

    id = models.UUIDField(default=new_id, unique=True, editable=False)
    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=160)
    province = models.CharField(max_length=2)
    municipalities = models.PositiveSmallIntegerField()
    uncertain = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name


class Membership(Traced):
    """A municipality in a district, between two days, and how surely it is known."""

    APART: ClassVar[frozenset[str]] = frozenset({"source_title"})
    SHARED: ClassVar[bool] = True

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="memberships")
    certainty = models.CharField(max_length=10, choices=Certainty)
    source = models.CharField(max_length=40)
    source_title = models.CharField(max_length=300, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("district", "municipality"), name="one_membership_a_municipality"
            ),
        )

    def __str__(self) -> str:
        return f"{self.municipality_id} in {self.district}"

    @property
    def stream(self) -> UUID:
        return district_id(self.district)


class Place(Traced):
    """A place of daily life with its position (degrees, WGS 84)."""

    APART: ClassVar[frozenset[str]] = frozenset({"name", "address"})
    SHARED: ClassVar[bool] = True

    name = models.CharField(max_length=160)
    address = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=PlaceKind)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="places")
    latitude = models.DecimalField(max_digits=8, decimal_places=6)
    longitude = models.DecimalField(max_digits=9, decimal_places=6)
    closed_on = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=("district", "kind", "closed_on"), name="place_by_kind"),)

    def __str__(self) -> str:
        return self.name


class Dataset(Traced):
    """A set of public figures: what it counts, who made it, on what terms, and its last load."""

    SHARED: ClassVar[bool] = True

    code = models.CharField(max_length=40, unique=True, choices=DatasetCode)
    unit = models.CharField(max_length=20, choices=Unit)
    source = models.CharField(max_length=20, choices=Source)
    licence = models.CharField(max_length=20, choices=Licence)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    imported = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    suppressed = models.PositiveIntegerField()
    first_year = models.PositiveSmallIntegerField(null=True)
    last_year = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return self.code


class Observation(models.Model):
    """One figure of a municipality and a year. `value` is null when the flag says suppressed.

    `breakdown` is what the figure is about within its dataset ("f.65", "employment",
    "band.0-10000"; empty: all). Population also has `sex` and `age` (first age of the band).
    """

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="observations")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="observations")
    year = models.PositiveSmallIntegerField()
    breakdown = models.CharField(max_length=40, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    age = models.PositiveSmallIntegerField(null=True)
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    flag = models.CharField(max_length=10, choices=Flag, default=Flag.OBSERVED)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("dataset", "municipality", "year", "breakdown"), name="one_figure_each"
            ),
            models.CheckConstraint(
                name="suppressed_has_no_value",
                condition=models.Q(flag=Flag.SUPPRESSED, value__isnull=True)
                | models.Q(flag=Flag.OBSERVED, value__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.year} {self.breakdown}"


def district_id(code: str) -> UUID:
    """Return the id of the district's row: the same wherever the district is loaded."""
    return derived_id("district", code)
