"""Every indicator is the same on DuckDB, PostgreSQL and Spark, cell by cell."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from aia.observatory.engines import Engine, EngineMissing, Wanted, opened
from aia.observatory.facts.tests.laid import Laid
from aia.observatory.indicators.computing import Computed, compute_all
from aia.observatory.indicators.loading import definitions
from tests.with_postgres import NoServer, cluster

Told = dict[str, list[Computed]]


@contextmanager
def engine(laid: Laid, wanted: Wanted) -> Iterator[Engine]:
    with opened(wanted, [(laid.store, [laid.district])], as_of=laid.as_of) as running:
        yield running


def computed(running: Engine, laid: Laid) -> Told:
    return {one.code: told for one, told in compute_all(running, definitions(), laid.district)}


@pytest.fixture
def on_duckdb(invented: Laid) -> Told:
    with engine(invented, Wanted()) as running:
        return computed(running, invented)


@pytest.mark.slow
def test_every_indicator_has_something_to_tell(on_duckdb: Told) -> None:
    silent = [code for code, tables in on_duckdb.items() if not any(one.cells for one in tables)]
    assert silent == []


@pytest.mark.slow
def test_postgresql_computes_what_duckdb_does(invented: Laid, on_duckdb: Told) -> None:
    try:
        with cluster() as address, engine(invented, Wanted("postgresql", address)) as running:
            told = computed(running, invented)
    except NoServer as missing:
        pytest.skip(f"POSTGRESQL IS NOT HERE: ITS ENGINE WAS NOT TRIED ({missing})")
    same(told, on_duckdb)


@pytest.mark.slow
def test_spark_computes_what_duckdb_does(
    invented: Laid, on_duckdb: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Spark's client takes a process whose main module has no file for its own doctests, and
    # leaves; the processes that run tests side by side are such.
    monkeypatch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)
    try:
        with engine(invented, Wanted("spark", "local")) as running:
            told = computed(running, invented)
    except EngineMissing as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"SPARK IS NOT HERE: ITS ENGINE WAS NOT TRIED ({missing})")
    same(told, on_duckdb)


def same(one: Told, other: Told) -> None:
    """Numerators, denominators, people behind and values: all alike, in every cell."""
    assert list(one) == list(other)
    different = [code for code in one if one[code] != other[code]]
    assert different == [], [
        (a, b)
        for mine, others in zip(one[different[0]], other[different[0]], strict=True)
        for a, b in zip(mine.cells, others.cells, strict=False)
        if a != b
    ][:3]
