"""A directory is brought in: what the floor has a place for goes there, all the rest is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from aia.access.terms import Actor
from aia.commons import actions, permissions
from aia.commons.actions import Said
from aia.commons.hsds.floor import Reader, Told, current
from aia.commons.hsds.schema import ASIDE
from aia.commons.hsds.terms import Defect, Directory, Finding, Values
from aia.commons.hsds.towns import Towns
from aia.commons.models import DirectoryRow, Resource
from aia.commons.rules.eligibility import ForWhom
from aia.commons.terms import Intensity, ResourceState, WithdrawReason
from aia.people import queries as people
from aia.people.actions import register_organisation
from aia.people.terms import OrganisationKind, Unacceptable

_T = TypeVar("_T")
_AT_ONCE = 500
_LONGEST_NAME = 200
_WORDS = ("name", "about", "sharing", "cost_words", "for_words", "address", "municipality")


@dataclass
class Brought:
    """What became of every service, and of the bodies that offer them."""

    services: Counter[str] = field(default_factory=Counter)
    bodies: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    findings: list[Finding] = field(default_factory=list)


def bring_in(
    *,
    actor: Actor,
    district: str,
    directory: Directory,
    intensity: str = Intensity.MEDIUM,
    town: str = "",
    tell: Callable[[int], None] = lambda done: None,
    at: datetime,
) -> Brought:
    """Bring a directory into a district's floor; again: what did not change stays as it is.

    `town` (ISTAT) is where to show what names no municipality of Italy; `tell` hears how many
    services are done. Each body and each service is one transaction: stopped half-way, the same
    command goes on from there. Raises Forbidden.
    """
    permissions.demand(actor, "resource.offered", Resource(district=district), at=at)
    bringing = _Bringing(actor, district, directory, at)
    bringing.keep_rows()
    reader = Reader(directory, Towns.of(district, given=town), intensity, bringing.find)
    for done, key in enumerate(sorted(directory.tables.get("service", {})), 1):
        bringing.service(key, reader.told(key))
        tell(done)
    bringing.look_for_gone()
    return bringing.done


@dataclass
class _Bringing:
    """One directory on its way into one district."""

    actor: Actor
    district: str
    directory: Directory
    at: datetime
    done: Brought = field(default_factory=Brought)
    bodies: dict[str, UUID] = field(default_factory=dict)

    def find(self, finding: Finding) -> None:
        """Keep a finding."""
        self.done.findings.append(finding)

    def keep_rows(self) -> None:
        """Keep every row as it came; what it became here stays known."""
        tables = {**self.directory.tables, ASIDE: self.directory.aside}
        rows = (
            DirectoryRow(
                district=self.district,
                source=self.directory.source,
                table=table,
                key=UUID(key),
                service=_service_of(table, told),
                values=_without_floor(told),
            )
            for table, found in tables.items()
            for key, told in found.items()
        )
        for some in _some(rows):
            self.done.rows += len(some)
            DirectoryRow.objects.bulk_create(
                some,
                update_conflicts=True,
                unique_fields=["district", "table", "key"],
                update_fields=["source", "service", "values"],
            )
        self._forget_replaced()

    def _forget_replaced(self) -> None:
        """Drop what hung on these services and does so no more: the package tells them whole."""
        tables, services = self.directory.tables, self.directory.tables.get("service", {})
        rows = DirectoryRow.objects.filter(district=self.district).exclude(service=None)
        gone = [
            row
            for row, table, key, service in rows.values_list("pk", "table", "key", "service")
            if str(service) in services and str(key) not in tables.get(table, {})
        ]
        for some in _some(gone):
            rows.filter(pk__in=some).delete()

    @transaction.atomic
    def service(self, key: str, new: Told | None) -> None:
        """Put a service on the floor, or bring what is there up to what came."""
        row = self._row("service", key)
        if row.resource_id is None:
            row.resource = self._own(key)
            row.told = current(row.resource) if row.resource else None
        if new is None:
            self.done.services["not_shown"] += 1
            return
        there = row.resource
        outcome = (
            self._offer(row, new) if there is None else self._update(there, row.told or {}, new)
        )
        row.told = new
        row.save(update_fields=["told", "resource"])
        self.done.services[outcome] += 1

    def _offer(self, row: DirectoryRow, new: Told) -> str:
        body = self._body(self.directory.tables["service"][str(row.key)]["organization_id"])
        row.resource = actions.offer_resource(
            actor=self.actor,
            district=self.district,
            kind=new["kind"],
            said=_said(new),
            organisation_id=body,
            at=self.at,
        )
        self._arrange(row.resource, new)
        return "new"

    def _update(self, resource: Resource, before: Told, new: Told) -> str:
        """Change what came anew; what was changed here meanwhile stays as it was said here."""
        now, wanted = current(resource), {}
        for name, cell in new.items():
            ours = now[name] != before.get(name, now[name])
            if ours and cell != before.get(name) and cell != now[name]:
                self.find(Finding(Defect.OWN_WORD, "service", 0, name, now["name"]))
            wanted[name] = now[name] if ours else cell
        if wanted == now:
            return "same"
        if any(wanted[name] != now[name] for name in wanted if name not in ("hours", "state")):
            actions.change_resource(
                actor=self.actor, resource_id=resource.id, said=_said(wanted), at=self.at
            )
        self._arrange(resource, wanted)
        return "changed"

    def _arrange(self, resource: Resource, wanted: Told) -> None:
        """Say when it is open and whether it can be used."""
        about: dict[str, Any] = {"actor": self.actor, "resource_id": resource.id, "at": self.at}
        if list(resource.hours) != wanted["hours"]:
            actions.set_calendar(
                hours=wanted["hours"],
                exceptions=resource.exceptions,
                open_on_holidays=resource.open_on_holidays,
                **about,
            )
        if resource.state == wanted["state"]:
            return
        if wanted["state"] == ResourceState.OFFERED:
            actions.resume_resource(**about)
        elif wanted["state"] == ResourceState.WITHDRAWN:
            actions.withdraw_resource(reason=WithdrawReason.OVER, **about)
        elif resource.state == ResourceState.OFFERED:
            actions.pause_resource(**about)

    def _own(self, key: str) -> Resource | None:
        """Return the thing of this floor that a service of our own export is."""
        rows = Resource.objects.filter(district=self.district, person=None)
        return rows.filter(pk=key).first()

    def _body(self, key: str) -> UUID:
        """Return the body that offers a service, registered when it is not here yet."""
        if key not in self.bodies:
            row = self._row("organization", key)
            if row.organisation_id is None:
                row.organisation_id = self._registered(key, row.values)
                row.told = {"name": row.values.get("name", "")[:_LONGEST_NAME]}
                row.save(update_fields=["organisation", "told"])
            else:
                self.done.bodies["same"] += 1
            self.bodies[key] = row.organisation_id
        return self.bodies[key]

    def _registered(self, key: str, values: Values) -> UUID:
        name = " ".join(values.get("name", "").split())[:_LONGEST_NAME]
        there = people.organisations(self.district)
        found = there.filter(pk=key).first()
        if found is None and (found := there.filter(name=name).first()):
            self.find(Finding(Defect.SAME_NAME, "organization", 0, "name", name))
        if found is not None:
            self.done.bodies["same"] += 1
            return found.id
        self.done.bodies["new"] += 1
        more = {"tax_code": values.get("tax_id", ""), "email": values.get("email", "")}
        for kept in (more, {}):
            try:
                return register_organisation(
                    actor=self.actor,
                    district=self.district,
                    name=name or "—",
                    kind=OrganisationKind.OTHER,
                    **kept,
                    at=self.at,
                ).id
            except Unacceptable as error:
                for column in error.problems:
                    told = f"{name}: {more.get(column, '')}"
                    self.find(Finding(Defect.NO_CODE, "organization", 0, column, told))
        raise AssertionError("a body with a name alone can always be registered")

    def _row(self, table: str, key: str) -> DirectoryRow:
        rows = DirectoryRow.objects.select_related("resource__municipality")
        return rows.get(district=self.district, table=table, key=key)

    def look_for_gone(self) -> None:
        """Tell the services that an earlier package of this source had and this one has not."""
        rows = DirectoryRow.objects.filter(district=self.district, source=self.directory.source)
        there = self.directory.tables.get("service", {})
        for row in rows.filter(table="service").exclude(resource=None).order_by("key"):
            if str(row.key) not in there:
                name = row.values.get("name", "")
                self.find(Finding(Defect.GONE, "service", 0, "id", name))


def _said(told: Told) -> Said:
    whom = ForWhom(
        audience=tuple(told["audience"]),
        min_age=told["min_age"],
        max_age=told["max_age"],
        towns=tuple(told["towns"]),
    )
    return Said(
        **{name: told[name] for name in _WORDS},
        intensity=told["intensity"],
        capacity=told["capacity"],
        for_whom=whom,
    )


def _without_floor(values: Values) -> Values:
    return {name: cell for name, cell in values.items() if not name.startswith("floor_")}


def _service_of(table: str, values: Values) -> UUID | None:
    """Return the key of the service that a row says something of."""
    linked = values.get("link_id") if values.get("link_entity") == "service" else None
    told = values.get("service_id") or linked
    return UUID(told) if told and table != ASIDE else None


def _some(rows: Iterable[_T]) -> Iterator[list[_T]]:
    kept: list[_T] = []
    for row in rows:
        kept.append(row)
        if len(kept) == _AT_ONCE:
            yield kept
            kept = []
    if kept:
        yield kept
