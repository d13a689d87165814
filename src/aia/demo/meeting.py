"""The simulated workers look on the floor for whoever still waits for options."""

from __future__ import annotations

from datetime import datetime

from aia.commons.actions import propose_resources
from aia.commons.queries import meeting_of
from aia.demo.world import World
from aia.pathways import queries as pathways
from aia.pathways.terms import Lane

_LOOKED, _PUT = 4, 2


def look_on_the_floor(world: World, at: datetime) -> None:
    """Let each worker put what fits best on the floor before the first who wait for a choice."""
    for worker in world.workers:
        waiting = pathways.worklist(worker.actor, at=at, lane=Lane.DEMAND, limit=_LOOKED).items
        for need in (one.row for one in waiting):
            found = meeting_of(worker.actor, need, at=at)
            fitting = [one.resource.id for one in found.met if one.how.why == "possible"]
            if found.detail.may("option.offered") and fitting:
                propose_resources(
                    actor=worker.actor, need_id=need, resource_ids=fitting[:_PUT], at=at
                )
