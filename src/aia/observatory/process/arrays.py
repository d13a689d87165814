"""Between arrow columns and numpy arrays, without pandas.

Arrow's own conversions load pandas when it is installed, which takes longer than reading a log.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from aia.observatory.process.log import Flags
from aia.observatory.process.problems import LogProblem


def numbers(values: Any, empty: int = 0) -> Any:
    """Return an arrow column of integers as one numpy array; nulls become `empty`."""
    chunks = values.chunks if isinstance(values, pa.ChunkedArray) else [values]
    parts = [_part(one, empty) for one in chunks]
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def flags(values: Any) -> Flags:
    """Return an arrow column of truth values without nulls as numpy."""
    found: Flags = numbers(values.cast(pa.uint8())).astype(np.bool_)
    return found


def present(values: Any) -> Flags:
    """Return which rows of an arrow column are not null."""
    if values.null_count == 0:
        return np.ones(len(values), dtype=np.bool_)
    return flags(pc.is_valid(values))


def whole(values: NDArray[Any], empty: NDArray[np.bool_] | None = None) -> Any:
    """Return numpy integers as an arrow column; where `empty` says so, null."""
    kind = pa.int32() if values.dtype == np.int32 else pa.int64()
    values = np.ascontiguousarray(values)
    buffers = [_validity(empty), pa.py_buffer(values)]
    return pa.Array.from_buffers(kind, len(values), buffers)


def texts(values: Sequence[str | None]) -> Any:
    """Return texts as an arrow column; None becomes null. Raises LogProblem over 2 GB."""
    encoded = [(value or "").encode(errors="replace") for value in values]
    ends = np.cumsum([0, *map(len, encoded)])
    if ends[-1] > np.iinfo(np.int32).max:
        raise LogProblem("the texts of one column take more than 2 GB: split the log")
    empty = np.array([value is None for value in values], dtype=np.bool_)
    offsets = pa.py_buffer(ends.astype(np.int32))
    buffers = [_validity(empty), offsets, pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), buffers)


def _validity(empty: NDArray[np.bool_] | None) -> Any:
    if empty is None or not bool(empty.any()):
        return None
    return pa.py_buffer(np.packbits(~empty, bitorder="little"))


def _part(values: Any, empty: int) -> Any:
    if values.null_count:
        values = pc.fill_null(values, whole(np.array([empty]))[0].cast(values.type))
    return np.from_dlpack(values) if len(values) else np.zeros(0, dtype=np.int64)
