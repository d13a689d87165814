"""Attacks everything that a simulated district has published; run inside its installation.

`python -m tests.attacker DISTRICT` prints, as JSON, how many tables were attacked, how many small
numbers they hide, which of them were found out, and how many are found out when the same tables
are published with the small numbers alone left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any


def main(district: str) -> dict[str, Any]:
    """Attack each indicator's tables all together, then two by two."""
    from aia.observatory.building import last_build
    from aia.observatory.engines import Wanted, opened
    from aia.observatory.facts.store import Store
    from aia.observatory.indicators.computing import Computing
    from aia.observatory.indicators.loading import definitions

    store = Store.of_installation()
    report = last_build(store, district)
    assert report is not None
    told = {"tables": 0, "pairs": 0, "hidden": 0}
    found: list[str] = []
    planted = 0
    as_of = date.fromisoformat(report.as_of)
    with opened(Wanted(), [(store, [district])], as_of=as_of) as engine:
        computing = Computing(engine, district)
        for one in definitions():
            if one.measure.derived or one.disclosure.kind != "frequency":
                continue
            exact = computing.compute(one)
            attacked = _Attacked(district, one, exact)
            told["tables"] += len(attacked.editions)
            told["hidden"] += attacked.hidden
            found += [str(breach) for breach in attacked.together()]
            for breaches in attacked.by_two():
                told["pairs"] += 1
                found += [str(breach) for breach in breaches]
            planted += len(attacked.planted(as_of))
    return {**told, "refused": report.refused, "found": found, "planted": planted}


class _Attacked:
    """What is published of one indicator, beside the truth."""

    def __init__(self, district: str, definition: Any, exact: Sequence[Any]) -> None:
        from aia.observatory.disclosure.editions import Edition
        from aia.observatory.disclosure.parts import Manner
        from aia.observatory.disclosure.rule import Rule
        from aia.observatory.disclosure.tables import breakdown_code
        from aia.observatory.queries.releases import published_before

        self.definition, self.exact = definition, exact
        self.manner = Manner.of(Rule.of(definition.disclosure), definition.unit)
        rows = published_before(district, definition.code)
        self.editions = [Edition(row.edition, row.told()) for row in rows]
        rough = any(one.told["rounded_to"] for one in self.editions)
        bare = {
            breakdown_code(one.told["breakdown"]) for one in self.editions if not one.told["cells"]
        }
        # What rounding leaves open is told with the table, and of a table that no step saved, and
        # that shows nothing, as much must stay open: there only who is surely few.
        self.guards = {
            code: [replace(one, low=one.value, high=one.value) for one in guards]
            if rough or code in bare
            else guards
            for code, guards in self._guards()
        }
        self.hidden = sum(self.manner.risky(cell) for table in exact for cell in table.cells)

    def _guards(self) -> Iterator[tuple[str, list[Any]]]:
        from aia.observatory.disclosure.parts import PARTS
        from aia.observatory.disclosure.tables import breakdown_code

        for table in self.exact:
            yield (
                breakdown_code(table.breakdown),
                [
                    guard
                    for cell in table.cells
                    for part in PARTS
                    if (guard := self.manner.guard(cell, part)) is not None
                ],
            )

    def together(self) -> Sequence[Any]:
        from aia.observatory.disclosure.outsider import attack

        return attack(self.editions, guards=self.guards) if self.editions else []

    def by_two(self) -> Iterator[Sequence[Any]]:
        from aia.observatory.disclosure.outsider import attack

        for pair in combinations(self.editions, 2):
            yield attack(pair, guards=self.guards)

    def planted(self, as_of: date) -> Sequence[Any]:
        """Attack the same tables with only the small numbers left out."""
        from aia.observatory.disclosure.editions import Edition
        from aia.observatory.disclosure.outsider import attack
        from aia.observatory.disclosure.protect import shown
        from aia.observatory.disclosure.tables import About

        about = About(self.definition.unit, as_of, 0, simulated=True)
        bare = []
        for table in self.exact:
            risky = {cell.of for cell in table.cells if self.manner.risky(cell)}
            bare.append(Edition(0, shown(table, self.manner, about, risky).told()))
        return attack(bare, guards=dict(self._guards()))


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(main(sys.argv[1])))
