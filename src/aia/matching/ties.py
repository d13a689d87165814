"""Where an assignment of a face is not the only one: the part that a draw has to settle.

Two assignments of a face differ by cycles: needs that move round among resources, through staying
out or through free places. A pair that is not used can therefore be used by some other assignment
exactly when it lies on a cycle of the graph "one need may move from here to there", that is when
both its ends are in one strongly connected part. With no such pair the assignment is the only
one.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from aia.matching.faces import Face, given
from aia.matching.terms import UNSERVED, Ints


def open_part(face: Face, chosen: Ints) -> Face | None:
    """Return the face of what can still be otherwise than `chosen`; None when nothing can."""
    part = _parts(face, chosen)
    nowhere = len(face.room)
    at = _where(face, chosen)
    moves = face.arcs[part[at[face.need]] == part[face.resource]]
    need = face.pairs.need[moves]
    leaves = face.out & (part[at] == part[nowhere])
    options = np.bincount(need, minlength=len(face.out)) + leaves
    free = options > 1
    mine = np.zeros(len(face.out), dtype=bool)
    mine[face.needs] = True
    needs = np.flatnonzero(free & mine)
    if not len(needs):
        return None
    arcs = moves[free[need]]
    settled = given(replace(face, needs=face.needs[~free[face.needs]]), chosen)
    loose = ~face.exact & (part[:nowhere] == part[nowhere])
    room = face.room - settled
    stays = given(face, chosen) - settled
    return replace(
        face,
        needs=needs,
        arcs=arcs,
        out=leaves & free,
        room=np.where(loose, room, stays),
        exact=~loose,
    )


def _where(face: Face, chosen: Ints) -> Ints:
    """Return where each need is: its resource, or one past the last for staying out."""
    at = np.full(len(face.out), len(face.room), dtype=np.int64)
    taken = chosen[face.needs]
    served = taken != UNSERVED
    at[face.needs[served]] = face.pairs.resource[taken[served]]
    return at


def _parts(face: Face, chosen: Ints) -> Ints:
    """Return the strongly connected part of each resource and, last, of staying out."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    nowhere = len(face.room)
    at, gave = _where(face, chosen), given(face, chosen)
    unused = face.arcs != chosen[face.need]
    leaving = face.needs[face.out[face.needs] & (chosen[face.needs] != UNSERVED)]
    spare = np.flatnonzero(~face.exact & (gave < face.room))
    lender = np.flatnonzero(~face.exact & (gave > 0))
    tail = np.concatenate(
        (at[face.need[unused]], at[leaving], spare, np.full_like(lender, nowhere))
    )
    head = np.concatenate(
        (
            face.resource[unused],
            np.full_like(leaving, nowhere),
            np.full_like(spare, nowhere),
            lender,
        )
    )
    graph = coo_array((np.ones(len(tail), np.int8), (tail, head)), shape=(nowhere + 1,) * 2)
    _, part = connected_components(graph, directed=True, connection="strong")
    found: Ints = part.astype(np.int64)
    return found
