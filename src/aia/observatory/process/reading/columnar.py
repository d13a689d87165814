"""Reading Parquet files: only three columns are touched."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from aia.observatory.process.log import Log
from aia.observatory.process.mapping import LogMap
from aia.observatory.process.problems import LogProblem
from aia.observatory.process.reading.columns import find_columns
from aia.observatory.process.reading.tables import log_of


def read_columnar(file: Path, log_map: LogMap) -> Log:
    """Return the log of a Parquet file. Raises LogProblem."""
    try:
        header = parquet.read_schema(file).names
        names = find_columns(header, log_map, str(file))
        kept = [names.case, names.activity, names.timestamp]
        # Cases are many: encoding them once, afterwards, is faster than page by page.
        with parquet.ParquetFile(file, read_dictionary=kept[1:2]) as opened:
            table = opened.read(columns=kept)
    except (pa.ArrowInvalid, OSError) as error:
        told = str(error).splitlines()[0]
        raise LogProblem(f"{file}: the Parquet file is damaged: {told}") from error
    columns = [table[name] for name in kept]
    del table
    return log_of(columns, log_map, str(file))
