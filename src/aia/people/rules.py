"""What may be said of persons, households, organisations and consents. No database."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from aia.kit.clock import age_on
from aia.people.terms import (
    AgeBand,
    ConsentPurpose,
    Identity,
    OrganisationKind,
    RegisterSection,
    Unacceptable,
)

LONGEST = {
    "given_name": 100,
    "family_name": 100,
    "birth_place": 100,
    "address": 200,
    "phone": 40,
    "email": 254,
    "language": 40,
    "citizenship": 60,
    "name": 200,
}
"""The most characters that each text may have."""
_TEXTS = tuple(name for name in LONGEST if name != "name")

OLDEST_AGE = 125
"""Years: nobody on record has lived longer (122, J. Calment, 1997); a birth before is a typo."""

_BANDS = (
    (2, AgeBand.EARLY),
    (10, AgeBand.CHILD),
    (17, AgeBand.ADOLESCENT),
    (29, AgeBand.YOUNG),
    (44, AgeBand.ADULT),
    (64, AgeBand.MIDDLE),
    (74, AgeBand.OLDER),
    (84, AgeBand.OLD),
    (OLDEST_AGE, AgeBand.OLDEST),
)
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_PHONE = re.compile(r"[+0-9][0-9 ./()-]{3,}")
_ATECO = re.compile(r"\d{2}(\.\d{1,2}){0,2}")

# The sections of the register that each kind of body may stand in, D.Lgs. 117/2017 art. 46: social
# cooperatives are social enterprises by law; public bodies and companies stand in none.
_SECTIONS: dict[str, frozenset[str]] = {
    OrganisationKind.MUNICIPALITY: frozenset(),
    OrganisationKind.HEALTH: frozenset(),
    OrganisationKind.SCHOOL: frozenset(),
    OrganisationKind.INFORMAL: frozenset(),
    OrganisationKind.SOCIAL_COOPERATIVE: frozenset(
        {RegisterSection.SOCIAL_ENTERPRISE, RegisterSection.NETWORK}
    ),
}


def age_band(identity: Identity, on: date) -> AgeBand:
    """Return the band of the person's age on that day; UNKNOWN without a birth date."""
    if identity.birth_date is None:
        return AgeBand.UNKNOWN
    age = age_on(identity.birth_date, on)
    return next((band for upto, band in _BANDS if 0 <= age <= upto), AgeBand.UNKNOWN)


def refuse(problems: dict[str, str]) -> None:
    """Raise Unacceptable when there are problems, all of them together."""
    if problems:
        raise Unacceptable(problems)


def check_identity(identity: Identity, *, on: date) -> Identity:
    """Return the identity with its spaces tidied. Only one way to call the person is compulsory.

    Raises Unacceptable for a text too long or with control characters, an impossible birth date,
    a phone or e-mail address that nobody could use.
    """
    clean = tidied(identity)
    problems = {name: told for name in _TEXTS if (told := _text_problem(identity, name))}
    if not clean.full_name and not problems:
        problems["given_name"] = _("Write at least one name, even only what the person is called.")
    if told := birth_problem(clean.birth_date, on=on):
        problems["birth_date"] = told
    for name in ("phone", "email"):
        if told := _contact_problem(name, getattr(clean, name)):
            problems.setdefault(name, told)
    refuse(problems)
    return clean


def tidied(identity: Identity) -> Identity:
    """Return the identity with texts stripped and inner spaces made single."""
    texts = {
        name: " ".join(getattr(identity, name).split())
        for name in _TEXTS
        if len(getattr(identity, name)) <= LONGEST[name] * 2
    }
    return Identity(**{**identity.__dict__, **texts})


def birth_problem(born: date | None, *, on: date) -> str:
    """Return what is wrong with a birth date; empty when nothing is."""
    if born is None:
        return ""
    if born > on:
        return _("The birth date is in the future.")
    if age_on(born, on) > OLDEST_AGE:
        return _("The birth date is more than %(years)d years ago: check the year.") % {
            "years": OLDEST_AGE
        }
    return ""


def check_contact(field: str, text: str) -> str:
    """Return a name, address, phone or e-mail address tidied. Raises Unacceptable."""
    clean = " ".join(text.split()) if len(text) <= LONGEST[field] * 2 else text
    problem = _problem_of(text, LONGEST[field]) or _contact_problem(field, clean)
    refuse({field: problem} if problem else {})
    return clean


def check_code(field: str, code: str, allowed: Collection[str]) -> None:
    """Raise Unacceptable when a code is not among those that the field may hold."""
    if code not in allowed:
        raise Unacceptable(
            {field: _("Choose one of: %(codes)s.") % {"codes": ", ".join(sorted(allowed))}}
        )


def check_period(since: date | None, until: date | None, *, on: date | None = None) -> None:
    """Raise Unacceptable when the end precedes the start, or the start is after `on`."""
    if since and on and since > on:
        raise Unacceptable({"since": _("The first day is in the future.")})
    if since and until and until < since:
        raise Unacceptable({"until": _("The last day comes before the first one.")})


def check_day(field: str, day: date, *, on: date) -> None:
    """Raise Unacceptable when the day is after `on`."""
    if day > on:
        raise Unacceptable({field: _("This day is in the future.")})


def check_consent(purpose: str, organisation: object | None) -> None:
    """Raise Unacceptable for a consent to share that does not say with whom."""
    if purpose == ConsentPurpose.SHARING and organisation is None:
        raise Unacceptable({"organisation": _("Say with which organisation the file is shared.")})


def check_organisation(
    *,
    kind: str,
    register_section: str | None,
    ateco: str | None,
    known_ateco: Callable[[str], bool],
) -> None:
    """Raise Unacceptable for a section the body cannot stand in or an unknown ATECO code."""
    problems = {}
    allowed = _SECTIONS.get(kind)
    if register_section and allowed is not None and register_section not in allowed:
        problems["register_section"] = _(
            "A body of this kind does not stand in that section of the third-sector register."
        )
    if ateco and not (_ATECO.fullmatch(ateco) and known_ateco(ateco)):
        problems["ateco"] = _("There is no ATECO code %(code)s; a code looks like 88.10.00.") % {
            "code": ateco[:12]
        }
    refuse(problems)


def after(day: date, years: float) -> date:
    """Return the day that lies so many years (of 365.25 days) after `day`."""
    return day + timedelta(days=round(365.25 * years))


def _contact_problem(field: str, text: str) -> str:
    if field == "phone" and text and not _PHONE.fullmatch(text):
        return _("A phone number has digits only, with a + at most in front.")
    if field == "email" and text and not _is_email(text):
        return _("This e-mail address is not complete: name@place.it")
    return ""


def _text_problem(identity: Identity, name: str) -> str:
    return _problem_of(getattr(identity, name), LONGEST[name])


def _problem_of(text: str, longest: int) -> str:
    if len(text) > longest:
        return _("This text has %(length)d characters; there is room for %(longest)d.") % {
            "length": len(text),
            "longest": longest,
        }
    if _NOT_TEXT.search(text.strip().replace("\t", " ")):
        return _("This text holds characters that cannot be shown: write it again by hand.")
    return ""


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
