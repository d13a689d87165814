"""How well duplicates are found without labels: FEBRL 4, as `bench.linkage` measures it."""

from __future__ import annotations

from collections.abc import Iterator

from bench.linkage import febrl4_rows
from bench.results import Figure, table

LEAST_F1 = 0.9962


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield the figure of FEBRL 4 (5,000 × 5,000) without its national number.

    It takes seconds: a quick run measures the same.
    """
    told, half = febrl4_rows()
    f1 = float(str(told["F1"]))
    yield Figure(
        what="duplicates: FEBRL 4, without the national number",
        measured=f"F1 {f1:.4f}",
        must=f"F1 ≥ {LEAST_F1}",
        reached=f1 >= LEAST_F1,
        note=f"precision {told['precision']}, recall {told['recall']}, {told['seconds']} s;"
        " ids replaced by random ones and rows shuffled before comparing",
    )
    yield Figure(
        what="the same with half of the second file left out",
        measured=f"F1 {float(str(half['F1'])):.4f}",
        note=f"precision {half['precision']}, recall {half['recall']}: nobody is paired by force",
    )


if __name__ == "__main__":
    print(table(figures()))
