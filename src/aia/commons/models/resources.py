"""What is put on the floor, and the words by which it is found."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from aia.commons.terms import (
    CareBy,
    Intensity,
    ResourceKind,
    ResourceState,
    Sharing,
    StockUnit,
    WithdrawReason,
)
from aia.trace.traced import Traced


class Resource(Traced):
    """Something that a body or a person puts in common.

    Its keeper is an organisation or a person, never both. `hours` are its weekly openings in local
    time ("1:0900-1230" is Monday morning), `exceptions` days that differ
    ("2026-12-24:closed"); without weekly hours it is agreed with the keeper, at any hour.
    When it is `bookable`, one booking lasts at most `longest_minutes`, and one user has at most
    `cap_minutes` in any `cap_days` days.
    A stock has `in_stock` of its `unit`; `repairs_by` and `cleans_by` say who takes care of it.
    `audience`, `min_age`, `max_age` and `towns` say for whom it is; empty: for everybody.
    """

    APART: ClassVar[frozenset[str]] = frozenset(
        {"name", "about", "address", "for_words", "cost_words"}
    )

    kind = models.CharField(max_length=8, choices=ResourceKind)
    intensity = models.CharField(max_length=6, choices=Intensity, null=True)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=2000, blank=True)
    sharing = models.CharField(max_length=11, choices=Sharing)
    cost_words = models.CharField(max_length=200, blank=True)
    audience = models.JSONField(default=list)
    min_age = models.PositiveSmallIntegerField(null=True)
    max_age = models.PositiveSmallIntegerField(null=True)
    towns = models.JSONField(default=list)
    for_words = models.CharField(max_length=400, blank=True)
    municipality = models.ForeignKey("territory.Municipality", models.PROTECT, related_name="+")
    place = models.ForeignKey("territory.Place", models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField()
    hours = models.JSONField(default=list)
    exceptions = models.JSONField(default=list)
    open_on_holidays = models.BooleanField(default=False)
    bookable = models.BooleanField(default=False)
    approval = models.BooleanField(default=False)
    longest_minutes = models.PositiveIntegerField(null=True)
    cap_minutes = models.PositiveIntegerField(null=True)
    cap_days = models.PositiveSmallIntegerField(null=True)
    repairs_by = models.CharField(max_length=8, choices=CareBy, null=True)
    cleans_by = models.CharField(max_length=8, choices=CareBy, null=True)
    in_stock = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=7, choices=StockUnit, null=True)
    state = models.CharField(max_length=9, choices=ResourceState, default=ResourceState.OFFERED)
    offered_at = models.DateTimeField()
    paused_until = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.CharField(max_length=6, choices=WithdrawReason, null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="one_keeper",
                condition=Q(organisation=None, person__isnull=False)
                | Q(organisation__isnull=False, person=None),
            ),
            models.CheckConstraint(name="something_to_share", condition=Q(capacity__gte=1)),
        )
        indexes = (
            models.Index(fields=("district", "name", "id"), name="resource_in_order"),
            # All that the map's counts ask for: they are read from the index alone.
            models.Index(
                fields=(
                    *("district", "municipality", "state", "paused_until"),
                    *("kind", "sharing", "intensity", "audience"),
                ),
                name="resource_in_town",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ResourceWord(models.Model):
    """A stem by which a resource is found: made from its public words, remade with them."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="words")
    district = models.CharField(max_length=40)
    stem = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("resource", "stem"), name="one_stem_each"),)
        indexes = (models.Index(fields=("stem", "resource"), name="resource_by_stem"),)

    def __str__(self) -> str:
        return self.stem
