"""Why and why not, in words, for every need, resource and pair of an answer.

The prices of the proof are the reasons: a closing price is the worth of who would be left out, a
cost price is what all together would pay more. Nothing is solved again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from aia.matching import rules
from aia.matching.fitting import WEIGHTS
from aia.matching.lottery import need_number
from aia.matching.margins import NOBODY, Margins, margins
from aia.matching.pairing import Floor, Row, Why, by_need, row_of
from aia.matching.terms import UNSERVED, Declined, Ints, Problem, Stage
from aia.matching.wording import say, say_rule

_SHOWN = 10


@dataclass(frozen=True)
class Reasons:
    """An answer that can be asked. `stages` is empty under side constraints."""

    problem: Problem
    chosen: Ints
    stages: tuple[Stage, ...]
    seed: int
    language: str = "it"

    @cached_property
    def margins(self) -> Margins:
        """Return what the prices alone do not tell; computed once."""
        return margins(self.problem, self.chosen, self.stages)

    @cached_property
    def _by_resource(self) -> tuple[Ints, Ints]:
        """Return the pairs sorted by resource, and where each resource's begin."""
        order = np.argsort(self.problem.pairs.resource, kind="stable").astype(np.int64)
        at = np.arange(len(self.problem.resources) + 1)
        return order, np.searchsorted(self.problem.pairs.resource[order], at)

    @cached_property
    def positions(self) -> dict[str, tuple[str, int]]:
        """Return what an id, as text, names: a need first, else a resource."""
        found = {str(one.id): ("resource", at) for at, one in enumerate(self.problem.resources)}
        found |= {str(one.id): ("need", at) for at, one in enumerate(self.problem.needs)}
        return found

    def resource_positions(self) -> dict[str, int]:
        """Return the position of each resource by its id as text."""
        return {str(one.id): at for at, one in enumerate(self.problem.resources)}

    def of_need(self, need: int) -> list[str]:
        """Return what is proposed to a need and why; then why not each nearest other."""
        first, last = self._pairs_of(need)
        mine = self.problem.needs[need]
        lines = [
            self._say(
                "need_is",
                need=mine.id,
                urgency=mine.urgency,
                waiting=mine.waiting_days,
                count=last - first,
            )
        ]
        pair = int(self.chosen[need])
        if pair == UNSERVED:
            lines.append(self._say("unserved", need=mine.id, why=self.why_unserved(need)))
        else:
            lines += self._why_this(need, pair, first, last)
        cheapest = first + np.argsort(self.problem.pairs.cost[first:last], kind="stable")
        others = [int(self.problem.pairs.resource[at]) for at in cheapest if at != pair]
        return lines + [self.of_pair(need, other) for other in others[:_SHOWN]]

    def _why_this(self, need: int, pair: int, first: int, last: int) -> list[str]:
        pairs = self.problem.pairs
        lines = [self.of_pair(need, int(pairs.resource[pair]))]
        best = first + int(np.argmin(pairs.cost[first:last]))
        if pairs.cost[best] == pairs.cost[pair]:
            return [*lines, self._say("proposed_best")]
        other = self.problem.resources[pairs.resource[best]].id
        told = self._say("proposed_other", resource=other, cost=float(pairs.given[best]))
        return [*lines, told]

    def of_resource(self, resource: int) -> list[str]:
        """Return to whom a resource is proposed, and why not to the others it is possible for."""
        order, begins = self._by_resource
        mine = order[begins[resource] : begins[resource + 1]]
        needs = self.problem.pairs.need[mine]
        held = self.chosen[needs] == mine
        one = self.problem.resources[resource]
        given = int(held.sum())
        lines = [
            self._say(
                "resource_is",
                resource=one.id,
                capacity=one.capacity,
                given=given,
                count=len(mine),
            )
        ]
        if not len(mine):
            lines.append(self._say("resource_none"))
        elif given < one.capacity:
            lines.append(self._say("resource_spare", spare=one.capacity - given))
        shown = [*needs[held][:_SHOWN], *needs[~held][:_SHOWN]]
        return lines + [self.of_pair(int(need), resource) for need in shown]

    def of_pair(self, need: int, resource: int) -> str:
        """Return in one sentence why a pair is, or is not, proposed."""
        told: dict[str, object] = {
            "need": self.problem.needs[need].id,
            "resource": self.problem.resources[resource].id,
        }
        first, last = self._pairs_of(need)
        at = first + int(np.searchsorted(self.problem.pairs.resource[first:last], resource))
        if at == last or self.problem.pairs.resource[at] != resource:
            return self._impossible(need, resource, told)
        cost = float(self.problem.pairs.given[at])
        if self.chosen[need] == at:
            return self._say("proposed", **told, cost=cost)
        if not self.stages:
            return self._say("side_pair", **told, cost=cost)
        return self._dearer(need, at, resource, told)

    def _dearer(self, need: int, at: int, resource: int, told: dict[str, object]) -> str:
        closing, costs = self.stages[0].prices, self.stages[1].prices
        held = int(self.chosen[need])
        here, paid, own = self.problem.worth[need], 0, 0
        if held != UNSERVED:
            place = self.problem.pairs.resource[held]
            here, paid = closing[place], costs[place]
            own = int(self.problem.pairs.cost[held])
        if closing[resource] > here:
            return self._say("places_before", **told)
        more = int(self.problem.pairs.cost[at] + costs[resource]) - own - int(paid)
        if more > 0:
            return self._say("costs_more", **told, more=more / 10.0**self.problem.digits)
        drawn = bool(self.margins.drawn_pairs[at])
        return self._say("draw" if drawn else "no_way", **told, seed=self.seed)

    def why_unserved(self, need: int) -> str:
        """Return in one sentence why a need has no proposal."""
        first, last = self._pairs_of(need)
        count = last - first
        if not count:
            return self._no_pair(need)
        mine = self.problem.pairs.resource[first:last]
        if not any(self.problem.resources[at].capacity for at in mine):
            return self._say("no_places", count=count)
        if not self.stages:
            return self._say("side")
        if self.margins.drawn_needs[need]:
            number = need_number(self.seed, self.problem.needs[need].id)
            return self._say("equal_draw", number=number, seed=self.seed)
        level = self.stages[0].prices[mine] == self.problem.worth[need]
        level &= self.margins.give_way[mine] != NOBODY
        prices = self.stages[1].prices[mine] + self.problem.pairs.cost[first:last]
        more = (prices[level] + self.margins.give_way[mine][level]).min(initial=NOBODY)
        if 0 < more < NOBODY:
            return self._say("equal_cost", more=int(more) / 10.0**self.problem.digits)
        return self._say("before", count=count)

    def _no_pair(self, need: int) -> str:
        if not self.problem.generated:
            return self._say("no_pair_told")
        counted = Counter(Why(int(why)).name for why in self._row(need).why)
        said = [
            self._say(f"reason_{reason}", count=count) for reason, count in counted.most_common()
        ]
        count = len(self.problem.resources)
        return self._say("no_pair", count=count, reasons=", ".join(said))

    def _impossible(self, need: int, resource: int, told: dict[str, object]) -> str:
        refused = [one.reason for one in self._refused.get(need, ()) if one.resource == resource]
        if refused:
            reason = self._say(f"declined_{refused[-1]}")
            return self._say("declined", **told, reason=reason)
        if not self.problem.generated:
            return self._say("pair_not_told", **told)
        mine, theirs = self.problem.needs[need], self.problem.resources[resource]
        row = Floor([theirs]).row(mine, WEIGHTS, ())
        why = Why(int(row.why[0]))
        if why in {Why.RULE_UNMET, Why.FACT_UNKNOWN}:
            unmet = rules.first_unmet(theirs.rules, mine.facts)
            if unmet is not None:
                told |= {"rule": say_rule(unmet[0], self.language)}
                told |= {"told": mine.facts.get(unmet[0].fact)}
        told |= {"km": float(np.round(row.distance[0], 1)), "reach": theirs.reach_km}
        told |= {"mine": mine.intensity, "theirs": theirs.intensity}
        return self._say(why.name.lower(), **told)

    @cached_property
    def _refused(self) -> dict[int, list[Declined]]:
        return by_need(self.problem.declined)

    @cached_property
    def _floor(self) -> Floor:
        return Floor(self.problem.resources)

    def _row(self, need: int) -> Row:
        return row_of(self._floor, need, self.problem.needs[need], self._refused)

    def _pairs_of(self, need: int) -> tuple[int, int]:
        first, last = np.searchsorted(self.problem.pairs.need, [need, need + 1])
        return int(first), int(last)

    def _say(self, code: str, **told: object) -> str:
        return say(code, self.language, **told)


def unserved(reasons: Reasons, needs: Sequence[int]) -> list[dict[str, object]]:
    """Return the needs without a proposal, each with why."""
    return [
        {"need": reasons.problem.needs[at].id, "why": reasons.why_unserved(int(at))} for at in needs
    ]
