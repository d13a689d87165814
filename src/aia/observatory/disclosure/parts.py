"""What a cell counts: the numbers of it that add up, and those that nobody may see.

A count has one part. A share, a rate and a mean have two, above and below the line; since both
are published, each is protected as a table of its own. Of a share what is above the line and what
is not are few alike: in a place where all but two were answered, two were not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aia.observatory.disclosure.ground import Counted
from aia.observatory.disclosure.rule import FREQUENCY, PUBLIC, Rule
from aia.observatory.disclosure.tables import ExactCell, ExactTable, Guard, Key

NUMERATOR = "numerator"
DENOMINATOR = "denominator"
PARTS = (NUMERATOR, DENOMINATOR)


@dataclass(frozen=True)
class Manner:
    """How an indicator's cells are to be read.

    - `share`: what is above the line is part of what is below it;
    - `outside`: what is below the line is known from elsewhere (residents).
    """

    rule: Rule
    share: bool
    outside: bool

    @classmethod
    def of(cls, rule: Rule, unit: str) -> Manner:
        """Return the manner of an indicator with that unit."""
        return cls(rule, share=unit == "percent", outside=unit.startswith("per_"))

    def number(self, cell: ExactCell, part: str) -> float | None:
        """Return the number of a part of the cell; None where it has none that adds up."""
        if part == DENOMINATOR:
            return None if self.outside else cell.denominator
        return cell.value if cell.denominator is None else cell.numerator

    def risky(self, cell: ExactCell) -> bool:
        """Say whether the cell's own numbers tell about few people."""
        rule = self.rule
        if rule.kind == PUBLIC:
            return False
        if rule.few(cell.behind) or rule.few(cell.behind_denominator):
            return True
        if rule.kind != FREQUENCY:
            return False
        numbers = [self.number(cell, part) for part in PARTS]
        if self.share and cell.numerator is not None and cell.denominator is not None:
            numbers.append(cell.denominator - cell.numerator)
        return any(number is not None and 0 < number < rule.threshold for number in numbers)

    def empty(self, cell: ExactCell) -> bool:
        """Say whether nobody is in the cell, or in a share everybody: it must look hidden."""
        if self.rule.kind == PUBLIC:
            return False
        if cell.value is None:
            return True
        if self.share and cell.numerator is not None and cell.numerator == cell.denominator:
            return True
        return cell.behind == 0 and (self.rule.kind == FREQUENCY or not cell.value)

    def guard(self, cell: ExactCell, part: str) -> Guard | None:
        """Return what must stay possible of a part of a cell that is hidden."""
        number = self.number(cell, part)
        if number is None:
            return None
        low = high = float(number)
        if part == DENOMINATOR:
            behind = cell.behind if cell.behind_denominator is None else cell.behind_denominator
            if self._few(number, behind):
                low, high = self.rule.interval(number)
        else:
            most = cell.denominator if self.share else None
            if self._few(number, cell.behind):
                low, high = self.rule.interval(number, most)
            if most is not None and 0 < most - number < self.rule.threshold:
                low, high = min(low, max(0.0, most - self.rule.threshold)), float(most)
        return Guard(cell.of, part, float(number), low, high)

    def _few(self, number: float, behind: int | None) -> bool:
        if self.rule.few(behind):
            return number > 0
        return self.rule.kind == FREQUENCY and 0 < number < self.rule.threshold

    def counted(self, tables: Sequence[ExactTable], part: str) -> list[Counted]:
        """Return the tables of one part."""
        return [
            Counted(
                tuple(table.breakdown),
                {
                    tuple(cell.of): float(number)
                    for cell in table.cells
                    if (number := self.number(cell, part)) is not None
                },
            )
            for table in tables
        ]

    def bounds(
        self, tables: Sequence[ExactTable], part: str
    ) -> Iterator[tuple[tuple[int, Key], tuple[float, float]]]:
        """Give what anybody knows of cells: of a share, not more than is below the line."""
        if self.share and part == NUMERATOR:
            for place, table in enumerate(tables):
                for cell in table.cells:
                    if cell.denominator is not None:
                        yield (place, tuple(cell.of)), (0.0, float(cell.denominator))
