"""Places of daily life: put on the map, moved, closed, or read from a file."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.kit.ids import derived_id
from aia.territory import permissions, queries, rules, separated
from aia.territory.models import Municipality, Place
from aia.territory.permissions import Keeper
from aia.territory.rules import Position
from aia.territory.separated import Columns, Line
from aia.territory.tables import plain
from aia.territory.terms import ImportReport, PlaceKind, Rejected
from aia.territory.verbs import PlaceAdded, PlaceClosed, PlaceMoved
from aia.trace.actions import lock, record

PLACE_COLUMNS: Columns = {
    "name": ("name", "nome", "denominazione"),
    "kind": ("kind", "tipo", "categoria"),
    "municipality": ("municipality", "comune", "istat", "codice istat"),
    "latitude": ("latitude", "lat", "latitudine"),
    "longitude": ("longitude", "lon", "lng", "longitudine"),
    "address": ("address", "indirizzo"),
}
_REQUIRED = ("name", "kind", "municipality", "latitude", "longitude")
_LONGEST_NAME, _LONGEST_ADDRESS = 160, 200


class PlaceRefused(ValueError):
    """A place that cannot be kept as it was given; the message says why."""


@dataclass(frozen=True)
class _Wanted:
    """One row of a file of places, checked."""

    name: str
    kind: str
    municipality: Municipality
    position: Position
    address: str


@transaction.atomic
def add_place(
    *,
    actor: Keeper,
    district: str,
    name: str,
    kind: str,
    municipality: str,
    position: Position,
    at: datetime,
    address: str = "",
    place_id: UUID | None = None,
) -> Place:
    """Put a place on the map. `municipality` is an ISTAT code.

    Raises PlaceRefused for an empty or overlong name, an unknown kind or a municipality outside
    the district; rules.WrongPosition when the position is not in the municipality.
    """
    permissions.demand(actor, "add_place", district)
    where = _member(district, municipality)
    wanted = _checked(name, kind, where, position, address)
    row = Place(district=district, name=wanted.name, address=wanted.address)
    if place_id is not None:
        row.id = place_id
    facts = PlaceAdded(
        kind=wanted.kind,
        municipality=where.istat,
        latitude=position.latitude,
        longitude=position.longitude,
    )
    return record(row, facts, actor=actor, at=at)


@transaction.atomic
def move_place(
    *,
    actor: Keeper,
    place: UUID,
    municipality: str,
    position: Position,
    at: datetime,
    seen: int | None = None,
) -> Place:
    """Give a place another position. Raises as `add_place`, and RowChanged when it has changed."""
    row = lock(Place.objects.all(), place, seen=seen)
    permissions.demand(actor, "move_place", row.district)
    where = _member(row.district, municipality)
    rules.check_near(position, where.outline, where.name)
    facts = PlaceMoved(
        municipality=where.istat, latitude=position.latitude, longitude=position.longitude
    )
    return record(row, facts, actor=actor, at=at)


@transaction.atomic
def close_place(
    *, actor: Keeper, place: UUID, closed_on: date, at: datetime, seen: int | None = None
) -> Place:
    """Say that a place is no longer there. Raises PlaceRefused when it already was closed."""
    row = lock(Place.objects.all(), place, seen=seen)
    permissions.demand(actor, "close_place", row.district)
    if row.closed_on is not None:
        raise PlaceRefused(_("the place is already closed since %(day)s") % {"day": row.closed_on})
    return record(row, PlaceClosed(closed_on=closed_on), actor=actor, at=at)


@transaction.atomic
def import_places(*, actor: Keeper, district: str, path: Path, at: datetime) -> ImportReport:
    """Import places from a separated file; twice changes nothing, a new position moves a place.

    A place is known again by its kind, municipality and name. Rows that cannot be used are
    reported and left out. Raises separated.FileProblem when the file is not such a table.
    """
    permissions.demand(actor, "import_places", district)
    file = separated.read(path, PLACE_COLUMNS, _REQUIRED)
    members = list(queries.municipalities_of(district))
    report = ImportReport(notes=list(file.notes))
    for line in file.lines():
        report.rows += 1
        try:
            wanted = _wanted(line, members)
        except (PlaceRefused, rules.WrongPosition) as error:
            report.rejected.append(Rejected(line.number, str(error)))
            continue
        if _import_one(wanted, actor=actor, district=district, at=at):
            report.imported += 1
        else:
            report.already_there += 1
    return report


def _import_one(wanted: _Wanted, *, actor: Keeper, district: str, at: datetime) -> bool:
    """Add or move one place; say whether anything changed."""
    istat = wanted.municipality.istat
    place_id = derived_id("place", district, wanted.kind, istat, plain(wanted.name))
    row = Place.objects.filter(pk=place_id).first()
    if row is None:
        add_place(
            actor=actor,
            district=district,
            name=wanted.name,
            kind=wanted.kind,
            municipality=istat,
            position=wanted.position,
            address=wanted.address,
            at=at,
            place_id=place_id,
        )
        return True
    if Position(row.latitude, row.longitude) == wanted.position:
        return False
    move_place(actor=actor, place=place_id, municipality=istat, position=wanted.position, at=at)
    return True


def _wanted(line: Line, members: list[Municipality]) -> _Wanted:
    if line.problem:
        raise PlaceRefused(line.problem)
    cells = line.cells
    told = cells["municipality"]
    found = [m for m in members if told == m.istat or plain(told) == plain(m.name)]
    if len(found) != 1:
        raise PlaceRefused(
            _("“%(name)s” is not a municipality of the district") % {"name": told[:60]}
        )
    kind = next(
        (k for k in PlaceKind if cells["kind"].lower() in (k.value, str(k.label).lower())), None
    )
    if kind is None:
        told_kinds = {"kind": cells["kind"][:40], "kinds": ", ".join(PlaceKind.values)}
        raise PlaceRefused(
            _("“%(kind)s” is not a kind of place. The kinds are: %(kinds)s") % told_kinds
        )
    position = rules.position(cells["latitude"], cells["longitude"])
    return _checked(cells["name"], kind.value, found[0], position, cells.get("address", ""))


def _checked(
    name: str, kind: str, municipality: Municipality, position: Position, address: str
) -> _Wanted:
    name, address = " ".join(name.split()), " ".join(address.split())
    if not name or len(name) > _LONGEST_NAME:
        raise PlaceRefused(_("the name must have 1 to 160 characters"))
    if len(address) > _LONGEST_ADDRESS:
        raise PlaceRefused(_("the address must have at most 200 characters"))
    if kind not in PlaceKind.values:
        raise PlaceRefused(_("“%(kind)s” is not a kind of place") % {"kind": kind[:40]})
    rules.check_near(position, municipality.outline, municipality.name)
    return _Wanted(name, kind, municipality, position, address)


def _member(district: str, istat: str) -> Municipality:
    found = queries.municipalities_of(district).filter(pk=istat).first()
    if found is None:
        raise PlaceRefused(
            _("“%(name)s” is not a municipality of the district") % {"name": istat[:60]}
        )
    return found
