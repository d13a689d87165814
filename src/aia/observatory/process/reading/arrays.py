"""Arrow columns as numpy arrays, without pandas (which arrow's own conversion loads)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aia.observatory.process.log import Flags


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


def _part(values: Any, empty: int) -> Any:
    if values.null_count:
        values = pc.fill_null(values, pa.scalar(empty, values.type))
    return np.from_dlpack(values) if len(values) else np.zeros(0, dtype=np.int64)
