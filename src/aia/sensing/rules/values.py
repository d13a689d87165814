"""What a text, a code or a key may be before it is kept."""

import re
from functools import partial

from django.utils.translation import gettext as _

from aia.kit import values
from aia.kit.values import code, codes
from aia.pathways.terms import Refused

__all__ = ["client_key", "code", "codes", "language", "text"]

LONGEST_TEXT = 5_000
LONGEST_LINE = 400
LONGEST_NAME = 120
LONGEST_KEY = 80
_SHORTEST_SECRET = 16
_KEY = re.compile(r"[A-Za-z0-9_.:+/=-]{1,80}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,4})?")

text = partial(values.text, longest=LONGEST_TEXT)


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
