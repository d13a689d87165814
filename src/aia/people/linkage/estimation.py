"""Learn the weights from the files themselves, without a single labelled pair.

`u` comes from pairs drawn at random, nearly all of them of different persons; `m` and the share of
matches come from the candidate pairs by expectation-maximisation (Winkler, "Using the EM Algorithm
for Weight Computation in the Fellegi-Sunter Model", 1988).
"""

from dataclasses import dataclass, replace

import numpy as np

from aia.people.linkage.attributes import EXCHANGEABLE, Schema
from aia.people.linkage.comparison import Feature, features_of
from aia.people.linkage.expectations import expected_others, expected_same
from aia.people.linkage.grading import EQUAL
from aia.people.linkage.model import (
    Factor,
    Model,
    frequencies_of,
    groups_of,
    missing_patterns,
)
from aia.people.linkage.table import Floats, Levels, Table

_ROUNDS = 100
_SETTLED = 1e-5
# The expectations count as this many observed pairs. Random pairs are many and rare levels rare.
_STEADY_M, _STEADY_U, _STEADY_CELLS = 5.0, 1000.0, 20.0
# Random pairs hold a few true matches; after taking them out, at least this part of a share stays.
_LEAST_LEFT = 0.1
# A combination never seen among matches keeps at least this part of its share under independence.
_LEAST_JOINT = 0.125


@dataclass(frozen=True)
class Evidence:
    """Levels of candidate pairs and of random pairs, and how many pairs there are in all.

    `by_chance` holds the exact probability that two random rows are equal in the features at
    these positions, for single features and for those that are weighed together.
    """

    candidates: Levels
    random: Levels
    by_chance: dict[tuple[int, ...], float]
    pairs_in_all: float
    expected_matches: float


@dataclass(frozen=True)
class _Counts:
    """Distinct rows of levels, how often each occurs."""

    levels: Levels
    times: Floats

    @classmethod
    def of(cls, levels: Levels, features: tuple[Feature, ...]) -> "_Counts":
        sizes = tuple(len(feature.levels) for feature in features)
        keys = np.ravel_multi_index(tuple(levels.T.astype(np.int64)), sizes)
        _, first, times = np.unique(keys, return_index=True, return_counts=True)
        return cls(levels[first], times.astype(float))


def estimate(schema: Schema, evidence: Evidence, tables: tuple[Table, ...]) -> Model:
    """Return the model whose weights fit the evidence best."""
    features = features_of(schema)
    seen = _Counts.of(evidence.candidates, features)
    drawn = _Counts.of(evidence.random, features)
    m = _first_factors(schema, features, drawn, evidence)
    prior = evidence.expected_matches / evidence.pairs_in_all
    model = Model(schema, m, prior)
    for _ in range(_ROUNDS):
        posterior = probability(model.weight(seen.levels) + log_odds(model.prior))
        matched = _Counts(seen.levels, seen.times * posterior)
        prior = max(matched.times.sum(), 0.5) / evidence.pairs_in_all
        factors = _next_factors(schema, features, matched, drawn, evidence, 0.0)
        moved = abs(prior - model.prior) / model.prior
        model = replace(model, factors=factors, prior=prior)
        if moved < _SETTLED:
            break
    # Only now are the matches taken out of the random pairs: done in each round, pairs that merely
    # share a birth date would make that date ever rarer among others, and so become matches.
    factors = _next_factors(schema, features, matched, drawn, evidence, model.prior)
    return replace(model, factors=factors, frequencies=frequencies_of(tables, schema))


def settled_prior(weights: Floats, pairs_in_all: float, matches: float) -> float:
    """Return the share of matches among all pairs that best fits fixed weights, by EM."""
    prior = max(matches, 0.5) / pairs_in_all
    for _ in range(_ROUNDS):
        following = max(probability(weights + log_odds(prior)).sum(), 0.01) / pairs_in_all
        if abs(following - prior) < _SETTLED * prior:
            break
        prior = min(following, 0.5)
    return float(prior)


