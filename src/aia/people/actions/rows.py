"""Getting hold of the rows that an act is about, whoever passes them: a row or its id."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from aia.people import rules
from aia.people.models import Organisation, Person
from aia.people.terms import PersonStatus, Sex, Unacceptable
from aia.territory.queries import UnknownMunicipality, current_code
from aia.trace.actions import lock
from aia.trace.traced import Traced

_T = TypeVar("_T", bound=Traced)

PersonRef = Person | UUID


def id_of(row: Traced | UUID) -> UUID:
    """Return the id of a row, or the id itself."""
    return row if isinstance(row, UUID) else row.id


def locked(model: type[_T], row: _T | UUID, *, seen: int | None = None) -> _T:
    """Return the row, locked until the transaction ends. Raises RowChanged, DoesNotExist."""
    return lock(model._default_manager.all(), id_of(row), seen=seen)


def standing(person: PersonRef, *, seen: int | None = None) -> Person:
    """Return the person, locked. Raises Unacceptable when the row was merged or erased."""
    row = locked(Person, person, seen=seen)
    if row.status == PersonStatus.MERGED:
        raise Unacceptable(
            {"person": _("This person was merged into another one: act on that one instead.")}
        )
    if row.status == PersonStatus.ERASED:
        raise Unacceptable({"person": _("This person was erased: nothing can be changed.")})
    return row


def body(organisation: Organisation | UUID, district: str) -> UUID:
    """Return the id of an organisation of the district. Raises Unacceptable for any other."""
    found = id_of(organisation)
    if not Organisation.objects.filter(pk=found, district=district).exists():
        raise Unacceptable({"organisation": _("There is no such organisation in the district.")})
    return found


def check_residence(sex: str | None, municipality: str | None) -> None:
    """Raise Unacceptable for a sex that is not a code or a municipality that there never was."""
    if sex is not None:
        rules.check_code("sex", sex, Sex.values)
    if municipality is None:
        return
    try:
        current_code(municipality)
    except UnknownMunicipality as error:
        told = _("No municipality has the ISTAT code %(code)s.") % {"code": municipality[:12]}
        raise Unacceptable({"municipality": told}) from error
