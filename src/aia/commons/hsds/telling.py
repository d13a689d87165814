"""Everything on a district's floor is told as a directory of HSDS 3.1.

What came with a directory goes out as it came, with what was said here since in its place. What
was put on the floor here is told anew, under ids made from its own. What persons offer is counted
and left out: the standard asks for the body that offers, and who a person is nobody is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aia.commons.hsds.floor import OWN, Told, current
from aia.commons.hsds.opening import rules_of
from aia.commons.hsds.schema import ASIDE, tables
from aia.commons.hsds.terms import Defect, Directory, Finding, Tables, Values
from aia.commons.models import DirectoryRow, Resource
from aia.commons.terms import ResourceState
from aia.kit.ids import derived_id

_COLUMNS = {
    "name": "name",
    "about": "description",
    "for_words": "eligibility_description",
    "min_age": "minimum_age",
    "max_age": "maximum_age",
    "cost_words": "fees_description",
}
_STATUS = {
    ResourceState.OFFERED: "active",
    ResourceState.PAUSED: "temporarily closed",
    ResourceState.WITHDRAWN: "defunct",
}


def directory_of(district: str) -> Directory:
    """Return all that bodies of a district offer, and all that came with it."""
    found: Tables = {name: {} for name in tables()}
    told = Directory(district, found)
    rows = DirectoryRow.objects.filter(district=district).order_by("key")
    for row in rows.select_related("resource__municipality", "organisation"):
        if row.table == ASIDE:
            told.aside[str(row.key)] = row.values
        else:
            found[row.table][str(row.key)] = dict(row.values)
    for row in rows.exclude(resource=None).select_related("resource__municipality"):
        if row.resource is not None:
            _overlay(str(row.key), row.told or {}, row.resource, found)
    for row in rows.exclude(organisation=None).select_related("organisation"):
        _rename(row, found)
    for resource in _born_here(district):
        _tell_new(resource, found)
    left = Resource.objects.filter(district=district).exclude(person=None)
    told.findings += [Finding(Defect.NO_BODY, "service") for _one in range(left.count())]
    told.tables = {name: rows for name, rows in found.items() if rows}
    return told


def _born_here(district: str) -> Iterator[Resource]:
    came = DirectoryRow.objects.filter(district=district).exclude(resource=None)
    rows = Resource.objects.filter(district=district).exclude(organisation=None)
    rows = rows.exclude(state=ResourceState.WITHDRAWN).exclude(pk__in=came.values("resource"))
    yield from rows.select_related("organisation", "municipality").order_by("id").iterator()


def _overlay(key: str, before: Told, resource: Resource, found: Tables) -> None:
    """Write what was said here since over what came."""
    service, now = found["service"][key], current(resource)
    changed = {name for name, cell in now.items() if before.get(name) != cell}
    for name in changed & _COLUMNS.keys():
        _put(service, _COLUMNS[name], now[name])
    if "state" in changed:
        service["status"] = _STATUS[ResourceState(now["state"])]
    if "hours" in changed:
        _replace_hours(key, now, found)
    if changed & {"address", "municipality"}:
        _move(key, resource, found)
    service |= _own(now)


def _own(now: Told) -> Values:
    """Return the columns beside the standard's."""
    cells = {
        f"floor_{name}": " ".join(now[name]) if isinstance(now[name], list) else now[name]
        for name in OWN
    }
    return {name: str(cell) for name, cell in cells.items() if cell not in (None, "")}


def _put(values: Values, column: str, cell: Any) -> None:
    values.pop(column, None)
    if cell not in (None, ""):
        values[column] = str(cell)


def _replace_hours(key: str, now: Told, found: Tables) -> None:
    links = {key} | {
        own for own, one in found["service_at_location"].items() if one["service_id"] == key
    }
    for own, rule in list(found["schedule"].items()):
        if {rule.get("service_id"), rule.get("service_at_location_id")} & links:
            del found["schedule"][own]
    _tell_hours(key, now["hours"], found)


def _tell_hours(key: str, hours: list[str], found: Tables) -> None:
    for rule in rules_of(hours):
        own = str(derived_id("hsds", key, "schedule", *sorted(rule.values())))
        found["schedule"][own] = {"service_id": key, **rule}


def _move(key: str, resource: Resource, found: Tables) -> None:
    """Tell the new place of a service that moved; the earlier one stays where it was."""
    for own, one in list(found["service_at_location"].items()):
        if one["service_id"] == key:
            del found["service_at_location"][own]
    _tell_place(key, resource, found)


def _rename(row: DirectoryRow, found: Tables) -> None:
    body = found["organization"].get(str(row.key))
    name = row.organisation.name if row.organisation else ""
    if body is not None and name and (row.told or {}).get("name") != name:
        body["name"] = name


def _tell_new(resource: Resource, found: Tables) -> None:
    """Tell something that was put on the floor here."""
    key, now = str(resource.id), current(resource)
    found["service"][key] = {
        "organization_id": _tell_body(resource.organisation, resource.district, found),
        "status": _STATUS[ResourceState(resource.state)],
        **_own(now),
    }
    for name, column in _COLUMNS.items():
        _put(found["service"][key], column, now[name])
    _tell_place(key, resource, found)
    _tell_hours(key, resource.hours, found)


def _tell_body(body: Any, district: str, found: Tables) -> str:
    came = DirectoryRow.objects.filter(district=district, organisation=body)
    key = next((str(one.key) for one in came), str(body.id))
    if key not in found["organization"]:
        found["organization"][key] = {"name": body.name, "description": body.get_kind_display()}
        _put(found["organization"][key], "tax_id", body.tax_code)
        _put(found["organization"][key], "email", body.email)
    return key


def _tell_place(key: str, resource: Resource, found: Tables) -> None:
    town = resource.municipality
    place = str(derived_id("hsds", key, "location"))
    found["location"][place] = {"location_type": "physical", "name": resource.address or town.name}
    found["address"][str(derived_id("hsds", key, "address"))] = {
        "location_id": place,
        "address_1": resource.address or town.name,
        "city": town.name,
        "state_province": town.province,
        "country": "IT",
        "address_type": "physical",
    }
    link = str(derived_id("hsds", key, "service_at_location"))
    found["service_at_location"][link] = {"service_id": key, "location_id": place}
