"""The verbs of what the floor proposes."""

from datetime import datetime
from uuid import UUID

from aia.trace.terms import Facts, verb


@verb("proposal.made", of="commons.Proposal", cause="pathways.Option")
class ProposalMade(Facts):
    """Something of the floor was put before somebody as an option."""

    option: UUID
    need: UUID
    resource: UUID
    proposed_at: datetime
