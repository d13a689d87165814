"""Italian words as they are looked for: without accents, without their endings.

The endings are those of the light stemmer for Italian by J. Savoy (University of Neuchâtel): the
vowels of gender and number, with the h and the i that keep a sound. It is short, needs no
dictionary, and finds "biciclette" under "bicicletta" and "amiche" under "amico".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST_STEM = 40
_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST = 4
_TWO = ("he", "hi", "ie", "ia", "io", "ii")
# Articles, prepositions, whose it is, what one wants or must: they would find everything.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """
        a ad al allo alla ai agli alle all c ci chi che con col coi d da dal dallo dalla dai dagli
        dalle dall de dei del dello della degli delle dell di e ed era essere fra gli ha hanno i il
        in io l la le lei li lo loro lui ma mi mio nel nello nella nei negli nelle nell noi non o
        od ogni per piu questo questa quello quella se si sono su sul sullo sulla sui sugli sulle
        sull the of and to for tra tu un una uno vi voi
        mia mie miei tuo tua tue tuoi suo sua sue suoi nostro nostra nostri nostre anche senza volta
        vorrei voglio posso devo riesco faccio avere fare
        """,
    )
)


def folded(text: str) -> str:
    """Return the text in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def stem(word: str) -> str:
    """Return what is common to the forms of a folded word."""
    if len(word) < _SHORTEST or word.isdigit():
        return word[:LONGEST_STEM]
    if len(word) > _SHORTEST and word.endswith(_TWO):
        word = word[:-2]
    elif word[-1] in "aeiou":
        word = word[:-1]
    return word[:LONGEST_STEM]


def words_of(text: str) -> list[str]:
    """Return the folded words of a text that say something, in their order."""
    found = _WORD.findall(folded(text))
    return [word for word in found if word not in _EMPTY]


def stems_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the stems of every word of some texts."""
    return frozenset(stem(word) for text in texts for word in words_of(text))
