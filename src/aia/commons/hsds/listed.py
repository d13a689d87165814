"""A list of services in one CSV file is read by a map, as if it were a package of HSDS 3.1."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import yaml
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from aia.commons.hsds.terms import Defect, Finding, Package, Row, Values
from aia.commons.terms import Audience, Intensity
from aia.kit.csvfile import FileProblem, read_table
from aia.kit.ids import derived_id

MAPS = Path(__file__).with_name("maps")
_LARGEST = 1024 * 1024


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(_Strict):
    """The columns by name; a list without bodies is a list of bodies."""

    name: str
    id: str = ""
    description: str = ""
    body: str = ""
    eligibility: str = ""
    address: str = ""
    city: str = ""
    postal_code: str = ""
    latitude: str = ""
    longitude: str = ""
    capacity: str = ""
    labels: str = ""


class Coded(_Strict):
    """A column whose values stand for others; without `values`, for themselves."""

    column: str
    values: dict[str, str] | None = None

    def of(self, cells: Mapping[str, str]) -> str:
        """Return what the cell stands for; empty when nothing is known of it."""
        cell = cells.get(self.column, "").strip()
        return cell if self.values is None else self.values.get(cell, "")


class ListMap(_Strict):
    """How a list is read. `about` is a sentence with the names of columns in braces."""

    source: str
    origin: str = ""
    columns: Columns
    about: str = ""
    intensity: Intensity = Intensity.MEDIUM
    audience: tuple[Audience, ...] = ()
    separator: str = "|"
    province: Coded | None = None
    status: Coded | None = None
    leave_out: frozenset[str] = frozenset()

    @field_validator("about")
    @classmethod
    def _plain(cls, told: str) -> str:
        """Refuse a sentence that would do more than name columns."""
        if any(
            spec or (name and not name.isidentifier())
            for _text, name, spec, _c in Formatter().parse(told)
        ):
            raise ValueError("write a column's name in braces, and nothing else")
        return told

    def names(self) -> set[str]:
        """Return every column that the map names."""
        named = {one for one in self.columns.model_dump().values() if one}
        named |= {name for _text, name, _spec, _c in Formatter().parse(self.about) if name}
        return named | {one.column for one in (self.province, self.status) if one}


def read_map(path: Path) -> ListMap:
    """Return the map of a YAML file, or the shipped one of that name. Raises FileProblem."""
    shipped = MAPS / f"{path.name}.yaml"
    path = shipped if not path.exists() and shipped.exists() else path
    try:
        if path.stat().st_size > _LARGEST:
            raise FileProblem(f"{path}: " + _("over 1 MB: this is no map file"))
        return ListMap.model_validate(yaml.safe_load(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise FileProblem(f"{path}: {error.strerror}") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise FileProblem(f"{path}: " + " ".join(str(error).split())) from error
    except ValidationError as error:
        told = "; ".join(
            f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()
        )
        raise FileProblem(f"{path}: {told}") from error


def read_listed(path: Path, told: Path, *, source: str = "") -> Package:
    """Return the rows of a list by its map. Raises FileProblem."""
    by = read_map(told)
    table = read_table(path)
    if missing := by.names() - set(table.header):
        raise FileProblem(
            f"{path}: "
            + _("the file has no column %(names)s") % {"names": ", ".join(sorted(missing))}
        )
    package = Package(source or by.source, version=3)
    for bad in table.rejected:
        package.findings.append(Finding(Defect.UNREADABLE, path.name, bad.line, value=bad.reason))
    for record in table.records:
        cells = dict(zip(table.header, record.values, strict=True))
        _Entry(by, package, record.line, cells).tell()
    return package


class _Entry:
    """One line of a list, told as rows of the standard."""

    def __init__(self, by: ListMap, package: Package, line: int, cells: Values) -> None:
        self.by, self.package, self.line, self.cells = by, package, line, cells
        own = self.cell("id") or "\x1f".join(cells.values())
        self.key = str(derived_id("hsds", package.source, "service", own))

    def cell(self, name: str) -> str:
        """Return the text of one of the map's columns."""
        return self.cells.get(getattr(self.by.columns, name), "").strip()

    def tell(self) -> None:
        """Add the rows that this line is."""
        labels = [one.strip() for one in self.cell("labels").split(self.by.separator)]
        if left := [one for one in labels if one in self.by.leave_out]:
            self.package.findings.append(
                Finding(Defect.LEFT_OUT, "service", self.line, value=", ".join(left))
            )
            return
        name = self.cell("name")
        self.add("service", self._service(self._body(name)), self.key)
        self._place()
        for label in filter(None, labels):
            self._label(label)

    def add(self, table: str, values: Values, key: str) -> None:
        """Add one row."""
        kept = {name: cell for name, cell in values.items() if cell}
        self.package.rows.append(Row(table, self.line, {"id": key, **kept}))

    def part(self, table: str, values: Values) -> str:
        """Add a row of which each service has one; return its id."""
        key = str(derived_id("hsds", self.key, table))
        self.add(table, values, key)
        return key

    def shared(self, table: str, name: str, values: Values) -> str:
        """Add a row that other lines have too, by its name; return its id."""
        key = str(derived_id("hsds", self.package.source, table, name))
        self.add(table, values, key)
        return key

    def _body(self, name: str) -> str:
        body = self.cell("body") or name
        told = {
            "name": body,
            "description": _("Named in: %(origin)s.")
            % {"origin": self.by.origin or self.by.source},
        }
        return self.shared("organization", body, told)

    def _service(self, body: str) -> Values:
        about = " ".join(self.by.about.format(**self.cells).split())
        return {
            "organization_id": body,
            "name": self.cell("name"),
            "description": self.cell("description") or about,
            "status": self.by.status.of(self.cells) if self.by.status else "active",
            "eligibility_description": self.cell("eligibility"),
            "floor_intensity": self.by.intensity.value,
            "floor_capacity": self.cell("capacity"),
            "floor_audience": " ".join(self.by.audience),
        }

    def _place(self) -> None:
        where = {name: self.cell(name) for name in ("latitude", "longitude")}
        place = self.part("location", {"location_type": "physical", **where})
        city = self.cell("city")
        if city:
            self.part(
                "address",
                {
                    "location_id": place,
                    "address_1": self.cell("address") or city,
                    "city": city,
                    "state_province": self.by.province.of(self.cells) if self.by.province else "",
                    "postal_code": self.cell("postal_code"),
                    "country": "IT",
                    "address_type": "physical",
                },
            )
        self.part("service_at_location", {"service_id": self.key, "location_id": place})

    def _label(self, label: str) -> None:
        term = self.shared("taxonomy_term", label, {"name": label, "description": label})
        key = str(derived_id("hsds", self.key, "attribute", label))
        link: dict[str, Any] = {"link_entity": "service", "link_id": self.key}
        self.add("attribute", {**link, "taxonomy_term_id": term}, key)
