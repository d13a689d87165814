"""Saving a `Bulk`: tables as the database takes them fastest, and guards off meanwhile.

Only for whoever has an installation to themself that can be thrown away: guards and the chain are
what `aia trace verify` then checks, and a stopped load is not mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from aia.trace import guards, policies
from aia.trace.bulk import Columns
from aia.trace.columns import adapter
from aia.trace.entries import LedgerRefused

_NULL = "\\N"


@dataclass
class Table:
    """Rows ready to be saved: values for SQLite, the text of a COPY for PostgreSQL."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]] | bytes


def table(told: Columns) -> Table:
    """Return the rows as this installation's database takes them. No connection is used."""
    model = apps.get_model(told.label)
    found = {field.attname: field for field in model._meta.concrete_fields}
    kept = [found[name] for name in told.columns]
    make = _copied if connection.vendor == "postgresql" else _plain
    columns = zip(*told.rows, strict=True)
    values = [make(field)(column) for field, column in zip(kept, columns, strict=True)]
    names = tuple(str(field.column) for field in kept)
    if connection.vendor != "postgresql":
        return Table(model._meta.db_table, names, list(zip(*values, strict=True)))
    text = "\n".join(map("\t".join, zip(*values, strict=True)))
    return Table(model._meta.db_table, names, f"{text}\n".encode())


def load(tables: Sequence[Table]) -> None:
    """Save the tables in their order. Runs in a transaction, with guards off."""
    for one in tables:
        names = ", ".join(f'"{name}"' for name in one.columns)
        with connection.cursor() as cursor:
            if isinstance(one.rows, bytes):
                with cursor.copy(f'COPY "{one.name}" ({names}) FROM STDIN') as copying:
                    copying.write(one.rows)
                continue
            marks = ", ".join("?" * len(one.columns))
            statement = f'INSERT INTO "{one.name}" ({names}) VALUES ({marks})'
            # The driver's own cursor: Django's would write the statement anew for every row.
            cursor.cursor.connection.executemany(statement, one.rows)


@contextmanager
def guards_off() -> Iterator[None]:
    """Take the guards away while new rows are loaded, and put every one of them back.

    Raises LedgerRefused when one does not come back.
    """
    guards.remove(connection)
    try:
        with policies.owner_free(connection):
            yield
    finally:
        guards.install(connection)
    if lost := guards.missing(connection):
        raise LedgerRefused(f"guards did not come back on {', '.join(lost)}")


Adapt = Callable[[Sequence[Any]], Sequence[Any]]


def _plain(field: models.Field[Any, Any]) -> Adapt:
    """Return what turns a column's values into what SQLite's driver takes."""
    target = _target(field)
    if isinstance(target, (models.UUIDField, models.BinaryField)):
        return lambda values: values
    if isinstance(target, (models.CharField, models.TextField)):
        return lambda values: [_string(value) for value in values]
    adapt = adapter(target, "sqlite")
    return lambda values: [
        value if value is None or type(value) is int else adapt(value) for value in values
    ]


def _string(value: str | None) -> str | None:
    # A member of TextChoices is a str too, but drivers do not take it for one.
    return value if value is None or type(value) is str else str(value)


def _copied(field: models.Field[Any, Any]) -> Adapt:
    """Return what turns a column's values into the text of a COPY."""
    target = _target(field)
    if isinstance(target, models.BinaryField):
        return lambda values: [_NULL if v is None else f"\\\\x{v.hex()}" for v in values]
    if isinstance(target, (models.CharField, models.TextField)):
        return lambda values: [_NULL if v is None else _escaped(str(v)) for v in values]
    adapt = adapter(target, "postgresql")
    if isinstance(target, models.JSONField):
        return lambda values: [_NULL if v is None else _escaped(adapt(v)) for v in values]
    return lambda values: [
        _NULL if v is None else str(v if type(v) in (int, str) else adapt(v)) for v in values
    ]


def _escaped(text: str) -> str:
    if "\\" in text or "\n" in text or "\t" in text or "\r" in text:
        text = text.replace("\\", "\\\\").replace("\n", "\\n")
        return text.replace("\t", "\\t").replace("\r", "\\r")
    return text


def _target(field: models.Field[Any, Any]) -> models.Field[Any, Any]:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field
