"""What the machine said about a notice, and the rules that say to whom it goes."""

from typing import ClassVar

from django.db import models

from aia.sensing.models.notices import OfNotice
from aia.sensing.terms import RuleState, SuggestionVerdict
from aia.trace.traced import Traced


class Suggestion(OfNotice):
    """What the machine said of a notice's text, beside what a human then decided.

    `codes` are the categories it named, the surest first; `confidences` are theirs, as decimal
    numbers from 0 to 1. `sealed_why` opens to the words and the nearest examples (JSON): they
    quote the notice.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"sealed_why"})

    taxonomy_version = models.PositiveSmallIntegerField()
    model = models.CharField(max_length=40)
    codes = models.JSONField(default=list)
    confidences = models.JSONField(default=list)
    abstained = models.BooleanField()
    urgent = models.BooleanField()
    municipality = models.ForeignKey(
        "territory.Municipality", models.PROTECT, null=True, related_name="+"
    )
    sealed_why = models.BinaryField(default=bytes)
    made_at = models.DateTimeField()
    verdict = models.CharField(
        max_length=9, choices=SuggestionVerdict, default=SuggestionVerdict.PENDING
    )
    decided = models.CharField(max_length=40, null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("notice", "made_at"), name="suggestion_by_notice"),)

    def __str__(self) -> str:
        return ", ".join(self.codes)


class RoutingRule(Traced):
    """To whom a notice goes: every condition that names something must hold, the first rule wins.

    Conditions are lists of codes; an empty one asks nothing. `to_account` is who receives it;
    without one it waits for everybody of the district under the rule's `name`.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"name"})

    name = models.CharField(max_length=120)
    position = models.PositiveIntegerField()
    municipalities = models.JSONField(default=list)
    domains = models.JSONField(default=list)
    categories = models.JSONField(default=list)
    urgencies = models.JSONField(default=list)
    doors = models.JSONField(default=list)
    age_bands = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    to_account = models.UUIDField(null=True)
    state = models.CharField(max_length=6, choices=RuleState, default=RuleState.ACTIVE)

    class Meta:
        indexes = (models.Index(fields=("district", "state", "position"), name="rule_in_order"),)

    def __str__(self) -> str:
        return self.name
