"""Writes Parquet in a process of its own: its library takes more memory than a web worker has.

Reads JSON from standard input, `{"columns": [[name, kind], …], "rows": [[…], …]}`; writes the file
on standard output. Knows nothing of Django.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from typing import Any


def parquet(told: dict[str, Any]) -> bytes:
    """Return the table as Parquet, with typed columns."""
    import pyarrow as pa
    from pyarrow import parquet as writer

    kinds = {
        "text": pa.string(),
        "number": pa.float64(),
        "whole": pa.int32(),
        "day": pa.date32(),
        "yes": pa.bool_(),
    }
    arrays = []
    for place, (_name, kind) in enumerate(told["columns"]):
        values = [row[place] for row in told["rows"]]
        if kind == "day":
            values = [date.fromisoformat(value) for value in values]
        arrays.append(pa.array(values, kinds[kind]))
    names = [name for name, _kind in told["columns"]]
    out = io.BytesIO()
    writer.write_table(pa.Table.from_arrays(arrays, names=names), out, compression="zstd")
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(parquet(json.load(sys.stdin)))
