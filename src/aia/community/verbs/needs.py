"""The verbs of needs in common. Nobody's name is among their facts, nor in their words."""

from datetime import datetime
from uuid import UUID

from aia.community.terms import CollectiveState
from aia.trace.terms import Facts, verb


@verb("collective.gathered", of="community.CollectiveNeed")
class CollectiveGathered(Facts):
    """Somebody began to gather needs that are one."""

    category: str
    municipality: str | None
    pooled_at: datetime
    state: str = CollectiveState.GATHERING


@verb("collective.recognised", of="community.CollectiveNeed", cause="pathways.Need")
class CollectiveRecognised(Facts):
    """It is the community's need."""

    need: UUID
    state: str = CollectiveState.RECOGNISED


@verb("need.pooled", of="community.PooledNeed", cause="community.CollectiveNeed")
class NeedPooled(Facts):
    """One more need is in it; `agreed` when the person said so."""

    collective: UUID
    need: UUID
    agreed: bool
