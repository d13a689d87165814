"""Link two files of persons, or find the duplicates in one, without labelled pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aia.people.linkage.assignment import best_assignment
from aia.people.linkage.attributes import STANDARD, Schema, narrowed
from aia.people.linkage.blocking import Candidates, candidate_pairs
from aia.people.linkage.comparison import compare
from aia.people.linkage.estimation import (
    Evidence,
    estimate,
    log_odds,
    probability,
    settled_prior,
)
from aia.people.linkage.model import Model
from aia.people.linkage.record import Record
from aia.people.linkage.sampling import chances_of_equality, random_pairs
from aia.people.linkage.table import Floats, Ints, Table

THRESHOLD = 0.5
# Two files are each without duplicates when no more than this part of the linked records has two
# strong partners.
_RIVALS_ALLOWED = 0.01
_STRONG = 0.9
# Records left over after the assignment are compared all with all up to this many pairs.
_LEFTOVERS_CROSSED = 250_000


@dataclass(frozen=True)
class LinkResult:
    """Pairs of ids that are likely of one person, with the probability, likeliest first.

    `one_to_one` says that each record was given at most one partner.
    """

    pairs: list[tuple[str, str, float]]
    model: Model
    one_to_one: bool = False


@dataclass(frozen=True)
class _Files:
    """Two tables and the model: scores pairs of rows."""

    left: Table
    right: Table
    model: Model

    def weigh(self, rows: Ints, columns: Ints) -> Floats:
        """Return the weight of each pair, rarity of the agreed values included."""
        levels = compare(self.left, self.right, rows, columns, self.model.schema)
        rarities: Floats = self.model.rarities(self.left, self.right, rows, columns, levels).sum(1)
        return self.model.weight(levels) + rarities


def link(
    rows_a: Sequence[Record],
    rows_b: Sequence[Record],
    *,
    schema: Schema = STANDARD,
    one_to_one: bool | None = None,
    threshold: float = THRESHOLD,
) -> LinkResult:
    """Return the pairs (id in A, id in B, probability) with at least the threshold's probability.

    `one_to_one` says whether each file is free of duplicates; it is told from the data when None.
    """
    left, right = Table.of(rows_a, schema), Table.of(rows_b, schema)
    schema = narrowed(schema, left.present() & right.present())
    if not schema:
        return LinkResult([], Model((), (), 0.0))
    candidates = candidate_pairs(rows_a, rows_b)
    rows, columns = candidates.rows, candidates.columns
    together = _Files(left, right, learn(left, right, schema, candidates))
    weights = together.weigh(rows, columns)
    scores = probability(weights + log_odds(together.model.prior))
    if one_to_one is None:
        one_to_one = _is_one_to_one(rows, columns, scores)
    if one_to_one:
        rows, columns, scores = _paired(together, rows, columns, weights)
    return LinkResult(
        _ranked(together, rows, columns, scores, threshold), together.model, one_to_one
    )


def dedupe(
    rows: Sequence[Record], *, schema: Schema = STANDARD, threshold: float = THRESHOLD
) -> LinkResult:
    """Return the pairs (id, id, probability) within one file, each pair once."""
    table = Table.of(rows, schema)
    schema = narrowed(schema, table.present())
    if not schema:
        return LinkResult([], Model((), (), 0.0))
    candidates = candidate_pairs(rows)
    ours, theirs = candidates.rows, candidates.columns
    together = _Files(table, table, learn(table, table, schema, candidates))
    scores = probability(together.weigh(ours, theirs) + log_odds(together.model.prior))
    return LinkResult(_ranked(together, ours, theirs, scores, threshold), together.model)


def learn(left: Table, right: Table, schema: Schema, candidates: Candidates) -> Model:
    """Return the model that fits the candidate pairs of two tables, or of one with itself.

    Only the precise candidates teach: the broad ones are chosen for agreeing on a name or a place,
    and so many of them would pass that agreement off as the mark of a match.
    """
    rows, columns = (part[candidates.precise] for part in (candidates.rows, candidates.columns))
    same = left is right
    one, other = random_pairs(len(left), len(right), same=same)
    in_all = len(left) * (len(left) - 1) / 2 if same else len(left) * len(right)
    evidence = Evidence(
        candidates=compare(left, right, rows, columns, schema),
        random=compare(left, right, one, other, schema),
        by_chance=chances_of_equality(left, right, schema, same=same),
        pairs_in_all=max(in_all, 2.0),
        expected_matches=max(0.5, min(len(left), len(right)) * 0.3),
    )
    return estimate(schema, evidence, (left,) if same else (left, right))


def _is_one_to_one(rows: Ints, columns: Ints, scores: Floats) -> bool:
    strong = scores >= _STRONG
    for side in (rows[strong], columns[strong]):
        partners = np.bincount(side)
        linked = np.count_nonzero(partners)
        if np.count_nonzero(partners > 1) > max(_RIVALS_ALLOWED * linked, 1):
            return False
    return True


def _paired(
    together: _Files, rows: Ints, columns: Ints, weights: Floats
) -> tuple[Ints, Ints, Floats]:
    """Return the one-to-one pairs: first among all candidates, then among the records left over.

    The left-over records are few, so a pair of them is likelier than a pair drawn from the whole
    files to be of one person: their share of matches is estimated anew, with the same weights.
    """
    first = _assigned(rows, columns, weights + log_odds(together.model.prior))
    left = np.setdiff1d(np.arange(len(together.left)), first[0])
    right = np.setdiff1d(np.arange(len(together.right)), first[1])
    pairs = len(left) * len(right)
    if not pairs:
        return first
    if pairs <= _LEFTOVERS_CROSSED:
        rows, columns = np.repeat(left, len(right)), np.tile(right, len(left))
        weights = together.weigh(rows, columns)
    else:
        kept = np.isin(rows, left) & np.isin(columns, right)
        rows, columns, weights = rows[kept], columns[kept], weights[kept]
    prior = settled_prior(weights, pairs, 0.5 * min(len(left), len(right)))
    second = _assigned(rows, columns, weights + log_odds(prior))
    rows, columns, scores = (np.concatenate(parts) for parts in zip(first, second, strict=True))
    return rows, columns, scores


def _assigned(rows: Ints, columns: Ints, odds: Floats) -> tuple[Ints, Ints, Floats]:
    chosen = best_assignment(rows, columns, odds)
    return rows[chosen], columns[chosen], _against_rivals(rows, columns, odds)[chosen]


def _against_rivals(rows: Ints, columns: Ints, odds: Floats) -> Floats:
    """Return each pair's probability when at most one pair of each record can be true.

    With the odds of all pairs of a record as weights of "this one", against 1 for "none".
    """
    held = np.exp(np.clip(odds, -300, 300))
    of_row = 1 + np.bincount(rows, held)[rows]
    of_column = 1 + np.bincount(columns, held)[columns]
    return np.asarray(held / np.maximum(of_row, of_column))


def _ranked(
    together: _Files, rows: Ints, columns: Ints, scores: Floats, threshold: float
) -> list[tuple[str, str, float]]:
    order = np.argsort(-scores, kind="stable")
    order = order[scores[order] >= threshold]
    return [
        (together.left.ids[rows[i]], together.right.ids[columns[i]], round(float(scores[i]), 6))
        for i in order
    ]
