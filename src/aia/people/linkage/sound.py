"""A phonetic key for Italian names and for foreign names as Italians write them."""

import re
from functools import lru_cache

# Order matters: the digraphs whose h changes the consonant go before the h falls silent.
_SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z]", ""),
        (r"sch(?=[ei])", "sk"),
        (r"sch|shch|sh|sc(?=[eiy])", "s"),
        (r"tch|tsch|cz", "c"),
        (r"ph", "f"),
        (r"ch(?![aou])|kh|ck|qu|q", "k"),
        (r"ch", "c"),
        (r"gh(?=[eiy])|gh$", "g"),
        (r"gli(?=[aeou])|gl(?=i)", "l"),
        (r"gn|ny|nj", "n"),
        (r"c(?=[eiy])", "c"),
        (r"c(?=[aouhlrstdmn]|$)", "k"),
        (r"x|z|ts|dz", "s"),
        (r"dj|dzh", "g"),
        (r"w", "v"),
        (r"[jy]", "i"),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
    )
)
_VOWEL_CLASSES = str.maketrans("aeiou", "AEEOO")
_VOWELS = frozenset("AEO")


@lru_cache(maxsize=1 << 16)
def sound_key(name: str) -> str:
    """Return the consonants of a normal form, with the class of its first vowel and of a last one.

    Vowels fall into three classes (a, e-i, o-u), doubles count once, h is silent; so `Mohamed`,
    `Muhammad` and `Mohammed` sound alike, and `Rossi` and `Russo` do not.
    """
    sounds = name
    for pattern, sound in _SPELLINGS:
        sounds = pattern.sub(sound, sounds)
    sounds = sounds.translate(_VOWEL_CLASSES)
    first = next((i for i, c in enumerate(sounds) if c in _VOWELS), -1)
    last = len(sounds) - 1
    return "".join(c for i, c in enumerate(sounds) if c not in _VOWELS or i in (first, last))
