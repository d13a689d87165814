"""Bringing in persons from a file: every row is imported, already there, or rejected: why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.kit.ids import derived_id
from aia.people import identifiers, tokens
from aia.people.actions.identifiers import add_identifier
from aia.people.actions.persons import register_person
from aia.people.linkage.text import date_form, fold
from aia.people.models import Person, SearchToken
from aia.people.personsfile import PersonRow, read_persons
from aia.people.terms import Identity, Sex, Unacceptable
from aia.territory.queries import municipalities_named

_SEXES = {"f": Sex.FEMALE, "female": Sex.FEMALE, "femmina": Sex.FEMALE, "donna": Sex.FEMALE}
_SEXES |= {"m": Sex.MALE, "male": Sex.MALE, "maschio": Sex.MALE, "uomo": Sex.MALE}
_UNKNOWN_SEXES = frozenset({"", "u", "x", "-", "n", "nd", "altro", "other", "unknown"})
_ISTAT_LENGTH = 6


@dataclass(frozen=True)
class RejectedRow:
    """A line of the file that was not taken, and why."""

    line: int
    reason: str


@dataclass
class PersonsImported:
    """What became of every row of the file."""

    rows: int = 0
    imported: int = 0
    already_there: int = 0
    rejected: list[RejectedRow] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """Return the summary that `--json` prints."""
        return {
            "rows": self.rows,
            "imported": self.imported,
            "already_there": self.already_there,
            "rejected": [{"line": r.line, "reason": r.reason} for r in self.rejected],
        }


def _quiet(_done: int, _all: int) -> None:
    """Tell nobody."""


def import_persons(
    *,
    actor: Actor,
    district: str,
    path: Path,
    map_path: Path | None = None,
    at: datetime,
    tell: Callable[[int, int], None] = _quiet,
) -> PersonsImported:
    """Register the persons of a CSV file, each in a transaction of its own.

    A row is already there when the same row of a file of that name was imported before, or when
    somebody has one of its codes. Raises LinkageInputError when the file or the map cannot be
    used, Forbidden.
    """
    rows = read_persons(path, map_path)
    report = PersonsImported(rows=len(rows))
    towns: dict[str, str | None] = {}
    for number, row in enumerate(rows, start=1):
        try:
            fresh = _import_one(row, path.name, towns, actor=actor, district=district, at=at)
            report.imported += fresh
            report.already_there += not fresh
        except Unacceptable as error:
            told = "; ".join(f"{name}: {problem}" for name, problem in error.problems.items())
            report.rejected.append(RejectedRow(row.line, told))
        tell(number, report.rows)
    return report


@transaction.atomic
def _import_one(
    row: PersonRow,
    source: str,
    towns: dict[str, str | None],
    *,
    actor: Actor,
    district: str,
    at: datetime,
) -> bool:
    row_id = derived_id("people.import", district, source, row.source_id)
    codes = {code: _kind_of(code, at) for code in map(identifiers.compact, row.codes)}
    if Person.objects.filter(pk=row_id).exists() or _somebody_has(codes, district):
        return False
    person = register_person(
        actor=actor,
        district=district,
        identity=_identity(row),
        sex=_sex(row.value("sex")),
        municipality=_town(row.value("municipality"), towns),
        row_id=row_id,
        at=at,
    )
    for code, kind in codes.items():
        add_identifier(actor=actor, person=person, kind=kind, value=code, at=at)
    return True


def _kind_of(code: str, at: datetime) -> str:
    kind = identifiers.recognised(code)
    if kind is None:
        told = _("%(code)s is no tax code, STP or ENI code.") % {"code": code[:20]}
        raise Unacceptable({"identifiers": told})
    identifiers.check_identifier(kind, code, on=localdate(at))
    return kind


def _somebody_has(codes: Iterable[str], district: str) -> bool:
    wanted = tokens.identifier_tokens(codes)
    there = SearchToken.objects.filter(token__in=wanted, person__district=district)
    return bool(wanted) and there.exists()


def _identity(row: PersonRow) -> Identity:
    road = f"{row.value('street')} {row.value('street_number')}".strip()
    return Identity(
        given_name=row.value("given_name"),
        family_name=row.value("family_name"),
        birth_date=_birth_date(row.value("birth_date")),
        birth_place=row.value("birth_place"),
        address=", ".join(part for part in (road, row.value("address_detail")) if part),
        phone=row.value("phone"),
        email=row.value("email"),
        language=row.value("language"),
        citizenship=row.value("citizenship"),
    )


def _birth_date(text: str) -> date | None:
    if not text.strip():
        return None
    digits = date_form(text)
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError as error:
        told = _("%(text)s is not a date.") % {"text": text[:20]}
        raise Unacceptable({"birth_date": told}) from error


def _sex(text: str) -> str:
    plain = fold(text.strip())
    if plain in _UNKNOWN_SEXES:
        return Sex.UNKNOWN
    if plain not in _SEXES:
        raise Unacceptable({"sex": _("%(text)s is neither F nor M.") % {"text": text[:20]}})
    return _SEXES[plain]


def _town(text: str, towns: dict[str, str | None]) -> str | None:
    """Return the ISTAT code of a municipality written as a code or as a name."""
    name = text.strip()
    if not name:
        return None
    if name.isdigit():
        return name.zfill(_ISTAT_LENGTH)
    if name not in towns:
        found = municipalities_named(name)
        same = [one.istat for one in found if fold(one.name) == fold(name)]
        towns[name] = same[0] if len(same) == 1 else None
    istat = towns[name]
    if istat is None:
        told = _("There is no municipality called %(name)s.") % {"name": name[:40]}
        raise Unacceptable({"municipality": told})
    return istat
