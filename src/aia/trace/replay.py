"""Folding entries back into rows: what the ledger says a row is."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from aia.trace.models import Entry
from aia.trace.terms import Coded, encode
from aia.trace.traced import Traced


def fold(entries: Iterable[Entry]) -> dict[UUID, dict[str, Coded]]:
    """Return, for each subject, the coded fields that its entries (in order) leave behind."""
    rows: dict[UUID, dict[str, Coded]] = {}
    for entry in entries:
        rows.setdefault(entry.subject, {}).update(json.loads(entry.facts))
    return rows


def differences(row: Traced) -> list[str]:
    """Return where a row differs from what its entries say; empty when they agree.

    A coded field that no entry has set must still hold its model's default.
    """
    told = fold(Entry.objects.filter(subject=row.id).order_by("sequence")).get(row.id)
    if told is None:
        return [f"{row._meta.label}: no entry is about this row"]
    found = []
    for name in sorted(row.coded_fields()):
        field = row._meta.get_field(name)
        kept = _coded(getattr(row, field.attname))  # type: ignore[union-attr]
        said = told.get(name, _coded(field.get_default()))  # type: ignore[union-attr]
        if kept != said:
            found.append(f"{row._meta.label}.{name}: the row has {kept!r}, the ledger {said!r}")
    return found


def _coded(value: Any) -> Coded:
    return encode(tuple(value) if isinstance(value, list) else value)
