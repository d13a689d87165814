"""The tables of HSDS 3.1, and how those of earlier versions go into them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator

_HERE = Path(__file__).parent
VERSION = "3.1"
ASIDE = "unplaced"
"""The table beside those of the standard in which what has no place in them is given back."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Table(_Strict):
    """One table: the kind of each column, what must hold something, what it points at."""

    file: str
    columns: dict[str, str]
    required: tuple[str, ...] = ()
    references: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {}

    @field_validator("columns", mode="before")
    @classmethod
    def _kinds(cls, told: list[str]) -> dict[str, str]:
        parts = (one.partition(" ") for one in told)
        return {name: kind or "text" for name, _blank, kind in parts}


class Earlier(_Strict):
    """How a table of an earlier version goes into 3.1."""

    into: str = ""
    rename: dict[str, str] = {}
    set: dict[str, str] = {}
    fold: str = ""
    of: str = Field(default="")


@cache
def tables() -> dict[str, Table]:
    """Return the tables of 3.1 by name, parents before what hangs on them."""
    return {name: Table.model_validate(told) for name, told in _read("tables.yaml").items()}


@cache
def earlier() -> dict[str, Earlier]:
    """Return the tables of versions 1 and 2 that are called or written otherwise in 3.1."""
    return {name: Earlier.model_validate(told) for name, told in _read("earlier.yaml").items()}


@cache
def named() -> frozenset[str]:
    """Return the tables whose rows are named by others: two of them cannot share an id."""
    return frozenset(other for table in tables().values() for other in table.references.values())


def _read(name: str) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
    return told
