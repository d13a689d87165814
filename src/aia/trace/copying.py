"""Entries as Arrow tables, for readings that keep a copy of the ledger outside the database.

No actor, no hash: only what happened to which row, in codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db import connection, transaction

from aia.trace import horizon
from aia.trace.models import Entry

if TYPE_CHECKING:
    import pyarrow as pa

_TABLE = Entry._meta.db_table
_AT_ONCE = "65536"
# What is copied, with the type that Arrow keeps it in; ids are hexadecimal digits.
_COPIED = {
    "sequence": "int64",
    "stream": "string",
    "subject": "string",
    "verb": "string",
    "caused_by": "int64",
    "district": "string",
    "origin": "string",
    "happened_at": "int64",
    "recorded_at": "int64",
    "facts": "string",
}


def settled() -> int:
    """Return the number of the last entry below which none can appear any more; 0 without any.

    On PostgreSQL an entry may become visible after one with a higher number: writers wait for the
    moment in which the last one is asked for.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {_TABLE} IN SHARE MODE")
        last = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    return last or 0


def copied(after: int, upto: int, *, district: str | None = None) -> pa.Table:
    """Return the entries after one number, up to another, in order; of one district, or of all.

    Columns: sequence, stream, subject (hexadecimal), verb, caused_by, district, origin,
    happened_at, recorded_at (µs since 1970, UTC), facts (canonical JSON of codes).
    """
    statement = _statement(after, upto, district)
    if connection.in_atomic_block:
        # Only this very connection sees what was written in its transaction.
        return _through_django(statement)
    return _directly(statement)


def _statement(after: int, upto: int, district: str | None) -> str:
    places = {"stream": _hex("stream"), "subject": _hex("subject"), "caused_by": "caused_by_id"}
    columns = ", ".join(f"{places.get(name, name)} AS {name}" for name in _COPIED)
    # A district's code is a slug (territory); numbers are integers.
    of = f" AND district = '{district.replace(chr(39), '')}'" if district else ""
    return (
        f"SELECT {columns} FROM {_TABLE} WHERE sequence > {int(after)}"
        f" AND sequence <= {int(upto)}{of} ORDER BY sequence"
    )


def _hex(column: str) -> str:
    """Return the SQL that gives a UUID column as 32 hexadecimal digits."""
    return f"encode(uuid_send({column}), 'hex')" if connection.vendor == "postgresql" else column


def _through_django(statement: str) -> pa.Table:
    import pyarrow as pa

    with connection.cursor() as cursor:
        # No parameters: a `%` of the statement means itself.
        cursor.execute(statement, None)
        rows = cursor.fetchall()
    columns = list(zip(*rows, strict=True)) or [()] * len(_COPIED)
    return pa.table(dict(zip(_COPIED, columns, strict=True)), schema=_schema())


def _directly(statement: str) -> pa.Table:
    """Read by ADBC, which makes no Python object of a row."""
    with _adbc() as outside, outside.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT set_config('aia.districts', '{horizon.wanted()}', false)")
            cursor.fetchone()
        else:
            cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": _AT_ONCE})
        cursor.execute(statement)
        return cursor.fetch_arrow_table().cast(_schema())


def _adbc() -> Any:
    wanted = connection.get_connection_params()
    if connection.vendor == "sqlite":
        from adbc_driver_sqlite import dbapi as sqlite

        return sqlite.connect(str(wanted["database"]))
    from adbc_driver_postgresql import dbapi as postgresql

    names = ("host", "port", "user", "password", "dbname", "sslmode")
    told = {name: wanted[name] for name in names if wanted.get(name)}
    return postgresql.connect(f"postgresql:///?{urlencode(told)}")


def _schema() -> pa.Schema:
    import pyarrow as pa

    types = {"int64": pa.int64(), "string": pa.string()}
    return pa.schema([(name, types[kind]) for name, kind in _COPIED.items()])
