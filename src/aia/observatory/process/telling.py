"""What was read from a log, told as JSON or as a table for a person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aia.observatory.process.alignment import Conformance
from aia.observatory.process.arrays import texts, whole
from aia.observatory.process.mined import Process
from aia.observatory.process.variants import Variants, blocks

_VARIANTS = "\0"


def told(process: Process) -> dict[str, Any]:
    """Return plain data for everything that was read; times in seconds."""
    return _head(process) | {
        "variants": [{"steps": list(steps), "cases": n} for steps, n in process.variants],
        **_tail(process),
    }


def as_json(process: Process) -> Iterator[str]:
    """Give the JSON of `told`, piece by piece: logs with a million variants stay small."""
    frame = json.dumps(
        _head(process) | {"variants": _VARIANTS, **_tail(process)}, ensure_ascii=False
    )
    before, after = frame.split(json.dumps(_VARIANTS), 1)
    yield before + "["
    yield from _variants(process.variants)
    yield "]" + after + "\n"


def _head(process: Process) -> dict[str, Any]:
    return {
        "events": process.events,
        "cases": process.cases,
        "activities": process.activities,
        "directly_follows": [
            {"from": one.before, "to": one.after, "count": one.count, "median_s": one.median_s}
            for one in process.directly_follows
        ],
    }


def _tail(process: Process) -> dict[str, Any]:
    found = process.conformance
    return {
        "start": process.start,
        "end": process.end,
        "median_case_s": process.median_case_s,
        "conformance": _conformance(found) if found else None,
    }


def _conformance(found: Conformance) -> dict[str, Any]:
    return {
        "fitting_cases": found.fitting_cases,
        "mean_cost": found.mean_cost,
        "departures": [
            {
                "kind": one.kind,
                "step": one.step,
                "after": one.after,
                "cases": one.cases,
                "times": one.times,
            }
            for one in found.departures
        ],
    }


def _variants(variants: Variants) -> Iterator[str]:
    """Give each block of variants as JSON objects with commas between; arrow joins the names."""
    quoted = texts([json.dumps(name, ensure_ascii=False) for name in variants.names])
    # Scalars out of an array: made from Python texts they would load pandas.
    begin_mark, between, middle, end_mark, nothing = texts(
        ['{"steps": [', ", ", '], "cases": ', "}", ""]
    )
    for begin, end in blocks(variants.starts):
        starts = variants.starts[begin : end + 1]
        steps = quoted.take(whole(variants.acts[starts[0] : starts[-1]]))
        lists = pa.ListArray.from_arrays(whole((starts - starts[0]).astype(np.int32)), steps)
        cases = whole(variants.cases[begin:end]).cast(pa.string())
        objects = pc.binary_join_element_wise(
            begin_mark, pc.binary_join(lists, between), middle, cases, end_mark, nothing
        )
        yield (", " if begin else "") + ", ".join(objects.to_pylist())
