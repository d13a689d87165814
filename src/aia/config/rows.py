"""Every row of every table as JSON lines, the same from both databases and into both."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from aia.trace import guards
from aia.trace.models import Entry

_BATCH = 500

# Values that JSON has no form for, as an object with one tag.
_TAGS: dict[type[Any], tuple[str, Callable[[Any], Any]]] = {
    UUID: ("uuid", lambda value: value.hex),
    datetime: ("moment", lambda value: value.isoformat()),
    date: ("day", lambda value: value.isoformat()),
    time: ("time", lambda value: value.isoformat()),
    timedelta: ("seconds", lambda value: str(Decimal(value / timedelta(microseconds=1)) / 10**6)),
    Decimal: ("decimal", str),
    bytes: ("bytes", lambda value: b64encode(value).decode()),
    memoryview: ("bytes", lambda value: b64encode(value).decode()),
}
_UNTAGS: dict[str, Callable[[Any], Any]] = {
    "uuid": UUID,
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "time": time.fromisoformat,
    "seconds": lambda text: timedelta(microseconds=int(Decimal(text) * 10**6)),
    "decimal": Decimal,
    "bytes": b64decode,
    "json": lambda value: value,
}


def tables() -> list[type[models.Model]]:
    """Return the model of every table, the ledger first: rows are refused without their entries."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    return sorted(found, key=lambda model: (model is not Entry, model._meta.db_table))


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as it stood at one moment, without holding writers up."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        # Not `atomic`: its immediate transactions are a writer's.
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("COMMIT")


def write(model: type[models.Model], file: IO[bytes]) -> int:
    """Write the rows of one table, one JSON line each; return how many."""
    fields = model._meta.concrete_fields
    plain = {field.attname for field in fields if isinstance(field, models.JSONField)}
    names = [field.attname for field in fields]
    rows = 0
    ordered = model._base_manager.order_by("pk").values_list(*names)
    for values in ordered.iterator(chunk_size=_BATCH):
        told = {
            name: {"json": value} if name in plain else _tagged(value)
            for name, value in zip(names, values, strict=True)
        }
        file.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        rows += 1
    return rows


def read(model: type[models.Model], lines: Iterable[bytes]) -> int:
    """Put rows written by `write` into their empty table, exactly as they were; return how many."""
    fields = list(model._meta.concrete_fields)
    size = min(_BATCH, connection.ops.bulk_batch_size(fields, [None] * _BATCH))
    batch: list[models.Model] = []
    rows = 0
    for line in lines:
        told = json.loads(line)
        batch.append(model(**{name: _untagged(value) for name, value in told.items()}))
        rows += 1
        if len(batch) == size:
            _insert(model, fields, batch)
            batch = []
    if batch:
        _insert(model, fields, batch)
    return rows


def empty() -> None:
    """Remove every row of every table, guards and all; `guards.install` puts those back."""
    connection.check_constraints()
    guards.remove(connection)
    with connection.cursor() as cursor:
        names = [connection.ops.quote_name(model._meta.db_table) for model in tables()]
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)}")
            return
        for name in names:
            cursor.execute(f"DELETE FROM {name}")


def renumber() -> None:
    """Let new rows take numbers after the restored ones (PostgreSQL keeps them apart)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def _insert(
    model: type[models.Model], fields: list[models.Field[Any, Any]], batch: list[models.Model]
) -> None:
    # `raw`: values go in as they are told, none is set anew as if the row were made now.
    query = models.sql.InsertQuery(model)
    query.insert_values(fields, batch, raw=True)
    query.get_compiler(using=connection.alias).execute_sql()


def _tagged(value: Any) -> Any:
    tag = _TAGS.get(type(value))
    return value if tag is None else {tag[0]: tag[1](value)}


def _untagged(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((tag, told),) = value.items()
    return _UNTAGS[tag](told)