def probability(odds: Floats) -> Floats:
    """Return the probability of natural log odds, without overflow."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -500, 500))))


def log_odds(share: float) -> float:
    """Return the natural log odds of a probability strictly between 0 and 1."""
    return float(np.log(share / (1 - share)))


def _first_factors(
    schema: Schema, features: tuple[Feature, ...], drawn: _Counts, evidence: Evidence
) -> tuple[Factor, ...]:
    nothing = _Counts(drawn.levels[:0], drawn.times[:0])
    return _next_factors(schema, features, nothing, drawn, evidence, 0.0)


def _next_factors(
    schema: Schema,
    features: tuple[Feature, ...],
    matched: _Counts,
    drawn: _Counts,
    evidence: Evidence,
    prior: float,
) -> tuple[Factor, ...]:
    same, others = _single_shares(schema, features, matched, drawn, evidence, prior)
    found = []
    for group in groups_of(features):
        shape = tuple(len(features[position].levels) for position in group)
        m, u = same[group[0]], others[group[0]]
        if len(group) > 1:
            m = np.maximum(
                _joint(matched, group, shape, same), _LEAST_JOINT * _independent(group, same)
            )
            u = np.maximum(
                _without_matches(_joint(drawn, group, shape, others), m, prior),
                _agreeing_together(group, shape, others, m, evidence, prior),
            )
            u = _farther_weighs_less(shape, m, u)
        found.append(Factor(group, shape, m, u))
    return tuple(found)


def _single_shares(
    schema: Schema,
    features: tuple[Feature, ...],
    matched: _Counts,
    drawn: _Counts,
    evidence: Evidence,
    prior: float,
) -> tuple[list[Floats], list[Floats]]:
    """Return `m` and `u` of each feature taken alone."""
    same = _shares(matched, expected_same(schema), _STEADY_M)
    others = _shares(drawn, expected_others(schema), _STEADY_U)
    for position in range(len(features)):
        others[position] = _with_chance(others[position], evidence.by_chance.get((position,), 0))
        others[position] = _without_matches(others[position], same[position], prior)
        if features[position].name in EXCHANGEABLE:
            same[position] = np.minimum(same[position], others[position])
        else:
            same[position] = _nearer_weighs_more(same[position], others[position])
    return same, others


def _shares(counts: _Counts, expected: list[Floats], steady: float) -> list[Floats]:
    """Return each feature's shares of levels among pairs where it is known; "missing" counts 1."""
    found = []
    for position, shares in enumerate(expected):
        seen = np.bincount(counts.levels[:, position], counts.times, len(shares))
        known = seen + steady * shares
        known[0] = 0
        known /= known.sum()
        known[0] = 1
        found.append(known)
    return found


def _with_chance(shares: Floats, chance: float) -> Floats:
    """Return the shares with that of equal values set to its exact probability, when known."""
    if not 0 < chance < 1:
        return shares
    scaled = shares * (1 - chance) / max(1 - shares[EQUAL], 1e-9)
    scaled[0], scaled[EQUAL] = 1, chance
    return np.asarray(scaled)


def _without_matches(shares: Floats, same: Floats, prior: float) -> Floats:
    return np.maximum((shares - prior * same) / (1 - prior), _LEAST_LEFT * shares)


def _independent(group: tuple[int, ...], shares: list[Floats]) -> Floats:
    product = np.ones(1)
    for position in group:
        product = np.multiply.outer(product, shares[position]).ravel()
    return product


def _nearer_weighs_more(same: Floats, others: Floats) -> Floats:
    """Return `m` smoothed so that no level weighs less than a farther one.

    The levels after "missing" go from the nearest to the farthest; where a rare one breaks the
    order it shares the ratio m/u of its neighbours (pooling of adjacent violators).
    """
    pools: list[tuple[float, float, int]] = []
    for m, u in zip(same[1:], others[1:], strict=True):
        pool = (float(m), float(u), 1)
        while pools and pool[0] / pool[1] > pools[-1][0] / pools[-1][1]:
            before = pools.pop()
            pool = (pool[0] + before[0], pool[1] + before[1], pool[2] + before[2])
        pools.append(pool)
    ratios = [m / u for m, u, levels in pools for _ in range(levels)]
    return np.concatenate([[1.0], np.array(ratios) * others[1:]])


def _farther_weighs_less(shape: tuple[int, ...], m: Floats, u: Floats) -> Floats:
    """Return `u` raised where a slip in one of the features together would weigh more than none.

    People of one home make equality common there; hardly any such pair is in the sample of pairs
    with a slip, which would pass for rare.
    """
    ratios = (m / u).reshape(shape)
    for axis in range(len(shape)):
        known = np.take(ratios, range(1, shape[axis]), axis)
        least = np.take(ratios, [0], axis)
        lowered = np.minimum.accumulate(known, axis)
        ratios = np.concatenate([least, lowered], axis)
    return np.asarray(m / ratios.ravel())


def _agreeing_together(
    group: tuple[int, ...],
    shape: tuple[int, ...],
    others: list[Floats],
    same: Floats,
    evidence: Evidence,
    prior: float,
) -> Floats:
    """Return the least `u` of each cell: its equal features agree together as often as counted.

    Random pairs hardly ever hold two people of one home, yet among all pairs there are many; the
    count over all rows finds them.
    """
    found = _independent(group, others)
    for cell, levels in enumerate(np.ndindex(*shape)):
        equal = tuple(p for p, level in zip(group, levels, strict=True) if level == EQUAL)
        together = evidence.by_chance.get(equal, 0.0)
        if len(equal) > 1 and together > 0:
            alone = np.prod([others[position][EQUAL] for position in equal])
            counted = found[cell] * together / alone
            left = _without_matches(np.array(counted), same[cell], prior)
            found[cell] = max(found[cell], float(left))
    return found


def _joint(
    counts: _Counts, group: tuple[int, ...], shape: tuple[int, ...], shares: list[Floats]
) -> Floats:
    """Return the shares of the cells, drawn towards independence where little was seen."""
    independent = _independent(group, shares)
    parts = tuple(counts.levels[:, position].astype(np.int64) for position in group)
    cells = np.ravel_multi_index(parts, shape)
    seen = np.bincount(cells, counts.times, len(independent))
    patterns = missing_patterns(shape)
    totals = np.bincount(patterns, seen)[patterns]
    return np.asarray((seen + _STEADY_CELLS * independent) / (totals + _STEADY_CELLS))
