"""Engines that compute indicators, behind one port: DuckDB, PostgreSQL, Spark.

All of them take the same Ibis expressions over the same Parquet files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date

from aia.observatory.engines.port import Engine, Facts
from aia.observatory.facts.problems import EngineMissing
from aia.observatory.facts.store import Store

__all__ = ["ENGINES", "Engine", "EngineMissing", "Facts", "Wanted", "opened"]

ENGINES = ("duckdb", "postgresql", "spark")


@dataclass(frozen=True)
class Wanted:
    """Which engine, and where: `master` is a Spark Connect address (sc://host:port) or "local",
    or the address of a PostgreSQL database (postgres://…)."""

    name: str = "duckdb"
    master: str = ""


@contextmanager
def opened(
    wanted: Wanted, stores: Sequence[tuple[Store, Sequence[str]]], *, as_of: date
) -> Iterator[Engine]:
    """Give an engine that has the facts of these districts, of one store or of many together.

    Raises EngineMissing when it is not installed or does not answer.
    """
    facts = Facts.of(stores, as_of)
    with opener(wanted)(facts) as engine:
        yield engine


def opener(wanted: Wanted) -> Callable[[Facts], AbstractContextManager[Engine]]:
    if wanted.name == "duckdb":
        from aia.observatory.engines.in_duckdb import on_duckdb

        return on_duckdb
    if wanted.name == "postgresql":
        from aia.observatory.engines.in_postgresql import on_postgresql

        return lambda facts: on_postgresql(facts, wanted.master)
    if wanted.name == "spark":
        from aia.observatory.engines.in_spark import on_spark

        return lambda facts: on_spark(facts, wanted.master or "local")
    raise EngineMissing(f"there is no engine {wanted.name!r}: use one of {', '.join(ENGINES)}")
