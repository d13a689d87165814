"""The verbs of suggestions and of routing rules."""

from datetime import datetime
from uuid import UUID

from aia.sensing.terms import RuleState, SuggestionVerdict
from aia.trace.terms import Facts, verb


@verb("suggestion.made", of="sensing.Suggestion", cause="sensing.Notice")
class SuggestionMade(Facts):
    """The machine read the text; confidences are decimal numbers from 0 to 1."""

    notice: UUID
    taxonomy_version: int
    model: str
    codes: tuple[str, ...]
    confidences: tuple[str, ...]
    abstained: bool
    urgent: bool
    municipality: str | None
    made_at: datetime
    verdict: str = SuggestionVerdict.PENDING


@verb("suggestion.judged", of="sensing.Suggestion", cause="sensing.Notice")
class SuggestionJudged(Facts):
    """A human decided: with the suggestion, or otherwise."""

    verdict: str
    decided: str
    decided_at: datetime


@verb("suggestion.blanked", of="sensing.Suggestion", cause="sensing.Notice")
class SuggestionBlanked(Facts):
    """Its reasons quoted words that were blanked; what it named stays."""


@verb("routing_rule.added", of="sensing.RoutingRule")
class RoutingRuleAdded(Facts):
    """A rule says to whom notices go; its name stands apart."""

    position: int
    municipalities: tuple[str, ...]
    domains: tuple[str, ...]
    categories: tuple[str, ...]
    urgencies: tuple[str, ...]
    doors: tuple[str, ...]
    age_bands: tuple[str, ...]
    languages: tuple[str, ...]
    to_account: UUID | None
    state: str = RuleState.ACTIVE


@verb("routing_rule.changed", of="sensing.RoutingRule")
class RoutingRuleChanged(Facts):
    """It asks something else, or sends to somebody else."""

    municipalities: tuple[str, ...]
    domains: tuple[str, ...]
    categories: tuple[str, ...]
    urgencies: tuple[str, ...]
    doors: tuple[str, ...]
    age_bands: tuple[str, ...]
    languages: tuple[str, ...]
    to_account: UUID | None


@verb("routing_rule.moved", of="sensing.RoutingRule")
class RoutingRuleMoved(Facts):
    """It is asked earlier or later than before."""

    position: int


@verb("routing_rule.dropped", of="sensing.RoutingRule")
class RoutingRuleDropped(Facts):
    """It is not followed any more."""

    state: str = RuleState.OFF
