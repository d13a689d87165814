"""DuckDB in this very process: the default, with nothing to start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from aia.observatory.engines.port import Facts, Share
from aia.observatory.facts.duck import connected, parquet

if TYPE_CHECKING:
    import ibis


class InDuckDB:
    """The tables in the memory of this process (beyond a limit, spilled to disk)."""

    name = "duckdb"

    def __init__(self, facts: Facts, duck: Any) -> None:
        import ibis

        self.facts, self._duck = facts, duck
        self._ibis = ibis.duckdb.from_connection(duck)
        self._loaded: set[str] = set()

    def table(self, name: str) -> ibis.Table:
        if name not in self._loaded:
            parts = " UNION ALL BY NAME ".join(statement(one) for one in self.facts.shares(name))
            self._duck.execute(f"CREATE TEMP TABLE {name} AS {parts}")
            self._loaded.add(name)
        return self._ibis.table(name)

    def rows(self, expression: ibis.Table) -> list[dict[str, Any]]:
        return self.answered(self.text(expression))

    def text(self, expression: ibis.Table) -> str:
        """Return the expression in DuckDB's SQL."""
        return str(self._ibis.compile(expression))

    def answered(self, text: str) -> list[dict[str, Any]]:
        """Return the rows of a statement."""
        found: list[dict[str, Any]] = self._duck.execute(text).to_arrow_table().to_pylist()
        return found


def statement(share: Share) -> str:
    """Return the SQL of one district's rows: those of the patch instead of those it touched."""
    base = f"SELECT * FROM {parquet([share.base])}"
    if share.patch is None or share.touched is None:
        return base
    touched = f"SELECT unit FROM {parquet([share.touched])}"
    return (
        f"SELECT * FROM ({base}) WHERE {share.unit} NOT IN ({touched})"
        f" OR {share.unit} IS NULL UNION ALL SELECT * FROM {parquet([share.patch])}"
    )


@contextmanager
def on_duckdb(facts: Facts) -> Iterator[InDuckDB]:
    """Give an engine that ends with the block."""
    with connected() as duck:
        yield InDuckDB(facts, duck)
