"""HiGHS, through SciPy, in a process of its own: `python -m aia.matching.highs < asked > told`.

The native libraries of OR-tools and HiGHS do not live well in one process (google/or-tools#5246),
so that this module is run, never imported by the engine. It reads and writes NumPy archives.

In: `row`, `column`, `value` of the constraints' matrix, `low`, `high` of each row, `aims` (one row
each, minimised in order, each kept while the next is minimised). Out: `x` and `values`, or nothing
in `x` when no point meets the constraints.
"""

from __future__ import annotations

import sys
from io import BytesIO
from typing import Any

import numpy as np


def solved(asked: Any) -> dict[str, Any]:
    """Return the whole point that is best by each aim in turn, and each aim's value."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    aims = asked["aims"]
    width = aims.shape[1]
    shape = (len(asked["low"]), width)
    matrix = coo_array((asked["value"], (asked["row"], asked["column"])), shape=shape).tocsr()
    limits = [LinearConstraint(matrix, asked["low"], asked["high"])]
    point, values = np.zeros(0), []
    for aim in aims:
        scale = max(float(np.abs(aim).max(initial=0)), 1.0)
        found = milp(
            aim / scale,
            constraints=limits,
            bounds=Bounds(0, 1),
            integrality=np.ones(width),
            options={"mip_rel_gap": 0},
        )
        if found.x is None:
            return {"x": np.zeros(0), "values": np.zeros(0)}
        point = np.rint(found.x)
        values.append(float(aim @ point))
        limits.append(LinearConstraint(aim[None] / scale, -np.inf, (values[-1] + 0.5) / scale))
    return {"x": point, "values": np.array(values)}


def main() -> None:
    """Answer what stands on the standard input."""
    asked = np.load(BytesIO(sys.stdin.buffer.read()))
    told = BytesIO()
    np.savez(told, **solved(asked))
    sys.stdout.buffer.write(told.getvalue())


if __name__ == "__main__":
    main()
