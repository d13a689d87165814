"""What a text, a code or a key may be before it is kept."""

import re
from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext as _

from aia.pathways.terms import Refused

LONGEST_TEXT = 5_000
LONGEST_LINE = 400
LONGEST_NAME = 120
LONGEST_KEY = 80
_SHORTEST_SECRET = 16
_KEY = re.compile(r"[A-Za-z0-9_.:+/=-]{1,80}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,4})?")


def text(words: str, field: str, *, required: bool = False, longest: int = LONGEST_TEXT) -> str:
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


def client_key(key: str, *, secret: bool) -> str:
    """Return the sender's own key for a notice.

    A `secret` one also opens the receipt, so it must be long enough not to be guessed. Raises
    Refused.
    """
    if not _KEY.fullmatch(key) or (secret and len(key) < _SHORTEST_SECRET):
        raise Refused(
            _("Every notice needs a key of its own, made by chance, of 16 to 80 characters."),
            field="client_key",
        )
    return key


def language(told: str) -> str:
    """Return a language code (as it, ar, zh-Hans); "und" when nobody knows. Raises Refused."""
    if not told:
        return "und"
    if not _LANGUAGE.fullmatch(told):
        raise Refused(_("Write a language as it, ro or zh-Hans."), field="language")
    return told
