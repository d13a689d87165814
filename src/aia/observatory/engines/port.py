"""What an engine is asked: the typed tables, and the rows of an expression over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from aia.observatory.facts.layout import TABLES, UNITS
from aia.observatory.facts.problems import FactsProblem
from aia.observatory.facts.store import Store, Tables

if TYPE_CHECKING:
    import ibis

TOUCHED = "touched"


class Engine(Protocol):
    """An engine holding the facts of some districts."""

    name: str
    facts: Facts

    def table(self, name: str) -> ibis.Table:
        """Return a typed table. Raises FactsProblem when there is none of that name."""

    def rows(self, expression: ibis.Table) -> list[dict[str, Any]]:
        """Return the rows of an expression over the tables, numbers as Python numbers."""

    def asked(
        self, key: str, make: Callable[[], Sequence[ibis.Table]]
    ) -> Iterator[list[dict[str, Any]]]:
        """Yield the rows of each expression that `make` gives.

        The same key always means the same expressions: an engine may remember what they became.
        """


@dataclass(frozen=True)
class Share:
    """The files of one district's table: of the last whole build, of the patch, what that touched.

    `unit` is the column by which rows are replaced; rows of the territory are never.
    """

    base: Path
    patch: Path | None
    touched: Path | None
    unit: str | None


@dataclass(frozen=True)
class Facts:
    """The tables of one or more districts, of one installation or of many, read together."""

    tables: dict[str, tuple[Share, ...]]
    states: tuple[Tables, ...]
    as_of: date

    @classmethod
    def of(cls, stores: Sequence[tuple[Store, Sequence[str]]], as_of: date) -> Facts:
        """Return the facts of these districts.

        Raises FactsProblem when one was never built, or was for another day than `as_of`.
        """
        found: dict[str, list[Share]] = {}
        states = []
        for store, districts in stores:
            known = store.manifest().tables
            for district in districts:
                state = _ready(known.get(district), district, as_of)
                states.append(state)
                for name in state.base:
                    found.setdefault(name, []).append(_share(store, state, name))
        tables = {name: tuple(shares) for name, shares in found.items()}
        return cls(tables, tuple(states), as_of)

    def shares(self, name: str) -> tuple[Share, ...]:
        """Return the files of a table. Raises FactsProblem when there is none of that name."""
        if name not in self.tables:
            raise FactsProblem(f"there is no table {name!r}: {', '.join(sorted(self.tables))}")
        return self.tables[name]


def _ready(state: Tables | None, district: str, as_of: date) -> Tables:
    if state is None:
        raise FactsProblem(f"the facts of {district} were never built: run `aia observatory build`")
    if state.as_of != str(as_of):
        raise FactsProblem(
            f"the facts of {district} are those of {state.as_of}, not of {as_of}: build them anew"
        )
    return state


def _share(store: Store, state: Tables, name: str) -> Share:
    base = store.path(state.base[name])
    if name not in state.patch or name not in TABLES:
        return Share(base, None, None, None)
    touched = store.path(state.patch[TOUCHED])
    return Share(base, store.path(state.patch[name]), touched, UNITS[name])
