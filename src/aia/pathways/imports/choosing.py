"""Which mapping a log is read with when none is told: the one that knows its activities."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from aia.kit.csvfile import Table
from aia.pathways.imports.logs import columns_in
from aia.pathways.imports.mapping import Mapping, plain, read_mapping

_DIRECTORY = Path(__file__).with_name("mappings")
_GENERAL = "any.yaml"
_ENOUGH = 0.5


@lru_cache(maxsize=1)
def shipped() -> tuple[Mapping, ...]:
    """Return the mappings that ship with this version, the general one last."""
    special = sorted(path for path in _DIRECTORY.glob("*.yaml") if path.name != _GENERAL)
    return tuple(read_mapping(path) for path in (*special, _DIRECTORY / _GENERAL))


def mapping_for(table: Table) -> Mapping:
    """Return the shipped mapping whose columns the table has and that knows most of its lines.

    The general one when none knows at least half of them.
    """
    *special, general = shipped()
    best = max(special, key=lambda one: _share(table, one))
    return best if _share(table, best) >= _ENOUGH else general


def _share(table: Table, mapping: Mapping) -> float:
    """Return how many of the table's lines (0 to 1) have an activity that the mapping knows."""
    columns = columns_in(table.header, mapping)
    if columns is None or not table.records:
        return 0.0
    known = sum(plain(one.values[columns.activity]) in mapping.activities for one in table.records)
    return known / len(table.records)
