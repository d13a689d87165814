"""Words of danger in eight languages: which emergency numbers to show. Pure; decides nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import yaml

EMERGENCY, VIOLENCE, CHILDREN = "112", "1522", "114"
NUMBERS = (EMERGENCY, VIOLENCE, CHILDREN)
_FILE = Path(__file__).with_name("danger.yaml")
_KINDS = ("life", "violence", "child")
_NO_WORD = re.compile(r"[^\w]+|_")
_MARKS = re.compile(r"[ʼ’'`]")


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Return, for `life`, `violence` and `child`, what to look for in a plain text.

    A word that begins with a space is found where a word begins. `static/sensing/danger.js` reads
    the same lists in the same way.
    """
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    found = {}
    for kind in _KINDS:
        listed = {
            ("" if language in told["anywhere"] else " ") + plain(word).strip()
            for language, wanted in told[kind].items()
            for word in wanted
        }
        found[kind] = tuple(sorted(listed))
    return found


def plain(text: str) -> str:
    """Return the text in small letters without accents or signs, a space around each word."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    letters = "".join(sign for sign in bare if not unicodedata.category(sign).startswith("M"))
    return f" {_NO_WORD.sub(' ', letters.lower()).strip()} "


def found(text: str) -> tuple[str, ...]:
    """Return the emergency numbers that a text's words ask for; none when it tells of no danger."""
    told = plain(text)

    def tells(kind: str) -> bool:
        return any(word in told for word in words()[kind])

    life, violence = tells("life"), tells("violence")
    if not (life or violence):
        return ()
    numbers = [EMERGENCY]
    if violence:
        numbers.append(VIOLENCE)
    if tells("child"):
        numbers.append(CHILDREN)
    return tuple(numbers)
