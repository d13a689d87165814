"""What a text, a code or a number may be before it is kept."""

from django.utils.translation import gettext as _

from aia.commons.terms import Refused
from aia.kit.values import code, codes, text

__all__ = ["code", "codes", "count", "text"]

LONGEST_NAME, LONGEST_LINE, LONGEST_ABOUT = 120, 400, 2_000
MOST = 10_000
OLDEST = 120
MOST_MINUTES = 31 * 24 * 60


def count(value: object, field: str, *, least: int = 1, most: int = MOST) -> int:
    """Return a whole number within its bounds. Raises Refused: also for halves and for text."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Refused(
            _("Write a whole number from %(least)s to %(most)s.") % {"least": least, "most": most},
            field=field,
        )
    return value
