"""PostgreSQL: the tables are loaded into a schema of their own, which ends with the reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from aia.observatory.engines.in_duckdb import statement
from aia.observatory.engines.port import Facts
from aia.observatory.facts.duck import connected
from aia.observatory.facts.problems import EngineMissing

if TYPE_CHECKING:
    import ibis

_KINDS = {
    "BIGINT": "bigint",
    "INTEGER": "integer",
    "VARCHAR": "text",
    "DATE": "date",
    "BOOLEAN": "boolean",
    "DOUBLE": "double precision",
}


class InPostgreSQL:
    """The tables as temporary tables of one connection."""

    name = "postgresql"

    def __init__(self, facts: Facts, backend: Any, duck: Any) -> None:
        self.facts, self._ibis, self._duck = facts, backend, duck
        self._loaded: set[str] = set()

    def table(self, name: str) -> ibis.Table:
        if name not in self._loaded:
            self._load(name)
            self._loaded.add(name)
        return self._ibis.table(name)

    def asked(
        self, _key: str, make: Callable[[], Sequence[ibis.Table]]
    ) -> Iterator[list[dict[str, Any]]]:
        for expression in make():
            yield self.rows(expression)

    def rows(self, expression: ibis.Table) -> list[dict[str, Any]]:
        text = str(self._ibis.compile(expression))
        with self._ibis.con.cursor() as cursor:
            cursor.execute(text.encode())
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _load(self, name: str) -> None:
        parts = " UNION ALL BY NAME ".join(statement(one) for one in self.facts.shares(name))
        found = self._duck.execute(f"SELECT * FROM ({parts})")
        columns = [(one[0], _kind(str(one[1]))) for one in found.description]
        told = ", ".join(f'"{column}" {kind}' for column, kind in columns)
        with self._ibis.con.cursor() as cursor:
            cursor.execute(f'CREATE TEMP TABLE "{name}" ({told})')
            with cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
                while rows := found.fetchmany(10_000):
                    for row in rows:
                        copy.write_row(row)
            cursor.execute(f'ANALYZE "{name}"')


def _kind(told: str) -> str:
    if told in _KINDS:
        return _KINDS[told]
    return told.replace("DECIMAL", "numeric").lower()


@contextmanager
def on_postgresql(facts: Facts, address: str) -> Iterator[InPostgreSQL]:
    """Give an engine on the database of the address. Raises EngineMissing."""
    import ibis
    import psycopg

    try:
        backend = ibis.postgres.connect(**_told(address))
    except psycopg.OperationalError as error:
        raise EngineMissing(f"PostgreSQL does not answer: {error}") from error
    try:
        with connected() as duck:
            yield InPostgreSQL(facts, backend, duck)
    finally:
        backend.disconnect()


def _told(address: str) -> dict[str, Any]:
    told = urlsplit(address)
    if told.scheme not in {"postgres", "postgresql"}:
        raise EngineMissing("the engine postgresql needs --master postgres://user@host/database")
    return {
        "host": unquote(told.hostname or ""),
        "port": told.port or 5432,
        "user": unquote(told.username or ""),
        "password": unquote(told.password or "") or None,
        "database": told.path.lstrip("/"),
    }
