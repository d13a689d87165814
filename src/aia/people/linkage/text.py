"""Normal forms of names, addresses, places, numbers, dates and codes as Italians write them."""

import re
import unicodedata
from functools import lru_cache

from aia.people.linkage.attributes import Kind

_LETTERS = str.maketrans(
    {
        "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
        "ı": "i", "ə": "e", "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e",
        "є": "ie", "ё": "e", "ж": "zh", "з": "z", "и": "i", "і": "i", "к": "k", "л": "l",
        "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
        "э": "e", "ю": "iu", "я": "ia",
    }
)  # fmt: skip
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_PARTICLES = frozenset(
    [
        "d", "de", "di", "del", "della", "dello", "dell", "dei", "degli", "delle", "da", "dal",
        "dalla", "dalle", "dall", "lo", "la", "le", "li", "el", "al", "ben", "bin", "ibn", "abd",
        "abdel", "van", "von", "der", "den", "ten", "mac", "mc", "o", "san", "dos", "das", "do",
        "du", "des",
    ]
)  # fmt: skip
_STREET_WORDS = {
    "v": "", "via": "", "vle": "viale", "pza": "piazza", "pzza": "piazza", "pzle": "piazzale",
    "ple": "piazzale", "cso": "corso", "vlo": "vicolo", "vic": "vicolo", "lgo": "largo",
    "str": "strada", "loc": "localita", "fraz": "frazione", "fr": "frazione", "s": "san",
    "st": "street", "rd": "road", "ave": "avenue", "pl": "place",
}  # fmt: skip
_ABBREVIATION = re.compile(r"\b(v|p|c|l)\.\s?(le|za|zza|zle|so|lo|go)\b")
_TAX_CODE = re.compile(
    r"[a-z]{6}[0-9lmnpqrstuv]{2}[a-z][0-9lmnpqrstuv]{2}[a-z][0-9lmnpqrstuv]{3}[a-z]"
)
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR_FIRST = re.compile(r"\s*(\d{4})\D(\d{1,2})\D(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"\s*(\d{1,2})\D(\d{1,2})\D(\d{4})(?!\d)")
_EIGHT_DIGITS = re.compile(r"\d{8}")
# Spreadsheets and data frames turn a column of numbers with a gap in it into decimals.
_FLOAT = ".0"
_CENTURIES = ("18", "19", "20")
_OMOCODIA = str.maketrans("lmnpqrstuv", "0123456789")
_TAX_CODE_DIGITS = (6, 7, 9, 10, 12, 13, 14)
# Placeholders typed when nothing is known; they must not agree with one another.
_NOTHING = frozenset({"nan", "none", "null", "n d", "n a", "sconosciuto", "unknown"})


def fold(text: str) -> str:
    """Return the text in lower case Latin letters without accents."""
    if text.isascii():
        return text.lower()
    lowered = text.lower().translate(_LETTERS)
    return "".join(
        c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c)
    )


def words(text: str) -> list[str]:
    """Return the folded words of a text; an apostrophe joins (`D'Angelo`) or marks an accent."""
    plain = _NOT_WORD.sub(" ", fold(_APOSTROPHES.sub("", text))).strip()
    return [] if plain in _NOTHING else plain.split()


def name_form(text: str) -> str:
    """Return a name with its particles joined: `De Rossi`, `de' Rossi` and `Derossi` are one."""
    joined: list[str] = []
    carried = ""
    for word in words(text):
        if word in _PARTICLES:
            carried += word
        else:
            joined.append(carried + word)
            carried = ""
    if carried:
        joined.append(carried)
    return " ".join(joined)


def place_form(text: str) -> str:
    """Return a town without punctuation: `Sant'Angelo` and `S. Angelo` come near, not equal."""
    return " ".join(words(text))


def address_form(text: str) -> str:
    """Return a street with the usual abbreviations spelt out and the plain word `via` left out."""
    spelt = _ABBREVIATION.sub(r"\1\2 ", fold(text))
    return " ".join(filter(None, (_STREET_WORDS.get(word, word) for word in words(spelt))))


def number_form(text: str) -> str:
    """Return a house number or postcode without punctuation or leading zeros: `012/A` → `12a`."""
    joined = "".join(words(text.removesuffix(_FLOAT)))
    return joined.lstrip("0") or joined


def phone_form(text: str) -> str:
    """Return the last nine digits of a phone number, so that the +39 may be there or not."""
    return "".join(c for c in text if c.isdigit())[-9:]


def code_form(text: str) -> str:
    """Return a code's letters and digits in lower case."""
    if text.isascii() and text.isalnum() and text.lower() not in _NOTHING:
        return text.lower()
    return "".join(words(text))


def identifier_form(text: str) -> str:
    """Return identifiers joined by `|`, tax codes with omocodia undone and no control letter."""
    return "|".join(sorted({_one_identifier(part) for part in text.split("|")} - {""}))


def _one_identifier(text: str) -> str:
    code = code_form(text.removesuffix(_FLOAT))
    if not _TAX_CODE.fullmatch(code):
        return code
    letters = list(code[:15])
    for position in _TAX_CODE_DIGITS:
        letters[position] = letters[position].translate(_OMOCODIA)
    return "".join(letters)


def date_form(text: str) -> str:
    """Return a date as eight digits, year first; `` when it cannot be read.

    Impossible days and months are kept: a wrong digit must still be seen as one wrong digit.
    """
    if _ISO_DATE.fullmatch(text):
        return text.replace("-", "")
    if match := _YEAR_FIRST.match(text):
        return match[1] + match[2].zfill(2) + match[3].zfill(2)
    if match := _YEAR_LAST.match(text):
        return match[3] + match[2].zfill(2) + match[1].zfill(2)
    digits = text.strip().removesuffix(_FLOAT)
    if not _EIGHT_DIGITS.fullmatch(digits):
        return ""
    return digits if digits[:2] in _CENTURIES else digits[4:] + digits[2:4] + digits[:2]


_FORMS = {
    Kind.NAME: name_form,
    Kind.DATE: date_form,
    Kind.CODE: code_form,
    Kind.ADDRESS: address_form,
    Kind.NUMBER: number_form,
    Kind.PLACE: place_form,
    Kind.PHONE: phone_form,
    Kind.IDENTIFIER: identifier_form,
}


@lru_cache(maxsize=1 << 16)
def normal_form(kind: Kind, text: str) -> str:
    """Return the form in which values of a kind are compared; `` for unknown."""
    return _FORMS[kind](text)
