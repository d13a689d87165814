"""τ-ARGUS (pytauargus) as another way to choose what to hide; always in a process of its own.

It brings a HiGHS of its own, which must not meet OR-tools in one process, and writes its files
where it stands: so this module runs itself, in a temporary directory, and reads the answer from
its standard output. It takes one table of counts with all its margins; empty cells are known to
it. What it hides is looked at by our own attack like anything else.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from typing import Any

from aia.observatory.disclosure.covering import Needs
from aia.observatory.disclosure.ground import Booleans, Ground

OPTIMAL = "OPT(1)"
MODULAR = "MOD(1,5)"
_HIDDEN = ("U", "M")
_MINUTES = 5


def by_tauargus(ground: Ground, needs: Needs, hidden: Booleans) -> Booleans:
    """Return the hidden cells with those added that τ-ARGUS hides by its modular method.

    A `Suppressor`. Raises RuntimeError when it does not answer in five minutes, or fails.
    """
    inner = max(range(ground.size), key=lambda at: len(ground.places[at][1]))
    width = len(ground.places[inner][1])
    cells = [
        (key, int(ground.values[at]))
        for at, (_place, key) in enumerate(ground.places)
        if len(key) == width and not ground.slack[at]
    ]
    threshold = int(needs.high[needs.at_risk].max(initial=1))
    taken = set(asked(cells, threshold=threshold, method=MODULAR))
    chosen = hidden.copy()
    for at, (_place, key) in enumerate(ground.places):
        if len(key) == width and key in taken:
            chosen[at] = True
    return chosen


def asked(
    cells: list[tuple[tuple[str, ...], int]], *, threshold: int, method: str
) -> list[tuple[str, ...]]:
    """Return the inner cells that τ-ARGUS hides, those at risk among them."""
    question = json.dumps({"cells": cells, "threshold": threshold, "method": method})
    with tempfile.TemporaryDirectory(prefix="aia-argus-") as directory:
        done = subprocess.run(  # noqa: S603 ourselves, with numbers alone
            [sys.executable, "-m", __name__, directory],
            cwd=directory,
            input=question,
            capture_output=True,
            text=True,
            check=False,
            timeout=60 * _MINUTES,
        )
    if done.returncode:
        raise RuntimeError(f"τ-ARGUS failed: {done.stderr[-400:]}")
    return [tuple(key) for key in json.loads(done.stdout.splitlines()[-1])]


def _answer(question: dict[str, Any], directory: str) -> list[list[str]]:
    """Ask τ-ARGUS here: one row a person, as it wants them."""
    from pytauargus import protect

    keys = [key for key, number in question["cells"] for _ in range(number)]
    names = [f"dimension{at}" for at in range(len(question["cells"][0][0]))]
    people = {name: [key[at] for key in keys] for at, name in enumerate(names)}
    made = protect(
        people | {"one": [1] * len(keys)},
        names,
        response="one",
        safety_rules=f"FREQ({question['threshold']},30)",
        suppress=question["method"],
        workdir=directory,
    )
    rows = made.tables[0].dataframe()
    inner = {tuple(key) for key, _number in question["cells"]}
    statuses = zip(*(rows[name] for name in names), rows["status"], strict=True)
    return [
        [str(code) for code in codes]
        for *codes, status in statuses
        if status in _HIDDEN and tuple(map(str, codes)) in inner
    ]


if __name__ == "__main__":
    print(json.dumps(_answer(json.load(sys.stdin), sys.argv[1])))  # noqa: T201 its answer
