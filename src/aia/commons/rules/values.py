"""What a text, a code or a number may be before it is kept."""

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext as _

from aia.commons.terms import Refused

LONGEST_NAME, LONGEST_LINE, LONGEST_ABOUT = 120, 400, 2_000
MOST = 10_000
OLDEST = 120
MOST_MINUTES = 31 * 24 * 60


def text(words: str, field: str, *, required: bool = False, longest: int) -> str:
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


def codes(values: Collection[str], terms: type[models.TextChoices], field: str) -> tuple[str, ...]:
    """Return the codes without repetition, in the terms' order. Raises Refused."""
    for value in values:
        code(value, terms, field)
    return tuple(value for value in terms.values if value in set(values))


def count(value: object, field: str, *, least: int = 1, most: int = MOST) -> int:
    """Return a whole number within its bounds. Raises Refused: also for halves and for text."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Refused(
            _("Write a whole number from %(least)s to %(most)s.") % {"least": least, "most": most},
            field=field,
        )
    return value
