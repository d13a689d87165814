"""Published tables as somebody kept them, and municipalities that merged between two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

Told = Mapping[str, Any]
TOWN = "municipality"
OLD = "~"


@dataclass(frozen=True)
class Edition:
    """A published table, and the number of its edition (0: about to be published)."""

    number: int
    told: Told


def with_heirs(
    editions: Sequence[Edition], heirs: Mapping[str, str], nesting: dict[Any, Any]
) -> list[Edition]:
    """Set apart the municipalities of editions from before a merger, each in its heir."""
    towns = [towns_of(edition.told) for edition in editions]
    now = set().union(
        *(codes for codes, one in zip(towns, editions, strict=True) if not one.number)
    )
    done = []
    for codes, edition in zip(towns, editions, strict=True):
        gone = {code for code in codes if code not in now and heirs.get(code, code) != code}
        if not gone or not now:
            done.append(edition)
            continue
        old = f"{TOWN}{OLD}{edition.told['as_of']}"
        within = {code: heirs.get(code, code) if code in gone else code for code in codes}
        nesting[old, TOWN] = {**nesting.get((old, TOWN), {}), **within}
        done.append(replace(edition, told=_renamed(edition.told, old)))
    return done


def towns_of(told: Told) -> set[str]:
    """Return the municipalities that a published table names."""
    return {cell["of"][TOWN] for cell in told["cells"] if TOWN in cell["of"]}


def _renamed(told: Told, old: str) -> Told:
    names = [old if name == TOWN else name for name in told["breakdown"]]
    cells = [
        {**cell, "of": {(old if n == TOWN else n): code for n, code in cell["of"].items()}}
        for cell in told["cells"]
    ]
    return {**told, "breakdown": names, "cells": cells}
