"""How well duplicates are found without labels: FEBRL 4, as `bench.linkage` measures it."""

from __future__ import annotations

from collections.abc import Iterator

from bench.linkage import febrl_rows
from bench.results import Figure, table

LEAST_F1 = 0.9962


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield the figure of FEBRL 4 (5,000 × 5,000) without its national number.

    It takes seconds: a quick run measures the same.
    """
    told = febrl_rows()[-1]
    f1 = float(str(told["F1"]))
    yield Figure(
        what="duplicates: FEBRL 4, without the national number",
        measured=f"F1 {f1:.4f}",
        must=f"F1 ≥ {LEAST_F1}",
        reached=f1 >= LEAST_F1,
        note=f"precision {told['precision']}, recall {told['recall']}, {told['seconds']} s",
    )


if __name__ == "__main__":
    print(table(figures()))
