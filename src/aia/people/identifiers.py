"""Codes by which Italian administrations know people, read and checked. No database.

- tax code (codice fiscale): D.M. 23-12-1976; omocodia replaces digits with letters;
- provisional tax code: 11 digits with the control digit of VAT numbers;
- STP and ENI: "STP" or "ENI", region (3), health authority (3), number (7);
- tax code of a body: 11 digits, the last of which is a control digit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from codicefiscale.codicefiscale import encode_cin
from codicefiscale.data import get_countries_data, get_municipalities_data
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from stdnum import luhn
from stdnum.it import iva

from aia.people.rules import birth_problem
from aia.people.terms import IdentifierKind, Identity, Sex, Unacceptable

_MONTHS = "ABCDEHLMPRST"
_OMOCODIA = str.maketrans("LMNPQRSTUV", "0123456789")
_DIGIT_PLACES = (6, 7, 9, 10, 12, 13, 14)
_SHAPE = "LLLLLLDDMDDLDDDL"
_FEMALE_DAY = 40
_TAX_CODE_LENGTH = 16
_BODY_LENGTH = 11
# Codes exist since the decree of 1976: whoever was born before was coded with the municipalities
# that there were when the code was given.
_FIRST_CODES = date(1977, 1, 1)
_HEALTH_CODE = re.compile(r"(STP|ENI)\d{13}")


@dataclass(frozen=True, slots=True)
class TaxCode:
    """What a tax code says. `births` are the possible birth dates, the latest first."""

    code: str
    sex: str
    births: tuple[date, ...]
    place: str


@dataclass(frozen=True, slots=True)
class _Span:
    name: str
    since: date
    until: date
    abroad: bool


def compact(value: str) -> str:
    """Return a code without spaces and punctuation, in capitals."""
    return re.sub(r"[\s.\-/]", "", value).upper()


def check_identifier(
    kind: str, value: str, *, on: date, identity: Identity | None = None, sex: str = Sex.UNKNOWN
) -> str:
    """Return the code as it is kept.

    Raises Unacceptable naming what is wrong: length, a character, the control character, the date,
    the place, or a birth date or sex that the code contradicts.
    """
    code = compact(value)
    problem = _PROBLEMS[kind](code, on)
    if not problem and kind == IdentifierKind.TAX_CODE and identity is not None:
        problem = _contradiction(read_tax_code(code, on=on), identity, sex)
    if problem:
        raise Unacceptable({"value": problem})
    return code


def check_body_code(value: str) -> str:
    """Return a body's tax code as it is kept; empty stays empty.

    Raises Unacceptable. A business of one person has that person's 16 characters.
    """
    code = compact(value)
    if not code:
        return ""
    if len(code) == _TAX_CODE_LENGTH:
        problem = _shape_problem(code) or _control_problem(code)
    else:
        problem = _body_problem(code)
    if problem:
        raise Unacceptable({"tax_code": problem})
    return code


def recognised(text: str) -> str | None:
    """Return the kind of code that a searched text looks like, or None."""
    code = compact(text)
    if len(code) == _TAX_CODE_LENGTH and not _shape_problem(code):
        return IdentifierKind.TAX_CODE
    if _HEALTH_CODE.fullmatch(code):
        return IdentifierKind(code[:3].lower())
    return IdentifierKind.PROVISIONAL if code.isdigit() and len(code) == _BODY_LENGTH else None


def read_tax_code(code: str, *, on: date) -> TaxCode:
    """Return what a well-shaped tax code says; `births` is empty when its date cannot exist."""
    plain = _without_omocodia(code)
    day = int(plain[9:11])
    female = day > _FEMALE_DAY
    births = _births(int(plain[6:8]), _MONTHS.index(plain[8]) + 1, day - 40 * female, on)
    return TaxCode(code, Sex.FEMALE if female else Sex.MALE, births, plain[11:15])


def _tax_code_problem(code: str, on: date) -> str:
    problem = _shape_problem(code) or _control_problem(code)
    if problem:
        return problem
    read = read_tax_code(code, on=on)
    if not read.births:
        return _("The birth date in this tax code (characters 7 to 11) does not exist.")
    return _place_problem(read)


def _shape_problem(code: str) -> str:
    if len(code) != _TAX_CODE_LENGTH:
        return _("A tax code has 16 characters; this one has %(count)d.") % {"count": len(code)}
    for place, (character, wanted) in enumerate(zip(code, _SHAPE, strict=True), start=1):
        if not _fits(character, wanted):
            return _("Character %(place)d of the tax code (%(character)s) is wrong there.") % {
                "place": place,
                "character": character,
            }
    return ""


def _fits(character: str, wanted: str) -> bool:
    if wanted == "M":
        return character in _MONTHS
    if wanted == "D":
        return character in "0123456789LMNPQRSTUV"
    return "A" <= character <= "Z"


def _control_problem(code: str) -> str:
    expected = encode_cin(code)
    if code[-1] == expected:
        return ""
    return _(
        "The last character of the tax code should be %(expected)s, not %(found)s: one of its"
        " characters was probably mistyped."
    ) % {"expected": expected, "found": code[-1]}


def _place_problem(read: TaxCode) -> str:
    spans = _places().get(read.place)
    if not spans:
        return _("No municipality or country has the code %(code)s (characters 12 to 15).") % {
            "code": read.place
        }
    problems = [_place_then(spans, born) for born in read.births]
    return "" if "" in problems else problems[0]


def _place_then(spans: tuple[_Span, ...], born: date) -> str:
    """Return why nobody born that day could be coded with the place; empty when one could.

    A country may be younger than the birth: whoever was born before independence is coded with
    the country of today.
    """
    coded = max(born, _FIRST_CODES)
    if any(born <= span.until and (span.abroad or span.since <= coded) for span in spans):
        return ""
    told = {"day": date_format(born), "name": spans[-1].name}
    if all(span.until < born for span in spans):
        return _("The tax code says born in %(name)s, which no longer existed on %(day)s.") % told
    return _("The tax code says born in %(name)s, which did not yet exist on %(day)s.") % told


def _contradiction(read: TaxCode, identity: Identity, sex: str) -> str:
    born = identity.birth_date
    if born and born not in read.births:
        return _("The tax code says born on %(coded)s, the birth date here is %(born)s.") % {
            "coded": date_format(read.births[0]),
            "born": date_format(born),
        }
    if born and (problem := _place_then(_places()[read.place], born)):
        return problem
    if sex in (Sex.FEMALE, Sex.MALE) and sex != read.sex:
        return _("The tax code is of the other sex: %(coded)s.") % {"coded": Sex(read.sex).label}
    return ""


def _births(year: int, month: int, day: int, on: date) -> tuple[date, ...]:
    found = []
    for century in range(on.year // 100 * 100, on.year // 100 * 100 - 300, -100):
        try:
            born = date(century + year, month, day)
        except ValueError:
            continue
        if not birth_problem(born, on=on):
            found.append(born)
    return tuple(found)


def _without_omocodia(code: str) -> str:
    letters = list(code)
    for place in _DIGIT_PLACES:
        letters[place] = letters[place].translate(_OMOCODIA)
    return "".join(letters)


def _body_problem(code: str) -> str:
    if not code.isdigit() or len(code) != _BODY_LENGTH:
        return _("The tax code of a body has 11 digits; this one has %(count)d characters.") % {
            "count": len(code)
        }
    if not luhn.is_valid(code):
        return _control_digit(code)
    return "" if iva.is_valid(code) else _("No tax office gives codes like this: check the digits.")


def _provisional_problem(code: str, on: date) -> str:
    if not code.isdigit() or len(code) != _BODY_LENGTH:
        return _("A provisional tax code has 11 digits; this one has %(count)d characters.") % {
            "count": len(code)
        }
    return "" if luhn.is_valid(code) else _control_digit(code)


def _control_digit(code: str) -> str:
    return _("The last digit should be %(expected)s, not %(found)s: one was probably mistyped.") % {
        "expected": luhn.calc_check_digit(code[:-1]),
        "found": code[-1],
    }


def _health_problem(code: str, prefix: str) -> str:
    if code.startswith(prefix) and _HEALTH_CODE.fullmatch(code):
        return ""
    return _(
        "An %(prefix)s code has the letters %(prefix)s and 13 digits, 16 characters in all."
    ) % {"prefix": prefix}


def _stp_problem(code: str, on: date) -> str:
    return _health_problem(code, "STP")


def _eni_problem(code: str, on: date) -> str:
    return _health_problem(code, "ENI")


_PROBLEMS: dict[str, Callable[[str, date], str]] = {
    IdentifierKind.TAX_CODE: _tax_code_problem,
    IdentifierKind.PROVISIONAL: _provisional_problem,
    IdentifierKind.STP: _stp_problem,
    IdentifierKind.ENI: _eni_problem,
}


@cache
def _places() -> dict[str, tuple[_Span, ...]]:
    """Return the municipalities and countries of each cadastral code, from python-codicefiscale."""
    found: dict[str, list[_Span]] = {}
    for rows, abroad in ((get_municipalities_data(), False), (get_countries_data(), True)):
        for row in rows:
            since = _day(row["date_created"]) or date.min
            # A row that is still active has no end, whatever its date says.
            until = None if row["active"] else _day(row["date_deleted"])
            found.setdefault(row["code"], []).append(
                _Span(row["name"], since, until or date.max, abroad)
            )
    return {code: tuple(sorted(spans, key=lambda s: s.since)) for code, spans in found.items()}


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
