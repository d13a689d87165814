"""When needs are enough to be told of, and to be one: pure.

Small numbers name people: in a small place, two with the same need are two whom all know.
"""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from aia.community.terms import Refused

LEAST = 5
"""Homes whose needs may be pooled without asking each."""
LEAST_AGREED = 2
"""Homes whose needs may be pooled when all of them agreed."""
LEAST_OTHERS = 3
"""Other homes, besides one's own, from which on it is told that there are some."""
LEAST_RESIDENTS = 5_000
"""Residents of a place below which its needs are told for the whole district only."""
MONTHS_DAYS = 365
"""Days within which needs are of the same time."""

KEPT_APART = frozenset({"functioning.safety", "functioning.dependence", "ties.justice"})
"""Needs never told of nor pooled by others: knowing that somebody nearby has them may hurt."""

_STEPS = (3, 5, 10, 20, 50, 100)


def at_least(number: int) -> int:
    """Return the number that is told: the step below, so that one more or less is not seen."""
    return max((step for step in _STEPS if step <= number), default=0)


def check_enough(homes: Iterable[UUID], *, all_agreed: bool) -> None:
    """Raise Refused when the needs are too few to be one."""
    number = len(set(homes))
    if number >= LEAST or (all_agreed and number >= LEAST_AGREED):
        return
    raise Refused(
        _(
            "They are too few to be one without telling who they are: with fewer than %(least)s, "
            "each of them must have agreed."
        )
        % {"least": LEAST},
        field="category",
    )
