"""The verbs of demand, option and choice: a demand cites the need, the others cite the demand."""

from datetime import datetime
from uuid import UUID

from aia.pathways.terms import OptionState
from aia.trace.terms import Facts, verb


@verb("demand.opened", of="pathways.Demand", cause="pathways.Need")
class DemandOpened(Facts):
    """The need was put in words by who has it, or by who may speak for them."""

    pathway: UUID
    need: UUID
    voiced_by: str
    consent: UUID | None = None
    opened_at: datetime


@verb("demand.reworded", of="pathways.Demand")
class DemandReworded(Facts):
    """Its words changed; whose they are did not."""


@verb("demand.withdrawn", of="pathways.Demand")
class DemandWithdrawn(Facts):
    """It was taken back, and why."""

    withdrawn_at: datetime
    withdraw_reason: str


@verb("option.offered", of="pathways.Option", cause="pathways.Demand")
class OptionOffered(Facts):
    """A possible answer was put before the person."""

    pathway: UUID
    demand: UUID
    kind: str
    source: str
    organisation: UUID | None = None
    intensity: str | None = None
    offered_at: datetime
    state: str = OptionState.OFFERED


@verb("option.taken", of="pathways.Option", cause="pathways.Choice")
class OptionTaken(Facts):
    """It was chosen."""

    declined_for: None = None
    state: str = OptionState.TAKEN


@verb("option.declined", of="pathways.Option", cause="pathways.Choice")
class OptionDeclined(Facts):
    """It was not chosen, and why; it stays on record."""

    declined_for: str
    state: str = OptionState.DECLINED


@verb("option.withdrawn", of="pathways.Option")
class OptionWithdrawn(Facts):
    """It is no longer available."""

    state: str = OptionState.WITHDRAWN


@verb("choice.made", of="pathways.Choice", cause="pathways.Demand")
class ChoiceMade(Facts):
    """One option was taken, or none; by whom and why."""

    pathway: UUID
    demand: UUID
    option: UUID | None
    made_by: str
    reason: str
    made_at: datetime


@verb("choice.changed", of="pathways.Choice", cause="pathways.Choice")
class ChoiceChanged(Facts):
    """A later choice took its place; both stay on record."""

    changed_at: datetime
