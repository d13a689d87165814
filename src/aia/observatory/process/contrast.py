"""Two readings of a process set against each other, told as JSON or as a table for a person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from aia.observatory.process.comparing import Comparison, DepartureChange, FlowChange
from aia.observatory.process.mined import Process
from aia.observatory.process.tables import table, time_words


def contrast_json(first: Process, second: Process, found: Comparison) -> Iterator[str]:
    """Give the comparison as JSON: each side's size, and every change, the largest first."""
    told = {
        "first": _size(first),
        "second": _size(second),
        "median_case_change_s": found.median_case_change_s,
        "fitting_change": found.fitting_change,
        "directly_follows": [_flow(one) for one in found.flows],
        "departures": [_departure(one) for one in found.departures],
    }
    yield json.dumps(told, ensure_ascii=False) + "\n"


def contrast_table(first: Process, second: Process, found: Comparison) -> Iterator[str]:
    """Give the comparison as text: sizes, then the largest changes."""
    yield (
        f"{first.cases:,} cases against {second.cases:,}; half of the cases take"
        f" {time_words(first.median_case_s)} against {time_words(second.median_case_s)}\n"
    )
    if found.fitting_change is not None:
        yield f"cases that keep to the path: {100 * found.fitting_change:+.1f} points\n"
    head = ("step", "next step", "first", "second", "half sooner or later by")
    yield from table(head, [_flow_row(one) for one in found.flows])
    rows = [
        (f"{one.first_share:.1%}", f"{one.second_share:.1%}", one.kind, one.step, _after(one.after))
        for one in found.departures
    ]
    if rows:
        yield from table(("first", "second", "what", "step", "after"), rows)


def _flow_row(one: FlowChange) -> Sequence[str]:
    sides = [f"{side.count:,}" if side else "-" for side in (one.first, one.second)]
    change = one.median_change_s
    sign = "-" if (change or 0) < 0 else "+"
    told = "-" if change is None else f"{sign}{time_words(abs(change))}"
    return one.before, one.after, *sides, told


def _after(step: str | None) -> str:
    return step or "(at the start)"


def _size(process: Process) -> dict[str, Any]:
    fits = process.conformance
    return {
        "events": process.events,
        "cases": process.cases,
        "median_case_s": process.median_case_s,
        "fitting_cases": fits.fitting_cases if fits else None,
    }


def _flow(one: FlowChange) -> dict[str, Any]:
    return {
        "from": one.before,
        "to": one.after,
        "first": one.first.count if one.first else 0,
        "second": one.second.count if one.second else 0,
        "share_change": one.share_change,
        "median_change_s": one.median_change_s,
    }


def _departure(one: DepartureChange) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "step": one.step,
        "after": one.after,
        "first_share": one.first_share,
        "second_share": one.second_share,
    }
