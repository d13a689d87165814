"""What a text, a code, a number or a day may be before it is kept."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext as _

from aia.community.terms import Refused

LONGEST_NAME, LONGEST_LINE, LONGEST_TEXT = 120, 400, 10_000
MOST_VOICES = 1_000
MOST_MINUTES = 24 * 60
MOST_EURO = Decimal("99999999.99")
MOST_HOURS = Decimal("9999.99")


def text(words: str, field: str, *, required: bool = True, longest: int = LONGEST_LINE) -> str:
    """Return the words without the space around them. Raises Refused."""
    words = words.strip()
    if required and not words:
        raise Refused(_("Write a few words here."), field=field)
    if len(words) > longest:
        raise Refused(
            _("The text has %(length)s characters: write at most %(longest)s.")
            % {"length": len(words), "longest": longest},
            field=field,
        )
    if "\x00" in words or any("\ud800" <= sign <= "\udfff" for sign in words):
        raise Refused(_("The text holds a character that cannot be kept."), field=field)
    return words


def code(value: str, terms: type[models.TextChoices], field: str) -> str:
    """Return the code when it is one of the terms. Raises Refused."""
    if value not in terms.values:
        raise Refused(_("Choose one of the values of the list."), field=field)
    return str(value)


def count(value: int, field: str, *, least: int = 0, most: int = MOST_VOICES) -> int:
    """Return a whole number within its bounds. Raises Refused."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Refused(
            _("Write a whole number from %(least)s to %(most)s.") % {"least": least, "most": most},
            field=field,
        )
    return value


def amount(value: Decimal, field: str, *, most: Decimal) -> Decimal:
    """Return an amount of euro or hours, to the hundredth. Raises Refused: also for NaN."""
    if not value.is_finite() or not 0 <= value <= most:
        raise Refused(
            _("Write an amount from 0 to %(most)s.") % {"most": most},
            field=field,
        )
    if value != round(value, 2):
        raise Refused(_("Write at most two decimals."), field=field)
    return round(value, 2)


def not_before(day: date, first: date, field: str) -> date:
    """Return the day when it does not come before the first. Raises Refused."""
    if day < first:
        raise Refused(
            _("Choose a day from %(day)s on.") % {"day": first.strftime("%d/%m/%Y")}, field=field
        )
    return day
