"""How alike two persons are, in words that a social worker can weigh. No database."""

from __future__ import annotations

from functools import cache

from django.utils.translation import gettext_lazy as _

from aia.people.linkage import Finding, Model, Record, explain

WORTH_ASKING = 0.05
"""The probability from which two rows are shown as likely one person; a human decides.

Measured on 20,000 simulated persons, each written anew with so many slips (letters, dates, names
the wrong way round, parts left out), 250 for each number of slips, the first three shown:

    slips   found from 0.2   from 0.05   others shown, a question: 0.2   0.05
    1       100 %            100 %                                 0.03  0.06
    2       100 %            100 %                                 0.06  0.11
    3        96.0 %           98.0 %                               0.08  0.15
    4        94.0 %           96.4 %                               0.08  0.12

Somebody who is missed has two files and tells their story twice; somebody shown for nothing costs
a glance, once in ten times. Below 0.05 little more is found (0.01: 98.4 % and 96.8 %).
"""

# Bits of evidence below which a field is not worth a word.
_WORTH_TELLING = 1.0

_FIELDS = {
    "given_name": _("given name"),
    "family_name": _("family name"),
    "birth_date": _("birth date"),
    "sex": _("sex"),
    "birth_place": _("place of birth"),
    "municipality": _("municipality"),
    "street": _("street"),
    "street_number": _("house number"),
    "phone": _("phone"),
    "email": _("e-mail address"),
    "identifiers": _("identity codes"),
    "name_order": _("given and family name"),
}
_LEVELS = {
    "equal": _("the same"),
    "one_letter": _("one letter of difference"),
    "one_character": _("one character of difference"),
    "sounds_alike": _("they sound alike"),
    "part": _("one is part of the other"),
    "close": _("very similar"),
    "similar": _("similar"),
    "different": _("different"),
    "day_month_swapped": _("day and month are swapped"),
    "one_digit": _("one digit of difference"),
    "two_parts": _("two parts out of three agree"),
    "same_year": _("the same year"),
    "exchanged": _("they are the wrong way round"),
}


@cache
def model() -> Model:
    """Return the weights that come with Aia, for Italian registers of persons."""
    return Model.shipped()


def reasons(one: Record, other: Record) -> tuple[list[str], list[str]]:
    """Return what speaks for one person and what against, the weightiest first."""
    found = explain(one, other, model())
    return (
        [_told(finding) for finding in found if finding.weight >= _WORTH_TELLING],
        [_told(finding) for finding in found if finding.weight <= -_WORTH_TELLING],
    )


def _told(finding: Finding) -> str:
    field = _FIELDS.get(finding.field, finding.field)
    return _("%(field)s: %(level)s") % {
        "field": field,
        "level": _LEVELS.get(finding.level, finding.level),
    }
