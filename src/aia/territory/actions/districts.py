"""Loading a district: its municipalities, their outlines and their population."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from aia.kit.ids import derived_id
from aia.territory import districtfile, outlines, permissions, tables
from aia.territory.actions.municipalities import join_predecessors, keep, load_municipalities
from aia.territory.actions.statistics import import_package_population
from aia.territory.districtfile import DistrictFile, Member
from aia.territory.models import District, Membership, Municipality, district_id
from aia.territory.permissions import Keeper
from aia.territory.register import register
from aia.territory.terms import Certainty
from aia.territory.verbs import DistrictLoaded, MembershipEnded, MembershipStated
from aia.trace.actions import record


@dataclass(frozen=True)
class Loaded:
    """What a load did."""

    district: District
    changed: bool
    joined: int
    left: int
    population_rows: int


def _quiet(_step: str) -> None:
    """Tell nobody."""


@transaction.atomic
def load_district(
    *, actor: Keeper, source: str | Path, at: datetime, tell: Callable[[str], None] = _quiet
) -> Loaded:
    """Load a district from a shipped name ("cremona") or a YAML file; twice changes nothing.

    Loads the register of municipalities too, the outlines of the district's municipalities, and
    their population by age and sex of every year that the package has. `tell` hears each step.
    Raises districtfile.FileProblem when the file cannot be used.
    """
    file = districtfile.read(districtfile.find(source))
    permissions.demand(actor, "load_district", file.code)
    tell("municipalities")
    load_municipalities(actor=actor, at=at)
    _keep_newborn(file)
    tell("district")
    district = District.objects.select_for_update().filter(pk=file.code).first()
    joined = left = 0
    changed = district is None or district.digest != file.digest
    if district is None or changed:
        district = _record_district(district, file, actor=actor, at=at)
        joined, left = _record_members(district, file, actor=actor, at=at)
    tell("outlines")
    _keep_outlines(file)
    tell("population")
    rows = _load_population(file, actor=actor, at=at)
    return Loaded(district, changed, joined, left, rows)


def _load_population(file: DistrictFile, *, actor: Keeper, at: datetime) -> int:
    """Load the residents of every year that the package has; return how many rows were new."""
    codes = _with_predecessors(file)
    return sum(
        import_package_population(actor=actor, municipalities=codes, year=year, at=at).imported
        for year in tables.years()
    )


def _keep_newborn(file: DistrictFile) -> None:
    """Add municipalities that are younger than the packages' lists."""
    for one in (m.municipality for m in file.members if m.municipality.istat not in register()):
        keep([one])
        join_predecessors(one)


def _record_district(
    district: District | None, file: DistrictFile, *, actor: Keeper, at: datetime
) -> District:
    row = district or District(id=district_id(file.code), district=file.code)
    row.name = file.name
    facts = DistrictLoaded(
        code=file.code,
        province=file.province,
        municipalities=len(file.members),
        uncertain=sum(member.certainty == Certainty.DEDUCED for member in file.members),
        digest=file.digest,
    )
    return record(row, facts, actor=actor, at=at)


def _record_members(
    district: District, file: DistrictFile, *, actor: Keeper, at: datetime
) -> tuple[int, int]:
    """Record who joined or is known better now, and who left; return both numbers."""
    there = {row.municipality_id: row for row in Membership.objects.filter(district=district.code)}
    joined = 0
    for member in file.members:
        row = there.pop(member.municipality.istat, None)
        if row is None or _differs(row, member):
            _record_member(row, member, district, actor=actor, at=at)
            joined += 1
    last_day = timezone.localtime(at).date() - timedelta(days=1)
    leaving = [row for row in there.values() if row.until is None]
    for row in leaving:
        record(row, MembershipEnded(until=last_day), actor=actor, at=at, caused_by=district)
    return joined, len(leaving)


def _record_member(
    row: Membership | None, member: Member, district: District, *, actor: Keeper, at: datetime
) -> None:
    istat = member.municipality.istat
    row = row or Membership(
        id=derived_id("membership", district.code, istat), district=district.code
    )
    row.source_title = member.source_title
    facts = MembershipStated(
        municipality=istat,
        certainty=member.certainty,
        source=member.source,
        since=member.since,
        until=member.until,
    )
    record(row, facts, actor=actor, at=at, caused_by=district)


def _differs(row: Membership, member: Member) -> bool:
    kept = (row.certainty, row.source, row.source_title, row.since, row.until)
    said = (member.certainty, member.source, member.source_title, member.since, member.until)
    return kept != said


def _keep_outlines(file: DistrictFile) -> None:
    """Draw the district's municipalities once for all pages."""
    members = [member.municipality for member in file.members]
    codes = [one.istat for one in members]
    if not Municipality.objects.filter(pk__in=codes, outline__isnull=True).exists():
        return
    drawn = outlines.simplified(members)
    rows = list(Municipality.objects.filter(pk__in=drawn))
    for row in rows:
        row.outline = drawn[row.istat]
    Municipality.objects.bulk_update(rows, ["outline"])


def _with_predecessors(file: DistrictFile) -> list[str]:
    """Return the district's codes and those that went on in them: their figures count too."""
    codes = {member.municipality.istat for member in file.members}
    former = Municipality.objects.filter(successor__in=codes).values_list("istat", flat=True)
    return sorted(codes.union(former))
