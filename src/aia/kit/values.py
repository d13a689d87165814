"""What a text or a code may be before it is kept, in every module alike."""

from collections.abc import Collection

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from aia.kit.refusals import Refused


def text(words: str, field: str, *, required: bool = False, longest: int) -> str:
    """Return the words without the space around them, otherwise as they were written.

    Signs of HTML or script stay the plain characters they are. Raises Refused: too long, missing,
    or with a character that cannot be kept.
    """
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


def code(value: str, terms: type[TextChoices], field: str) -> str:
    """Return the code when it is one of the terms. Raises Refused."""
    if value not in terms.values:
        raise Refused(_("Choose one of the values of the list."), field=field)
    return str(value)


def codes(values: Collection[str], terms: type[TextChoices], field: str) -> tuple[str, ...]:
    """Return the codes without repetition, in the terms' order. Raises Refused."""
    for value in values:
        code(value, terms, field)
    return tuple(value for value in terms.values if value in set(values))
