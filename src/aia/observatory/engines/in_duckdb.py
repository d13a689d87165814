"""DuckDB in this very process: the default, with nothing to start."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from aia.observatory.engines.port import Facts, Share
from aia.observatory.engines.remembering import Remembered, Statements, remembering
from aia.observatory.facts.duck import connected, parquet

if TYPE_CHECKING:
    import ibis


# A larger file is read where it is, by every indicator again.
_LARGEST = 512 * 1024 * 1024


class InDuckDB:
    """The tables in the memory of this process, or read where they are when they are large."""

    name = "duckdb"

    def __init__(self, facts: Facts, duck: Any, remembered: Remembered) -> None:
        self.facts, self._duck, self._remembered = facts, duck, remembered
        self._loaded: set[str] = set()
        self._used: set[str] = set()

    @cached_property
    def _ibis(self) -> Any:
        import ibis

        return ibis.duckdb.from_connection(self._duck)

    def table(self, name: str) -> ibis.Table:
        self._load(name)
        return self._ibis.table(name)

    def rows(self, expression: ibis.Table) -> list[dict[str, Any]]:
        return self._answered(self._text(expression))

    def asked(
        self, key: str, make: Callable[[], Sequence[ibis.Table]]
    ) -> Iterator[list[dict[str, Any]]]:
        known = self._remembered.get(key)
        if known is None:
            self._used = set()
            texts = [self._text(one) for one in make()]
            known = Statements(tuple(sorted(self._used)), tuple(texts))
            self._remembered.put(key, known)
        for name in known.tables:
            self._load(name)
        for text in known.texts:
            yield self._answered(text)

    def _load(self, name: str) -> None:
        self._used.add(name)
        if name not in self._loaded:
            parts = " UNION ALL BY NAME ".join(statement(one) for one in self.facts.shares(name))
            size = sum(one.base.stat().st_size for one in self.facts.shares(name))
            kind = "TABLE" if size <= _LARGEST else "VIEW"
            self._duck.execute(f"CREATE TEMP {kind} {name} AS {parts}")
            self._loaded.add(name)

    def _text(self, expression: ibis.Table) -> str:
        return str(self._ibis.compile(expression))

    def _answered(self, text: str) -> list[dict[str, Any]]:
        found = self._duck.execute(text)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


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
    with connected() as duck, remembering(facts) as remembered:
        yield InDuckDB(facts, duck, remembered)
