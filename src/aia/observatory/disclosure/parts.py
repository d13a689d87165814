"""What a cell counts: the numbers of it that add up, and those that nobody may see.

A count has one part. A share, a rate and a mean have two, above and below the line; since both
are published, each is protected as a table of its own. Of a share what is above the line and what
is not are few alike: in a place where all but two were answered, two were not.
"""

from __future__ import annotations

from collections.abc import Iterator

from aia.observatory.disclosure.rule import FREQUENCY, PUBLIC, Rule
from aia.observatory.disclosure.tables import ExactCell

NUMERATOR = "numerator"
DENOMINATOR = "denominator"


def parts_of(cell: ExactCell) -> Iterator[tuple[str, float]]:
    """Give each number of the cell that adds up, by the name of its part."""
    above = cell.value if cell.numerator is None and cell.denominator is None else cell.numerator
    if above is not None:
        yield NUMERATOR, float(above)
    if cell.denominator is not None:
        yield DENOMINATOR, float(cell.denominator)


def sensitive(cell: ExactCell, rule: Rule, *, share: bool) -> bool:
    """Say whether the cell's own numbers tell about few people.

    `share` says that what is above the line is part of what is below it.
    """
    if rule.kind == PUBLIC:
        return False
    if rule.few(cell.behind) or rule.few(cell.behind_denominator):
        return True
    if share and cell.numerator is not None and cell.denominator is not None:
        return 0 < cell.denominator - cell.numerator < rule.threshold
    return False


def empty(cell: ExactCell, rule: Rule) -> bool:
    """Say whether nobody is in the cell: it looks as if it were hidden, so that neither tells."""
    if rule.kind == PUBLIC:
        return False
    if cell.value is None:
        return True
    return cell.behind == 0 and (rule.kind == FREQUENCY or not cell.value)
