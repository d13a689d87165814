"""Facts that nobody lived: every table with rows of every kind, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from aia.observatory.facts.layout import TABLES, UNITS
from aia.observatory.facts.store import Store
from aia.observatory.facts.tests.laid import Laid
from aia.pathways.terms import (
    AnswerEnd,
    AnswerState,
    ChoiceReason,
    CloseReason,
    CommitmentState,
    DeclineReason,
    Domain,
    GiveBackKind,
    Intensity,
    OptionKind,
    OptionSource,
    OptionState,
    PlanEnd,
    PlanState,
    ProviderKind,
    ReferralState,
    ReviewOutcome,
    ReviewState,
    Side,
    State,
    Step,
    UnheardReason,
    UnvoicedReason,
    Voice,
    WithdrawReason,
)
from aia.people.terms import AgeBand, Sex
from aia.sensing.terms import NoticeDoor, NoticeState, Outcome, Urgency
from aia.territory.terms import DatasetCode

# The last has no population: nobody is known to live there.
TOWNS = ("019036", "019035", "019021", "019999")
AS_OF = date(2026, 9, 30)
_STATES: dict[str, Any] = {
    "options": OptionState,
    "answers": AnswerState,
    "referrals": ReferralState,
    "plans": PlanState,
    "commitments": CommitmentState,
    "reviews": ReviewState,
    "notices": NoticeState,
}
_CODES: dict[str, Any] = {
    "domain": Domain,
    "age_band": AgeBand,
    "sex": Sex,
    "step": Step,
    "unvoiced": UnvoicedReason,
    "close_reason": CloseReason,
    "words_of": Voice,
    "voiced_by": Voice,
    "made_by": Voice,
    "recipient_voice": Voice,
    "source": OptionSource,
    "intensity": Intensity,
    "followed_intensity": Intensity,
    "provider_kind": ProviderKind,
    "declined_for": ChoiceReason,
    "reason": ChoiceReason,
    "withdraw_reason": WithdrawReason,
    "decline_reason": DeclineReason,
    "side": Side,
    "outcome": ReviewOutcome,
    "unheard": UnheardReason,
    "door": NoticeDoor,
    "urgency": Urgency,
}
_ALWAYS = frozenset({"district", "state", "step", "origin"})
_LEVELS = {"recipient": (-2, 2), "worker": (-2, 2), "severity": (1, 4)}


def invent(laid: Laid, rows: int = 300, seed: int = 4) -> None:
    """Fill the tables of facts that were laid out from an empty ledger, half of it as a patch."""
    chance = random.Random(seed)
    manifest = laid.store.manifest()
    tables = manifest.tables[laid.district]
    patch = {}
    touched = sorted(chance.sample(range(1, 80), 20))
    for name in TABLES:
        schema = pq.read_schema(laid.store.path(tables.base[name]))
        base = _table(name, schema, rows, chance)
        _put(laid.store, tables.base[name], base)
        again = _table(name, schema, rows, chance)
        unit = [one in touched for one in again.column(UNITS[name]).to_pylist()]
        patch[name] = tables.base[name].replace("whole", "patch")
        _put(laid.store, patch[name], again.filter(pa.array(unit)))
    patch["touched"] = f"tables/touched/district={laid.district}/patch.parquet"
    _put(laid.store, patch["touched"], pa.table({"unit": pa.array(touched, pa.int64())}))
    _put(laid.store, tables.base["residents"], _residents(laid, tables.base, chance))
    _put(laid.store, tables.base["series"], _series(laid, tables.base, chance))
    manifest.tables[laid.district] = replace(tables, patch=patch, touched=len(touched))
    laid.store.save(manifest)


def _table(name: str, schema: pa.Schema, rows: int, chance: random.Random) -> pa.Table:
    columns = {
        field.name: pa.array(
            [_value(name, field, number, chance) for number in range(rows)], field.type
        )
        for field in schema
    }
    return pa.table(columns, schema=schema)


def _value(table: str, field: pa.Field, number: int, chance: random.Random) -> Any:
    name = field.name
    if name == table[:-1] and table != "pathways":
        return number + 1
    if name not in _ALWAYS and name != UNITS.get(table) and chance.random() < 0.15:
        return None
    if name in _LEVELS:
        return chance.randint(*_LEVELS[name])
    if pa.types.is_string(field.type):
        return _code(table, name, chance)
    return _of_type(field.type, chance)


def _code(table: str, name: str, chance: random.Random) -> str:
    named: dict[str, Callable[[], str]] = {
        "district": lambda: "cremona",
        "municipality": lambda: chance.choice(TOWNS),
        "category": lambda: chance.choice(("income.utilities", "housing.eviction")),
        "subject_kind": lambda: chance.choice(("person", "household", "community")),
        "end_reason": lambda: chance.choice((PlanEnd if table == "plans" else AnswerEnd).values),
        "kind": lambda: chance.choice((OptionKind if table == "options" else GiveBackKind).values),
        "state": lambda: chance.choice(_STATES.get(table, State).values),
    }
    if table == "notices" and name == "outcome":
        return str(chance.choice(Outcome.values))
    return named[name]() if name in named else str(chance.choice(_CODES[name].values))


def _of_type(kind: pa.DataType, chance: random.Random) -> Any:
    if pa.types.is_boolean(kind):
        return chance.random() < 0.5
    if pa.types.is_date(kind):
        return AS_OF - timedelta(days=chance.randint(-40, 500))
    if pa.types.is_decimal(kind):
        return Decimal(chance.randint(0, 2000)).scaleb(-2)
    if pa.types.is_int64(kind):
        return chance.randint(1, 80)
    return chance.randint(0, 3)


def _residents(laid: Laid, base: dict[str, str], chance: random.Random) -> pa.Table:
    schema = pq.read_schema(laid.store.path(base["residents"]))
    rows = [
        (laid.district, town, year, sex, band, chance.randint(0, 900))
        for town in TOWNS[:-1]
        for year in (2024, 2025)
        for sex in (Sex.FEMALE, Sex.MALE)
        for band in AgeBand.values[:-1]
    ]
    return pa.table(list(zip(*rows, strict=True)), schema=schema)


def _series(laid: Laid, base: dict[str, str], chance: random.Random) -> pa.Table:
    schema = pq.read_schema(laid.store.path(base["series"]))
    ages = [f"{sex}.{age}" for sex in ("f", "m") for age in range(101)]
    kinds = ["", "taxable", "employment", "pension", "band.0-10000", "band.over-120000"]
    asked = {
        DatasetCode.POPULATION_AGE: ages,
        DatasetCode.INCOME_TAXPAYERS: kinds,
        DatasetCode.INCOME_AMOUNT: kinds,
    }
    rows = [
        (laid.district, town, year, str(code), breakdown, _figure(chance))
        for town in TOWNS[:-1]
        for year in (2024, 2025)
        for code, breakdowns in asked.items()
        for breakdown in breakdowns
    ]
    return pa.table(list(zip(*rows, strict=True)), schema=schema)


def _figure(chance: random.Random) -> Decimal | None:
    return None if chance.random() < 0.02 else Decimal(chance.randint(0, 90))


def _put(store: Store, file: str, table: pa.Table) -> None:
    path: Path
    with store.written(file) as path:
        pq.write_table(table, path)
