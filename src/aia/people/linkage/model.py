"""The weights of agreement, as Fellegi and Sunter define them, and the odds they give to a pair.

I. P. Fellegi, A. B. Sunter, "A Theory for Record Linkage", JASA 64 (1969): the weight of a level is
the logarithm of m/u, its share among pairs of the same person over its share among pairs of
different persons; the weights of independent comparisons add up.
"""

import json
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from itertools import product

import numpy as np
import numpy.typing as npt

from aia.people.linkage.attributes import (
    ENTANGLED,
    EXCHANGEABLE,
    HOUSEHOLD,
    Attribute,
    Kind,
    Schema,
)
from aia.people.linkage.comparison import EXCHANGED, Feature, features_of
from aia.people.linkage.grading import EQUAL, NEAR_LEVELS, closed_up
from aia.people.linkage.table import Column, Floats, Ints, Levels, Table

FORMAT = 1
_WEIGHED_BY_RARITY = (Kind.NAME, Kind.PLACE, Kind.ADDRESS)


@dataclass(frozen=True)
class Factor:
    """Features weighed together: `m` and `u` have one share for each cell of their levels.

    The shares of the cells with the same features missing add up to one, so a missing value moves
    the odds neither way.
    """

    positions: tuple[int, ...]
    shape: tuple[int, ...]
    m: Floats
    u: Floats

    @cached_property
    def weights(self) -> Floats:
        """The natural logarithm of m/u of each cell."""
        return np.asarray(np.log(self.m / self.u))

    def cells(self, levels: Levels) -> Ints:
        """Return the cell that each row of levels falls in."""
        parts = tuple(levels[:, position].astype(np.int64) for position in self.positions)
        return np.asarray(np.ravel_multi_index(parts, self.shape), dtype=np.int64)


@dataclass(frozen=True)
class Frequencies:
    """How common the values of an attribute are: a share for each listed one, `rest` for others."""

    shares: dict[str, float]
    rest: float

    @cached_property
    def chance(self) -> float:
        """The probability that two persons agree on the attribute by chance."""
        return max(self.rest, sum(share * share for share in self.shares.values()))

    def rarity(self, column: Column) -> Floats:
        """Return what an agreement on each distinct value weighs above that on an average one."""
        closed = column.derived("closed", closed_up)
        shares = np.array([self.shares.get(value, self.rest) for value in closed])
        return np.asarray(np.log(self.chance / shares))


