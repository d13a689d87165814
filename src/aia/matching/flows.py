"""OR-tools' network solvers on a face: the least assignment, and what can never be served.

OR-tools and HiGHS are kept in processes of their own (google/or-tools#5246): this module is the
only one that loads the former, `highs` the only one that loads the latter.
"""

from __future__ import annotations

import numpy as np

from aia.matching.faces import Face, present
from aia.matching.terms import UNSERVED, Ints, NoAnswer

# The solver multiplies a unit cost by the number of nodes; this keeps well inside 64 bits.
_WIDEST = 2**60


def widest(nodes: int) -> int:
    """Return the largest weight that is safe on a network of so many nodes."""
    return _WIDEST // (nodes + 2)


def least(face: Face, weight: Ints, out_weight: Ints) -> Ints | None:
    """Return the position of the pair that each need takes (by need of the problem; -1: none).

    None when the face has no assignment. Weights are whole numbers, at most `widest`.
    """
    from ortools.graph.python import min_cost_flow

    network = min_cost_flow.SimpleMinCostFlow()
    needs, users = len(face.needs), present(face.resource, len(face.room))
    room = np.minimum(face.room[users], needs)
    row = np.zeros(len(face.out), dtype=np.int64)
    row[face.needs] = np.arange(needs)
    column = np.zeros(len(face.room), dtype=np.int64)
    column[users] = np.arange(needs, needs + len(users))
    sink = needs + len(users)
    network.add_arcs_with_capacity_and_unit_cost(
        row[face.need], column[face.resource], np.ones(len(face.arcs), np.int64), weight
    )
    stay = face.needs[face.out[face.needs]]
    _join(network, row[stay], sink, np.ones(len(stay), np.int64), out_weight[stay])
    loose = ~face.exact[users]
    _join(network, column[users[loose]], sink, room[loose], np.zeros(int(loose.sum()), np.int64))
    network.set_nodes_supplies(np.arange(needs), np.ones(needs, np.int64))
    full = users[~loose]
    network.set_nodes_supplies(column[full], -face.room[full])
    network.set_node_supply(sink, int(face.room[full].sum()) - needs)
    status = network.solve()
    if status == network.INFEASIBLE:
        return None
    if status != network.OPTIMAL:
        raise NoAnswer(f"min-cost flow ended with {status}")
    used = face.arcs[network.flows(np.arange(len(face.arcs))) > 0]
    chosen = np.full(len(face.out), UNSERVED, dtype=np.int64)
    chosen[face.pairs.need[used]] = used
    return chosen


def _join(network: object, tails: Ints, head: int, room: Ints, weight: Ints) -> None:
    """Add arcs that all lead to one node."""
    if len(tails):
        heads = np.full(len(tails), head, dtype=np.int64)
        network.add_arcs_with_capacity_and_unit_cost(  # type: ignore[attr-defined]
            tails, heads, room, weight
        )


def crowded(need: Ints, resource: Ints, room: Ints) -> tuple[Ints, Ints]:
    """Return the needs and the resources where more look than there is room: Hall's violators.

    `need` and `resource` are the ends of each pair, `room` is by resource. The needs returned
    have all their pairs with the resources returned, which are filled by some of them; nothing
    else is short. Both are empty when everyone can be served.
    """
    from ortools.graph.python import max_flow

    network = max_flow.SimpleMaxFlow()
    needs, users = present(need, int(need.max(initial=-1)) + 1), present(resource, len(room))
    row, column = np.searchsorted(needs, need), np.searchsorted(users, resource)
    source, sink = len(needs) + len(users), len(needs) + len(users) + 1
    rows, columns = np.arange(len(needs)), np.arange(len(needs), source)
    ones = np.ones(len(needs), np.int64)
    network.add_arcs_with_capacity(np.full(len(needs), source), rows, ones)
    network.add_arcs_with_capacity(row, column + len(needs), np.ones(len(need), np.int64))
    places = np.minimum(room[users], len(needs))
    network.add_arcs_with_capacity(columns, np.full(len(users), sink), places)
    if network.solve(source, sink) != network.OPTIMAL:
        raise NoAnswer("max flow ended without an answer")
    if network.optimal_flow() == len(needs):
        return needs[:0], users[:0]
    side = np.asarray(network.get_source_side_min_cut(), dtype=np.int64)
    short = side[side < len(needs)]
    closed = side[(side >= len(needs)) & (side < source)] - len(needs)
    return needs[np.sort(short)], users[np.sort(closed)]
