"""Who may open the addresses of the floor: one row for each, as in `table.py`."""

from __future__ import annotations

from dataclasses import dataclass

from tests.matrix.asking import OPEN, REFUSED
from tests.matrix.people import ROLES, Somebody
from tests.matrix.rows import Row, page, public


@dataclass(frozen=True)
class Kept(Row):
    """About what a body keeps: its own operators' and its district's office's.

    That it is there is no secret, so all the others are refused.
    """

    def expected(self, who: Somebody, key: str, method: str) -> str:
        near = (who.place == "here") == (key != "elsewhere")
        office = near and ROLES[who.key] in "WC"
        return OPEN if office or who.stands[key] == "R" else REFUSED


KEPT = Kept("WCR", about="subject")
ANYBODY = public(page())
OFFERING = page("WCRZ")

COMMONS: dict[str, Row] = {
    "commons:catalogue": public(page(asked=("", "?q=sala", "?kind=space&sharing=free"))),
    "commons:resource": ANYBODY,
    "commons:mine": page("WCRZ", asked=("", "?state=paused", "?state=withdrawn")),
    "commons:offer": OFFERING,
    "commons:change": KEPT,
    "commons:hours": KEPT,
    "commons:pause": KEPT,
    "commons:resume": KEPT,
    "commons:withdraw": KEPT,
}
