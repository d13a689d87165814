"""From three arrow columns to a log: empty rows left out and said so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aia.observatory.process.arrays import numbers, present
from aia.observatory.process.log import Codes, Flags, Log, arrange
from aia.observatory.process.mapping import LogMap
from aia.observatory.process.problems import LogProblem
from aia.observatory.process.reading.moments import to_moments

_MOST_UNREAD = 0.1


def log_of(columns: list[Any], log_map: LogMap, where: str, notes: Sequence[str] = ()) -> Log:
    """Return the log of three arrow columns of one length: cases, activities, moments.

    The list is emptied on the way, so that each column can be freed as soon as it was read.
    Rows without a case, an activity or a moment are left out and counted in the notes. Raises
    LogProblem when nothing is left, or when more than one moment in ten cannot be read.
    """
    told = list(notes)
    moment = columns.pop()
    if not len(moment):
        raise LogProblem(f"{where}: no event in it: expected one event a row under the header")
    moments = to_moments(moment, log_map, where)
    _must_be_read(present(moment), moments.read, moment, where)
    del moment
    told += moments.notes
    acts, dictionary = _coded(columns.pop())
    cases, _ = _coded(columns.pop())
    pa.default_memory_pool().release_unused()
    whole = moments.read & (cases >= 0) & (acts >= 0)
    times = moments.micros
    if not whole.all():
        told += _left_out({"case": cases >= 0, "activity": acts >= 0, "moment": moments.read})
        cases, acts, times = cases[whole], acts[whole], times[whole]
    if not len(cases):
        raise LogProblem(f"{where}: no row has a case, an activity and a moment together")
    return arrange(cases, acts, times, [str(name) for name in dictionary.to_pylist()], told)


def _must_be_read(given: Flags, read: Flags, moment: Any, where: str) -> None:
    if not given.any():
        raise LogProblem(
            f"{where}: the column of moments is empty: without them nothing can be put in order."
            " Tell the right column in a map (columns: timestamp:)"
        )
    unread = given & ~read
    if int(unread.sum()) > _MOST_UNREAD * int(given.sum()):
        row = int(np.flatnonzero(unread)[0])
        text = str(moment[row].as_py())[:60]
        raise LogProblem(
            f"{where}: {int(unread.sum())} moments cannot be read; the first is {text!r} in row"
            f' {row + 1}. Write how they look in the map, as time_format: "%d/%m/%Y %H:%M"'
        )


def _left_out(present: dict[str, Flags]) -> list[str]:
    found = []
    for what, flags in present.items():
        if count := int((~flags).sum()):
            row = int(np.flatnonzero(~flags)[0]) + 1
            found.append(f"{count} rows without a readable {what} left out (the first: row {row})")
    return found


def _coded(column: Any) -> tuple[Codes, Any]:
    """Return a code for each row (-1: empty), and the arrow array of what the codes stand for."""
    if pa.types.is_dictionary(column.type):
        # Each chunk has a dictionary of its own: bring them to one.
        chunks = column.unify_dictionaries().chunks if _chunked(column) else [column]
    else:
        # One memory of values serves all chunks, and every chunk ends with the whole dictionary.
        encoded = pc.dictionary_encode(column)
        chunks = encoded.chunks if _chunked(column) else [encoded]
    codes = numbers(pa.chunked_array([one.indices for one in chunks]), empty=-1)
    return codes.astype(np.int32, copy=False), chunks[-1].dictionary


def _chunked(column: Any) -> bool:
    return isinstance(column, pa.ChunkedArray)
