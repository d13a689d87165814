"""Pairs of records as rows of levels, one column for each feature.

The features are the attributes of the schema and, where both of an exchangeable pair are there
(given and family name), one that says whether the pair agrees better crosswise.
"""

from dataclasses import dataclass

import numpy as np

from aia.people.linkage.attributes import EXCHANGEABLE, Attribute, Kind, Schema
from aia.people.linkage.grading import ADDRESS_LEVELS, LEVELS, NAME_LEVELS, ORDER_LEVELS, grade
from aia.people.linkage.table import Floats, Ints, Levels, Table

# How much a level speaks for the same person when the two ways round are weighed. Rough on
# purpose: it only decides the order, the weights of the levels are learnt afterwards.
_FAVOUR = {
    "missing": 0.0, "equal": 1.0, "one_letter": 0.9, "sounds_alike": 0.85, "part": 0.8,
    "close": 0.7, "similar": 0.2, "different": -0.3,
}  # fmt: skip
_CLEARLY = 0.5
_KEPT, EXCHANGED = 1, 2


@dataclass(frozen=True, slots=True)
class Feature:
    """One compared feature: its name and the names of its levels, level 0 being "missing"."""

    name: str
    levels: tuple[str, ...]


def features_of(schema: Schema) -> tuple[Feature, ...]:
    """Return the features that a schema gives rise to, in the order of the columns of levels."""
    found = [Feature(attribute.name, LEVELS[attribute.kind]) for attribute in schema]
    return (*found, *(Feature(order, ORDER_LEVELS) for order in _orders(schema)))


def compare(left: Table, right: Table, rows: Ints, columns: Ints, schema: Schema) -> Levels:
    """Return the levels of the pairs (rows[i], columns[i]): shape (pairs, features)."""
    found = {
        attribute.name: _grade(left, right, rows, columns, attribute, attribute)
        for attribute in schema
    }
    kinds = {attribute.name: attribute for attribute in schema}
    for order, (first, second) in _orders(schema).items():
        pair = kinds[first], kinds[second]
        found[order] = _settle_order(left, right, rows, columns, pair, found)
    return np.column_stack([found[feature.name] for feature in features_of(schema)])


def _orders(schema: Schema) -> dict[str, tuple[str, str]]:
    kinds = {attribute.name: attribute.kind for attribute in schema}
    return {
        order: pair
        for order, pair in EXCHANGEABLE.items()
        if all(kinds.get(name) in (Kind.NAME, Kind.ADDRESS) for name in pair)
        and kinds[pair[0]] == kinds[pair[1]]
    }


def _grade(
    left: Table, right: Table, rows: Ints, columns: Ints, mine: Attribute, theirs: Attribute
) -> Levels:
    return grade(mine.kind, left.columns[mine.name], right.columns[theirs.name], rows, columns)


def _settle_order(
    left: Table,
    right: Table,
    rows: Ints,
    columns: Ints,
    pair: tuple[Attribute, Attribute],
    found: dict[str, Levels],
) -> Levels:
    """Put the crosswise levels in `found` where they agree clearly better; return the order."""
    first, second = pair
    names = NAME_LEVELS if first.kind is Kind.NAME else ADDRESS_LEVELS
    favour = np.array([_FAVOUR[name] for name in names])
    straight = favour[found[first.name]] + favour[found[second.name]]
    both_known = (found[first.name] > 0) & (found[second.name] > 0)
    order = np.where(both_known, _KEPT, 0).astype(np.int8)
    # Two attributes that agree as they stand cannot agree better the other way round.
    doubtful = np.flatnonzero(straight < 2 - _CLEARLY)
    if len(doubtful):
        across = _grade(left, right, rows[doubtful], columns[doubtful], first, second)
        back = _grade(left, right, rows[doubtful], columns[doubtful], second, first)
        better = _better(favour, across, back, straight[doubtful])
        chosen = doubtful[better]
        # The nearer level goes first, so that it does not matter which record is on the left.
        found[first.name][chosen] = np.minimum(across[better], back[better])
        found[second.name][chosen] = np.maximum(across[better], back[better])
        order[chosen] = EXCHANGED
    return order


def _better(favour: Floats, across: Levels, back: Levels, straight: Floats) -> Ints:
    return np.flatnonzero(favour[across] + favour[back] > straight + _CLEARLY)
