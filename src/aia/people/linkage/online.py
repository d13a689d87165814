"""A new person against those already registered: how likely each is the same one, and why."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from aia.people.linkage.attributes import EXCHANGEABLE
from aia.people.linkage.comparison import compare
from aia.people.linkage.estimation import log_odds, probability
from aia.people.linkage.model import Model
from aia.people.linkage.record import Record
from aia.people.linkage.table import Floats, Levels, Table

# The share of newly entered persons who turn out to be registered already: a round figure.
_ALREADY_KNOWN = 0.2
# From this probability on a candidate is worth a glance. Far below one half on purpose: with names,
# birth date and town alone, someone who married scores about 0.1, and of a hundred new persons only
# four are shown a stranger.
WORTH_SHOWING = 0.01
_BITS = 1 / np.log(2)


class Likeness(NamedTuple):
    """A registered record and the probability (0-1) that it is of the new person."""

    id: str
    probability: float


class Finding(NamedTuple):
    """What one field says: its level of agreement and its weight in bits (log2 of m/u).

    Above zero it speaks for one person, below for two; a missing value weighs nothing.
    """

    field: str
    level: str
    weight: float


def score(
    new: Record, candidates: Sequence[Record], model: Model, *, population: int = 100_000
) -> list[Likeness]:
    """Return the candidates, likeliest first, with the probability that each is the new person.

    `population` is the number of registered persons the candidates were looked up among.
    """
    if not candidates:
        return []
    left, right = Table.of([new], model.schema), Table.of(candidates, model.schema)
    rows = np.zeros(len(candidates), dtype=np.int64)
    columns = np.arange(len(candidates))
    levels = compare(left, right, rows, columns, model.schema)
    weights = model.weight(levels) + model.rarities(left, right, rows, columns, levels).sum(1)
    found = probability(weights + log_odds(_ALREADY_KNOWN / max(population, 2)))
    order = np.argsort(-weights, kind="stable")
    return [Likeness(candidates[i].id, float(found[i])) for i in order]


def explain(a: Record, b: Record, model: Model) -> list[Finding]:
    """Return what each field says about the two records, the weightiest first.

    The weights add up to the pair's whole weight. Fields weighed together (town, postcode) say part
    of it twice, and that part counts once.
    """
    left, right = Table.of([a], model.schema), Table.of([b], model.schema)
    only = np.zeros(1, dtype=np.int64)
    levels = compare(left, right, only, only, model.schema)
    weights = _feature_weights(model, levels)
    rarities = model.rarities(left, right, only, only, levels)
    for position in range(len(model.schema)):
        weights[position] += rarities[0, position]
    found = [
        Finding(feature.name, feature.levels[level], float(weight * _BITS))
        for feature, level, weight in zip(model.features, levels[0], weights, strict=True)
        if not _is_order_as_usual(feature.name, feature.levels[level])
    ]
    return sorted(found, key=lambda finding: -abs(finding.weight))


def _feature_weights(model: Model, levels: Levels) -> Floats:
    weights = np.zeros(len(model.features))
    for factor in model.factors:
        alone = np.zeros(len(factor.positions))
        for i, position in enumerate(factor.positions):
            only = np.zeros_like(levels)
            only[0, position] = levels[0, position]
            alone[i] = factor.weights[factor.cells(only)][0]
        total = float(factor.weights[factor.cells(levels)][0])
        weights[list(factor.positions)] = _shared_out(alone, total)
    return weights


def _shared_out(alone: Floats, total: float) -> Floats:
    """Return the fields' own weights brought to the total of their factor.

    What they say twice is taken from those that say it, each in proportion, so that an equal
    street number never seems to speak against the pair because the street was equal too.
    """
    excess = total - alone.sum()
    saying = (alone > 0) if excess < 0 else (alone < 0)
    said = alone[saying].sum()
    if abs(said) >= abs(excess) and said:
        alone[saying] *= 1 + excess / said
    elif alone.any():
        alone[alone != 0] += excess / np.count_nonzero(alone)
    return alone


def _is_order_as_usual(name: str, level: str) -> bool:
    """Names in their own places are not news; leaving them out costs the sum next to nothing."""
    return name in EXCHANGEABLE and level != "exchanged"
