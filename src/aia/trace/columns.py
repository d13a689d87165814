"""Rows as plain columns, written many at a time: what a single save writes, without its cost."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db import connection, models

from aia.kit.clock import to_micros
from aia.trace.models import MomentField

Adapt = Callable[[Any], Any]


def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    """Return the attributes that hold a row's columns, in the table's order."""
    return tuple(field.attname for field in model._meta.concrete_fields)


def values_of(model: type[models.Model], rows: Iterable[models.Model]) -> list[tuple[Any, ...]]:
    """Return the rows' values, in the order of `columns_of`."""
    return list(map(attrgetter(*columns_of(model)), rows))


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Collection[Sequence[Any]]
) -> None:
    """Insert rows of Python values, `columns` naming attributes. Runs in a transaction."""
    if not rows:
        return
    fields = {field.attname: field for field in model._meta.concrete_fields}
    names = ", ".join(f'"{fields[name].column}"' for name in columns)
    adapts = [adapter(fields[name], connection.vendor) for name in columns]
    adapted = _adapted(rows, [(n, adapt) for n, adapt in enumerate(adapts) if adapt is not _same])
    with connection.cursor() as cursor:
        # Not by COPY, which PostgreSQL refuses where row-level security holds.
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(
            f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})',
            adapted,  # type: ignore[arg-type]
        )


def adapted(model: type[models.Model], columns: Sequence[str], row: Sequence[Any]) -> list[Any]:
    """Return one row's values as the driver takes them, `columns` naming attributes."""
    adapts = _adapters(model, tuple(columns), connection.vendor)
    return [
        None if value is None else adapt(value) for value, adapt in zip(row, adapts, strict=True)
    ]


@lru_cache(maxsize=64)
def _adapters(
    model: type[models.Model], columns: tuple[str, ...], vendor: str
) -> tuple[Adapt, ...]:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return tuple(adapter(fields[name], vendor) for name in columns)


@lru_cache(maxsize=1024)
def adapter(field: models.Field[Any, Any], vendor: str) -> Adapt:
    """Return what turns a value of the field (never None) into what the driver takes."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    known = _SQLITE_ADAPTS if vendor == "sqlite" else _ADAPTS
    for kinds, adapt in known:
        if isinstance(field, kinds):
            return adapt
    return lambda value: field.get_db_prep_save(value, connection)


def _adapted(
    rows: Iterable[Sequence[Any]], adapts: Sequence[tuple[int, Adapt]]
) -> Iterator[list[Any]]:
    """Yield each row with the values at those places adapted; None stays None."""
    for row in rows:
        values = list(row)
        for place, adapt in adapts:
            if values[place] is not None:
                values[place] = adapt(values[place])
        yield values


def _same(value: Any) -> Any:
    return value


def _sqlite_moment(moment: datetime) -> str:
    return str(moment.astimezone(UTC).replace(tzinfo=None))


_ADAPTS: tuple[tuple[type[Any] | tuple[type[Any], ...], Adapt], ...] = (
    (MomentField, to_micros),
    ((models.IntegerField, models.BooleanField, models.BinaryField, models.UUIDField), _same),
    # A TextChoices member is a str too, but drivers do not take it for one.
    ((models.CharField, models.TextField), str),
    (models.JSONField, json.dumps),
    (models.DateField, _same),
)
_SQLITE_ADAPTS: tuple[tuple[type[Any] | tuple[type[Any], ...], Adapt], ...] = (
    (models.UUIDField, attrgetter("hex")),
    (models.DateTimeField, _sqlite_moment),
    (models.DateField, date.isoformat),
    *_ADAPTS,
)
