"""The notebook's door: published tables as Ibis tables, and nothing that is not published.

    import aia.observatory as obs
    obs.published()
    obs.indicator("needs_recognised", breakdown="municipality").to_pandas()

It reads the release ledger of the installation in `AIA_HOME` (or `DATABASE_URL`). There is no way
from here to a fact, a path or a person.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import ibis.expr.types as ir

_Found = TypeVar("_Found")
_NUMBERS = ("value", "numerator", "denominator", "low", "high")


class NotPublished(LookupError):
    """Nothing of the kind is published; the message says what is."""


def published(district: str | None = None, *, language: str = "it") -> ir.Table:
    """Return what is published: one row a table, with the indicator's name and unit.

    `district` may be left out when the installation has only one. Raises NotPublished.
    """
    columns = ("indicator", "name", "unit", "breakdown", "edition", "as_of", "simulated")
    rows = _read(lambda: _listed(_district(district), language))
    return _table(columns, rows, {"edition": "int64", "as_of": "date", "simulated": "boolean"})


def indicator(
    code: str,
    *,
    breakdown: str = "total",
    district: str | None = None,
    edition: int | None = None,
    language: str = "it",
) -> ir.Table:
    """Return one published table: a row a cell, codes and names beside the numbers.

    `breakdown` as in addresses: `total`, `municipality`, `domain.age_band`. `edition`: the one in
    force when it is left out. What is kept back is not there, and neither is what is empty.
    Raises NotPublished.
    """
    names, rows = _read(lambda: _cells(_district(district), code, breakdown, edition, language))
    return _table(names, rows, dict.fromkeys(_NUMBERS, "float64") | {"edition": "int64"})


def _read(query: Callable[[], _Found]) -> _Found:
    """Ask in a thread of its own: a notebook's own thread runs an event loop, where Django
    refuses its database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aia.config.settings")
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(_ready, query).result()


def _ready(query: Callable[[], _Found]) -> _Found:
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from django.db import connection

    from aia.trace import horizon

    try:
        with horizon.everywhere():
            return query()
    finally:
        connection.close()


def _district(asked: str | None) -> str:
    from aia.territory.queries import districts

    known = [one.code for one in districts()]
    if asked is None and len(known) == 1:
        return str(known[0])
    if asked is None:
        raise NotPublished(f"say which district: {', '.join(known) or 'there is none yet'}")
    return asked


def _listed(district: str, language: str) -> list[tuple[Any, ...]]:
    from django.utils import translation

    from aia.observatory.publishing.about import indicator as about
    from aia.observatory.queries import current_releases

    rows = current_releases(district).defer("content")
    with translation.override(language):
        names = {code: about(code) for code in {row.indicator for row in rows}}
    return [
        (
            row.indicator,
            names[row.indicator].name,
            names[row.indicator].unit,
            row.breakdown,
            row.edition,
            row.as_of,
            row.simulated,
        )
        for row in rows
    ]


def _cells(
    district: str, code: str, breakdown: str, edition: int | None, language: str
) -> tuple[list[str], list[tuple[Any, ...]]]:
    from django.utils import translation

    from aia.observatory.publishing.labels import Labels
    from aia.observatory.publishing.tables import table_of
    from aia.observatory.queries import current_releases, release
    from aia.observatory.terms import ReleaseState

    found = release(district, code, breakdown, edition)
    if found is None or found.state == ReleaseState.WITHDRAWN:
        others = current_releases(district).filter(indicator=code)
        known = ", ".join(others.values_list("breakdown", flat=True))
        raise NotPublished(
            f"{code} by {breakdown} is not published of {district}"
            + (f"; there are {known}" if known else "; see published()")
        )
    table, labels = table_of(found), Labels(district)
    names = [f"{one}_name" for one in table.breakdown]
    with translation.override(language):
        rows = [
            (
                *cell.of,
                *map(labels.name, table.breakdown, cell.of),
                *(getattr(cell, name) for name in _NUMBERS),
                table.unit,
                table.edition,
            )
            for cell in table.cells
        ]
    return [*table.breakdown, *names, *_NUMBERS, "unit", "edition"], rows


def _table(
    names: tuple[str, ...] | list[str], rows: list[tuple[Any, ...]], kinds: Mapping[str, str]
) -> ir.Table:
    import ibis

    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    schema = {name: kinds.get(name, "string") for name in names}
    return ibis.memtable(columns, schema=schema)
