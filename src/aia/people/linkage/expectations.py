"""What is expected of each level before any data is seen.

The shares start the estimation and, counted as a few observations, keep it steady on small files.
They are round figures, one row for each kind of attribute: `m` among pairs of the same person, `u`
among pairs of different persons, for the levels after "missing".
"""

import numpy as np

from aia.people.linkage.attributes import EXCHANGEABLE, Kind, Schema
from aia.people.linkage.comparison import features_of
from aia.people.linkage.table import Floats

_SAME: dict[str, tuple[float, ...]] = {
    Kind.NAME: (0.80, 0.07, 0.02, 0.03, 0.03, 0.01, 0.04),
    Kind.PLACE: (0.80, 0.05, 0.02, 0.02, 0.03, 0.01, 0.07),
    Kind.ADDRESS: (0.72, 0.07, 0.03, 0.06, 0.04, 0.08),
    Kind.DATE: (0.90, 0.01, 0.04, 0.02, 0.01, 0.02),
    Kind.NUMBER: (0.83, 0.06, 0.11),
    Kind.CODE: (0.88, 0.04, 0.08),
    Kind.PHONE: (0.75, 0.04, 0.21),
    Kind.IDENTIFIER: (0.93, 0.04, 0.03),
    "sex": (0.985, 0.005, 0.01),
    "order": (0.96, 0.04),
}
_OTHERS: dict[str, tuple[float, ...]] = {
    Kind.NAME: (0.005, 0.002, 0.003, 0.003, 0.007, 0.06, 0.92),
    Kind.PLACE: (0.04, 0.002, 0.002, 0.006, 0.01, 0.05, 0.89),
    Kind.ADDRESS: (0.001, 0.0005, 0.003, 0.0015, 0.014, 0.98),
    Kind.DATE: (0.00004, 0.00002, 0.0005, 0.003, 0.011, 0.98544),
    Kind.NUMBER: (0.01, 0.04, 0.95),
    Kind.CODE: (0.02, 0.03, 0.95),
    Kind.PHONE: (0.00005, 0.00005, 0.9999),
    Kind.IDENTIFIER: (0.00001, 0.00001, 0.99998),
    "sex": (0.5, 0.005, 0.495),
    "order": (0.97, 0.03),
}


def expected_same(schema: Schema) -> list[Floats]:
    """Return, for each feature of the schema, the expected shares among pairs of one person."""
    return _expected(schema, _SAME)


def expected_others(schema: Schema) -> list[Floats]:
    """Return, for each feature of the schema, the expected shares among pairs of two persons."""
    return _expected(schema, _OTHERS)


def _expected(schema: Schema, shares: dict[str, tuple[float, ...]]) -> list[Floats]:
    kinds = {attribute.name: str(attribute.kind) for attribute in schema}
    found = []
    for feature in features_of(schema):
        label = "order" if feature.name in EXCHANGEABLE else kinds[feature.name]
        found.append(np.array([1.0, *shares.get(feature.name, shares[label])]))
    return found