@dataclass(frozen=True)
class Model:
    """All that is needed to score a pair.

    `prior` is the probability that two records drawn at random are of one person. `made` says
    where the weights come from.
    """

    schema: Schema
    factors: tuple[Factor, ...]
    prior: float
    frequencies: dict[str, Frequencies] = field(default_factory=dict)
    made: str = ""

    @cached_property
    def features(self) -> tuple[Feature, ...]:
        """The features of the schema, in the order of the columns of levels."""
        return features_of(self.schema)

    def weight(self, levels: Levels) -> Floats:
        """Return the sum of the weights of each row of levels, in natural logarithms."""
        total = np.zeros(len(levels))
        for factor in self.factors:
            total += factor.weights[factor.cells(levels)]
        return total

    def rarities(
        self, left: Table, right: Table, rows: Ints, columns: Ints, levels: Levels
    ) -> Floats:
        """Return what the rarity of each agreed value adds, in natural logarithms.

        One row for each pair, one column for each attribute of the schema. The commoner of the two
        values counts, and a near agreement gains nothing by it, so that a slip never pays. Two
        people of one home share even the rarest family name: there rarity only speaks against.
        """
        found = self._commoner(self._rarity(left, rows), self._rarity(right, columns), levels)
        own = levels[:, : len(self.schema)]
        near = np.column_stack(
            [self._near[position][own[:, position]] for position in range(len(self.schema))]
        )
        shared = [p for p, attribute in enumerate(self.schema) if attribute.name in HOUSEHOLD]
        at_home = (own[:, shared] == EQUAL).sum(1) > 1
        near[:, shared] |= at_home[:, None] & (own[:, shared] == EQUAL)
        return np.where(near, np.minimum(found, 0), np.where(own == EQUAL, found, 0))

    @cached_property
    def _near(self) -> list[npt.NDArray[np.bool_]]:
        """For each attribute, which of its levels are agreements but not equality."""
        return [np.isin(feature.levels, NEAR_LEVELS) for feature in self.features]

    def _rarity(self, table: Table, rows: Ints) -> Floats:
        found = np.zeros((len(rows), len(self.schema)))
        for position, attribute in enumerate(self.schema):
            known = self.frequencies.get(attribute.name)
            if known is not None:
                column = table.columns[attribute.name]
                found[:, position] = known.rarity(column)[column.codes[rows]]
        return found

    def _commoner(self, ours: Floats, theirs: Floats, levels: Levels) -> Floats:
        """Return the lesser rarity; where names are exchanged, both of the record that has less."""
        found = np.minimum(ours, theirs)
        places = {feature.name: position for position, feature in enumerate(self.features)}
        for order, pair in EXCHANGEABLE.items():
            if order in places:
                both = np.array([places[name] for name in pair])
                crossed = np.flatnonzero(levels[:, places[order]] == EXCHANGED)
                fewer = ours[crossed][:, both].sum(1) <= theirs[crossed][:, both].sum(1)
                chosen = np.where(fewer[:, None], ours[crossed][:, both], theirs[crossed][:, both])
                found[np.ix_(crossed, both)] = chosen
        return found

    def to_json(self, *, commonest: int = 400) -> str:
        """Return the model as JSON, with the shares of the commonest values only."""
        return json.dumps(
            {
                "format": FORMAT,
                "made": self.made,
                "prior": self.prior,
                "schema": {attribute.name: attribute.kind for attribute in self.schema},
                "factors": [_factor_facts(factor) for factor in self.factors],
                "frequencies": {
                    name: _frequency_facts(known, commonest)
                    for name, known in self.frequencies.items()
                },
            },
            indent=1,
        )

    @classmethod
    def from_json(cls, text: str) -> "Model":
        """Return the model that `to_json` wrote; ValueError when it is of another format."""
        facts = json.loads(text)
        if facts.get("format") != FORMAT:
            raise ValueError(f"linkage model of format {facts.get('format')!r}, expected {FORMAT}")
        schema = tuple(Attribute(name, Kind(kind)) for name, kind in facts["schema"].items())
        shapes = [len(feature.levels) for feature in features_of(schema)]
        factors = tuple(
            Factor(
                positions := tuple(one["positions"]),
                tuple(shapes[position] for position in positions),
                np.array(one["m"]),
                np.array(one["u"]),
            )
            for one in facts["factors"]
        )
        frequencies = {
            name: Frequencies(one["shares"], one["rest"])
            for name, one in facts["frequencies"].items()
        }
        return cls(schema, factors, facts["prior"], frequencies, facts["made"])

    @classmethod
    def shipped(cls) -> "Model":
        """Return the weights that come with the program, for Italian registers of persons."""
        return cls.from_json(
            files("aia.people.linkage").joinpath("italian_weights.json").read_text("utf-8")
        )


def _factor_facts(factor: Factor) -> dict[str, object]:
    return {
        "positions": list(factor.positions),
        "m": [float(f"{share:.4g}") for share in factor.m],
        "u": [float(f"{share:.4g}") for share in factor.u],
    }


def _frequency_facts(known: Frequencies, commonest: int) -> dict[str, object]:
    ranked = sorted(known.shares.items(), key=lambda item: (-item[1], item[0]))
    listed, others = ranked[:commonest], ranked[commonest:]
    rest = sum(s for _, s in others) / len(others) if others else known.rest
    return {"shares": {v: float(f"{s:.3g}") for v, s in listed}, "rest": float(f"{rest:.3g}")}


def frequencies_of(tables: tuple[Table, ...], schema: Schema) -> dict[str, Frequencies]:
    """Return how common each value of the names, places and streets is in the tables together."""
    found = {}
    for attribute in schema:
        if attribute.kind not in _WEIGHED_BY_RARITY:
            continue
        counts: dict[str, int] = {}
        for table in tables:
            column = table.columns[attribute.name]
            for value, count in zip(column.values, column.counts(), strict=True):
                counts[closed_up(value)] = counts.get(closed_up(value), 0) + int(count)
        counts.pop("", None)
        total = max(1, sum(counts.values()))
        shares = {value: count / total for value, count in counts.items()}
        found[attribute.name] = Frequencies(shares, 1 / (total + 1))
    return found


def groups_of(features: tuple[Feature, ...]) -> list[tuple[int, ...]]:
    """Return the positions of the features that are weighed together, every feature once."""
    positions = {feature.name: position for position, feature in enumerate(features)}
    groups = [tuple(positions[name] for name in names if name in positions) for names in ENTANGLED]
    taken = {position for group in groups for position in group}
    alone = [(position,) for position in positions.values() if position not in taken]
    return [group for group in groups if group] + alone


def missing_patterns(shape: tuple[int, ...]) -> Ints:
    """Return a number for each cell that says which of its features are missing."""
    cells = product(*(range(size) for size in shape))
    return np.array([sum((level == 0) << i for i, level in enumerate(cell)) for cell in cells])
