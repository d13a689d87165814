"""What a text, a code or a number may be before it is kept."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import models
from django.utils.translation import gettext as _

from aia.pathways.rules.refusals import Refused
from aia.pathways.taxonomy import Category, Taxonomy

LONGEST_TEXT = 10_000
LONGEST_TITLE = 120
HOURS_A_WEEK = Decimal(168)
MOST_HOURS = Decimal("9999.99")
MOST_EUROS = Decimal("9999999.99")
_CENT = Decimal("0.01")


def text(words: str, field: str, *, required: bool = False, longest: int = LONGEST_TEXT) -> str:
    """Return the words without the space around them. Raises Refused: too long, or missing."""
    words = words.strip()
    if required and not words:
        raise Refused(_("Write a few words here."), field=field)
    if len(words) > longest:
        raise Refused(
            _("The text has %(length)s characters: write at most %(longest)s.")
            % {"length": len(words), "longest": longest},
            field=field,
        )
    if "\x00" in words:
        raise Refused(_("The text holds a character that cannot be kept."), field=field)
    return words


def code(value: str, terms: type[models.TextChoices], field: str) -> str:
    """Return the code when it is one of the terms. Raises Refused."""
    if value not in terms.values:
        raise Refused(_("Choose one of the values of the list."), field=field)
    return str(value)


def codes(values: Collection[str], terms: type[models.TextChoices], field: str) -> tuple[str, ...]:
    """Return the codes without repetition, in the terms' order. Raises Refused."""
    for value in values:
        code(value, terms, field)
    return tuple(value for value in terms.values if value in set(values))


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
