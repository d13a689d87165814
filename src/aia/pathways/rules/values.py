"""What a text, a code or a number may be before it is kept."""

from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial

from django.db import models
from django.utils.translation import gettext as _

from aia.kit import values
from aia.kit.refusals import Refused
from aia.kit.values import code, codes
from aia.pathways.taxonomy import Category, Taxonomy

__all__ = ["amount", "category", "code", "codes", "grade", "not_ahead", "span", "text"]

LONGEST_TEXT = 10_000
LONGEST_TITLE = 120
HOURS_A_WEEK = Decimal(168)
MOST_HOURS = Decimal("9999.99")
MOST_EUROS = Decimal("9999999.99")
_CENT = Decimal("0.01")

text = partial(values.text, longest=LONGEST_TEXT)


def grade(value: int, terms: type[models.IntegerChoices], field: str) -> int:
    """Return the number when it is one of the grades. Raises Refused."""
    if value not in terms.values:
        raise Refused(_("Choose one of the values of the list."), field=field)
    return int(value)


def category(value: str, known: Taxonomy, on: date) -> Category:
    """Return the category of need that can be given on that day. Raises Refused."""
    found = known.categories.get(value)
    if found is None:
        raise Refused(_("Choose a category of need from the list."), field="category")
    if found.retired is not None and on >= found.retired:
        raise Refused(_("This category is no longer used: choose another."), field="category")
    return found


def amount(value: Decimal | None, field: str, *, most: Decimal = MOST_EUROS) -> Decimal | None:
    """Return a number of hours or euros with two decimals, or None. Raises Refused."""
    if value is None:
        return None
    try:
        exact = Decimal(value).quantize(_CENT)
    except InvalidOperation as error:
        raise Refused(_("Write a number, as 12.50."), field=field) from error
    if exact.is_nan() or not Decimal(0) <= exact <= most:
        raise Refused(
            _("Write a number between 0 and %(most)s.") % {"most": most.normalize()}, field=field
        )
    return exact


def span(starts_on: date, ends_on: date | None, field: str = "ends_on") -> None:
    """Raise Refused when something would end before it starts."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("The end comes before the start: check the two dates."), field=field)


def not_ahead(day: date, today: date, field: str) -> None:
    """Raise Refused when something that happened would lie in the future."""
    if day > today:
        raise Refused(_("This day has not come yet: check the date."), field=field)
