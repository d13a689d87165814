"""Loading the register of municipalities from the packages."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from aia.territory import permissions
from aia.territory.actions.datasets import locked_dataset, record_load
from aia.territory.models import Municipality
from aia.territory.permissions import Keeper
from aia.territory.register import Registered, register
from aia.territory.terms import DatasetCode, ImportReport

_BATCH = 800
_KEPT = (
    "name",
    "cadastral",
    "province_code",
    "province",
    "province_name",
    "region_code",
    "region",
    "postal_codes",
    "since",
    "until",
    "successor_id",
    "successor_cadastral",
)


@transaction.atomic
def load_municipalities(*, actor: Keeper, at: datetime) -> ImportReport:
    """Bring the table of municipalities to what the packages tell; twice changes nothing."""
    permissions.demand(actor, "load_municipalities")
    wanted = register()
    digest = _digest(wanted.values())
    dataset = locked_dataset(DatasetCode.MUNICIPALITIES)
    report = ImportReport(rows=len(wanted))
    if dataset.digest == digest:
        report.already_there = report.rows
        return report
    report.imported = keep(wanted.values())
    report.already_there = report.rows - report.imported
    record_load(dataset, report, set(), digest=digest, actor=actor, at=at)
    return report


def keep(wanted: Iterable[Registered]) -> int:
    """Insert or correct these municipalities; return how many were new or different."""
    rows = [_row(one) for one in wanted]
    there = {row["istat"]: row for row in Municipality.objects.values("istat", *_KEPT)}
    changed = [row for row in rows if there.get(row.istat) != _values(row)]
    fields = [name.removesuffix("_id") for name in _KEPT]
    Municipality.objects.bulk_create(
        changed,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["istat"],
        update_fields=fields,
    )
    return len(changed)


def join_predecessors(one: Registered) -> None:
    """Let the municipalities that went on in this one, new to the register, name it."""
    Municipality.objects.filter(successor=None, successor_cadastral=one.cadastral).update(
        successor=one.istat
    )


def _row(one: Registered) -> Municipality:
    return Municipality(
        istat=one.istat,
        name=one.name,
        cadastral=one.cadastral,
        province_code=one.province_code,
        province=one.province,
        province_name=one.province_name,
        region_code=one.region_code,
        region=one.region,
        postal_codes=" ".join(one.postal_codes),
        since=one.since,
        until=one.until,
        successor_id=one.successor or None,
        successor_cadastral=one.successor_cadastral,
    )


def _values(row: Municipality) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("istat", *_KEPT)}


def _digest(wanted: Iterable[Registered]) -> str:
    return sha256(repr(sorted(wanted, key=lambda one: one.istat)).encode()).hexdigest()
