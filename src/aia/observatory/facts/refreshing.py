"""Bringing the facts of a district up to the ledger: copy, then tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from aia.observatory.facts.building import Around, build_tables
from aia.observatory.facts.copying import Copied, copy_new
from aia.observatory.facts.store import Store, Tables
from aia.pathways.queries import instruments, protected_pathways
from aia.territory.queries import family_of, municipalities_of

_MONTHS_A_QUARTER = 3
_DIGITS = 15


@dataclass(frozen=True)
class Refreshed:
    """What was copied, and the tables that came of it."""

    copied: Copied
    tables: Tables


def closed_quarter(at: datetime) -> date:
    """Return the last day of the last quarter that is over, by the installation's clock.

    Everything is read as it stood then: figures change once a quarter, and no two readings of one
    quarter can be set against each other to find a single new case.
    """
    today = timezone.localdate(at)
    month = today.month - (today.month - 1) % _MONTHS_A_QUARTER
    return today.replace(month=month, day=1) - timedelta(days=1)


def refresh(
    store: Store, district: str, *, as_of: date, at: datetime, tell: Callable[[str], None]
) -> Refreshed:
    """Copy what is new in the ledger and bring the district's tables up to it.

    Needs `store.alone()`. Raises FactsProblem when the disk is full.
    """
    copied = copy_new(store, at=at, tell=tell)
    around = _around(district, at=at)
    tables = build_tables(store, district, around, as_of=as_of, at=at, tell=tell)
    return Refreshed(copied, tables)


def _around(district: str, *, at: datetime) -> Around:
    family = family_of(municipalities_of(district).values_list("istat", flat=True))
    left_out = protected_pathways(at=at).filter(district=district).values_list("pk", flat=True)
    return Around(
        left_out=tuple(sorted(number(one.hex) for one in left_out)),
        heirs={code: heir for code, heir in family.items() if code != heir},
        questions={
            question.id: question.domain
            for one in instruments()
            if one.id == "autonomy"
            for question in one.questions
            if question.domain
        },
    )


def number(digits: str) -> int:
    """Return the number by which the facts know a row: the last 60 bits of its id."""
    return int(digits[-_DIGITS:], 16)
